// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.streams.operations;

/** Makes one value of the values that two streams have for a key. Either may be null in an outer join. */
public interface ValueJoiner<V1, V2, R> extends Operation {
    R apply(V1 value1, V2 value2);
}
