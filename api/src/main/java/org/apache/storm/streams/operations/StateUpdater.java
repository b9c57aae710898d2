// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.streams.operations;

/** Makes a new state of the old one and a value. */
public interface StateUpdater<T, S> extends Operation {
    /** Of an initial state and a function. */
    static <T, S> StateUpdater<T, S> of(S initialValue, BiFunction<? super S, ? super T, ? extends S> stateUpdateFn) {
        return new StateUpdater<>() {
            private static final long serialVersionUID = 1L;

            @Override
            public S init() {
                return initialValue;
            }

            @Override
            public S apply(S state, T value) {
                return stateUpdateFn.apply(state, value);
            }
        };
    }

    /** The state before the first value. */
    S init();

    /** The state after one more value. */
    S apply(S state, T value);
}
