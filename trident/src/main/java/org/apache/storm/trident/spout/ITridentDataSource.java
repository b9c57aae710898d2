// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.spout;

import java.io.Serializable;

/** Anything a Trident topology can read its batches from. It is sent to the workers, so it must be serializable. */
public interface ITridentDataSource extends Serializable {
}
