// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.route;

import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;

/**
 * What a shuffle asks about tasks, for each tuple: both must be cheap. Called by emitters on their threads.
 *
 * @param burst how many tuples a task can receive in a burst, at least 1
 * @param away whether a task's worker has not been there for a while: tuples go to others as long as there are any
 */
public record Receivers(IntUnaryOperator burst, IntPredicate away) { }
