// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.operation;

import org.apache.storm.trident.tuple.TridentTuple;

/** Takes a tuple and emits any number of lists of values, each of which is appended to the tuple's own. */
public interface Function extends EachOperation {
    /**
     * @param tuple     the input fields, in the order of the declaration
     * @param collector takes what is appended; a tuple for which nothing is emitted is dropped
     */
    void execute(TridentTuple tuple, TridentCollector collector);
}
