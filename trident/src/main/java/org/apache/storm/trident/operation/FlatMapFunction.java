// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.operation;

import java.io.Serializable;
import org.apache.storm.trident.tuple.TridentTuple;
import org.apache.storm.tuple.Values;

/** Makes any number of tuples of each tuple. */
public interface FlatMapFunction extends Serializable {
    /** The tuples that replace {@code input}, in the order of iteration. */
    Iterable<Values> execute(TridentTuple input);
}
