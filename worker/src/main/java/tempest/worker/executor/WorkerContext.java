// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.executor;

import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import tempest.cluster.Clock;
import tempest.cluster.DeadLetterSettings;
import tempest.worker.agent.ThreadClock;
import tempest.worker.link.CongestionListener;
import tempest.worker.link.RemoteTransport;
import tempest.worker.route.Groupings;
import tempest.worker.tuple.TupleImpl;

/**
 * What the executors of a worker have in common. Immutable, any thread.
 *
 * @param checks creates the check of every tuple sent, one per emitter; or null
 * @param deadLetters what becomes of tuples that fail again and again
 */
public record WorkerContext(Timing timing, Routing routing, Remote remote, Failures failures, Seeds seeds, CycleBackpressure cycles,
                            Supplier<Consumer<TupleImpl>> checks, DeadLetterSettings deadLetters) {
    /**
     * @param clock the topology's, which may be simulated
     * @param threadClock the one by which threads run and wait
     */
    public record Timing(Clock clock, ThreadClock threadClock) { }

    /**
     * Which tasks there are and how tuples reach them.
     *
     * @param cyclic whether tuples that the first component emits to the second can return to the first
     * @param componentOf the component of each task id
     * @param sources number of stream sources in the topology
     * @param taskLists the return values of emits that went to one task
     */
    public record Routing(TaskDirectory directory, Groupings groupings, BiPredicate<String, String> cyclic, IntFunction<String> componentOf,
                          int sources, TaskLists taskLists) { }

    /**
     * @param links creates links to other workers; null if there is only this one
     * @param congestion notified when a task of this worker receives more than it can handle
     */
    public record Remote(RemoteTransport links, CongestionListener congestion) { }

    /** @param deaths receives, once per executor, the component that failed and the cause */
    public record Failures(ErrorSink errors, BiConsumer<String, Throwable> deaths) { }
}
