// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.streams.operations;

import java.io.Serializable;

/** User code that runs in a stream. */
public interface Operation extends Serializable {
}
