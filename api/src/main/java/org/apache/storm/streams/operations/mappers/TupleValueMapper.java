// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.streams.operations.mappers;

import org.apache.storm.streams.operations.Function;
import org.apache.storm.tuple.Tuple;

/** Takes a value out of a spout's tuple. */
public interface TupleValueMapper<T> extends Function<Tuple, T> {
}
