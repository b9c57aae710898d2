// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.operators.window;

import java.io.Serializable;

/**
 * What is kept of the values of a window in place of a list of them.
 *
 * @param <V> of the values
 * @param <A> what is accumulated
 * @param <R> of the result
 */
public interface Aggregation<V, A, R> extends Serializable {
    /** Of no values. */
    A create();

    /** Of one value more; may change and return {@code accumulated}. */
    A add(A accumulated, V value);

    /** Of the values of both, those of {@code earlier} first; changes neither of them. */
    A merge(A earlier, A later);

    /** Of what was accumulated; an object that later values do not change. */
    R result(A accumulated);
}
