// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.executor;

import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import tempest.cluster.Clock;
import tempest.worker.agent.ThreadClock;
import tempest.worker.link.CongestionListener;
import tempest.worker.link.Links;
import tempest.worker.route.Groupings;
import tempest.worker.tuple.TupleImpl;

/**
 * What an executor has around it in its worker.
 *
 * @param clock the topology's, which may be simulated
 * @param threadClock the one that threads run and wait in
 * @param links ways to other workers, or null if there is only this one
 * @param cyclic whether what the first component emits to the second can come back to the first
 * @param componentOf the component of each task id
 * @param sources number of stream sources in the topology
 * @param checks makes, for each emitter, what looks at every tuple sent; or null
 * @param deaths hears, once an executor, which component died of what
 */
public record Surroundings(Clock clock, ThreadClock threadClock, Directory directory, Links links, CongestionListener congestion, Strain strain, Groupings groupings,
                           BiPredicate<String, String> cyclic, IntFunction<String> componentOf, int sources,
                           ErrorSink errors, BiConsumer<String, Throwable> deaths, Seeds seeds, TaskLists taskLists,
                           Supplier<Consumer<TupleImpl>> checks) { }
