// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.operators.window;

import java.util.ArrayDeque;
import java.util.function.BinaryOperator;

/**
 * A queue that knows the aggregate of all that is in it, at a constant cost for each element on average: what is taken from the front is in a stack with the
 * aggregates of all behind it, what is added at the end has one aggregate, and when the front is empty the end becomes the front. Not for several threads.
 */
final class TwoStacks<A> {
    private final BinaryOperator<A> merge;
    /** Of each element, the aggregate of itself and all that came after it; the first element is on top. */
    private final ArrayDeque<A> front = new ArrayDeque<>();
    private final ArrayDeque<A> back = new ArrayDeque<>();
    private A backTotal;

    /** @param merge of an earlier and a later aggregate; changes neither */
    TwoStacks(BinaryOperator<A> merge) {
        this.merge = merge;
    }

    void add(A element) {
        backTotal = back.isEmpty() ? element : merge.apply(backTotal, element);
        back.addLast(element);
    }

    /** Removes the first element. */
    void remove() {
        if (front.isEmpty()) {
            A total = null;
            while (!back.isEmpty()) {
                A element = back.pollLast();
                total = total == null ? element : merge.apply(element, total);
                front.addFirst(total);
            }
        }
        front.removeFirst();
    }

    /** Null if there is none. */
    A total() {
        if (front.isEmpty()) {
            return back.isEmpty() ? null : backTotal;
        }
        return back.isEmpty() ? front.peekFirst() : merge.apply(front.peekFirst(), backTotal);
    }

    void clear() {
        front.clear();
        back.clear();
    }
}
