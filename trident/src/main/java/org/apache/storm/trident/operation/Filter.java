// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.operation;

import org.apache.storm.trident.tuple.TridentTuple;

/** Decides which tuples stay in a stream. */
public interface Filter extends EachOperation {
    /** Whether the tuple stays. */
    boolean isKeep(TridentTuple tuple);
}
