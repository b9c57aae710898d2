// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.streams;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.storm.state.KeyValueState;

/**
 * What a processor accumulates by key without windows. The state of its task has it; here are the values that were used last, so that the state is not
 * asked and written for each value of a stream. The executor's thread owns it.
 */
final class KeptValues {
    private static final int MOST_AT_HAND = 10_000;

    private final KeyValueState<Object, Object> state;
    private final int node;
    private final UnaryOperator<Object> copy;
    /** In the order of their use. */
    private final Map<Object, Object> atHand = new LinkedHashMap<>(16, 0.75f, true);
    private final Set<Object> changed = new HashSet<>();

    /**
     * @param node its number, which keeps the keys of the task's processors apart
     * @param copy makes a copy of a value for the state, of one that goes on being changed in place
     */
    KeptValues(KeyValueState<Object, Object> state, int node, UnaryOperator<Object> copy) {
        this.state = state;
        this.node = node;
        this.copy = copy;
    }

    /** Null if there is none. */
    Object get(Object key) {
        Object value = atHand.get(key);
        if (value == null) {
            value = state.get(stateKey(key));
            if (value != null) {
                value = copy.apply(value); // a state in memory gives what it has itself
                keep(key, value);
            }
        }
        return value;
    }

    /** A key has a value, which may be the one that it had, changed in place. */
    void put(Object key, Object value) {
        changed.add(key);
        keep(key, value);
    }

    private void keep(Object key, Object value) {
        atHand.put(key, value);
        if (atHand.size() > MOST_AT_HAND) {
            Iterator<Map.Entry<Object, Object>> oldest = atHand.entrySet().iterator();
            Map.Entry<Object, Object> out = oldest.next();
            if (changed.remove(out.getKey())) {
                state.put(stateKey(out.getKey()), out.getValue());
            }
            oldest.remove();
        }
    }

    /** Brings the state up to date, before it is saved. */
    void save() {
        changed.forEach(key -> state.put(stateKey(key), copy.apply(atHand.get(key))));
        changed.clear();
    }

    /** The state goes back to what was saved last. */
    void rollback() {
        atHand.clear();
        changed.clear();
    }

    private List<Object> stateKey(Object key) {
        List<Object> both = new ArrayList<>(2);
        both.add(node);
        both.add(key);
        return both;
    }
}
