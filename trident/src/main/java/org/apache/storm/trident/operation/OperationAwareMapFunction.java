// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.operation;

/** A map function that is prepared and cleaned up. */
public interface OperationAwareMapFunction extends MapFunction, Operation {
}
