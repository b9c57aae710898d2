// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.operation;

/** A flat-map function that is prepared and cleaned up. */
public interface OperationAwareFlatMapFunction extends FlatMapFunction, Operation {
}
