// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.streams;

import java.io.Serializable;

/** A state by key that a stream updates: to be asked by {@link Stream#stateQuery}, or read as the stream of its changes. */
public class StreamState<K, V> implements Serializable {
    private static final long serialVersionUID = 1L;

    final transient PairStream<K, V> changes;

    StreamState(PairStream<K, V> changes) {
        this.changes = changes;
    }

    /** Each key with its new state, as it is updated. */
    public PairStream<K, V> toPairStream() {
        return changes;
    }
}
