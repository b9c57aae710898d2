// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.engine;

import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.storm.generated.ExecutorInfo;
import tempest.cluster.metrics.LatencyBuckets;
import tempest.rpc.ExecutorFigures;
import tempest.rpc.FailureReason;
import tempest.rpc.Outcome;
import tempest.rpc.TracedHop;
import tempest.rpc.TracedRoot;
import tempest.rpc.TupleFailure;
import tempest.worker.executor.ExecutorAgent;
import tempest.worker.executor.SpoutExecutor;
import tempest.worker.stats.FailureSamples.Failure;
import tempest.worker.stats.InCounters;
import tempest.worker.stats.OutCounters;
import tempest.worker.stats.TaskMetrics;
import tempest.worker.stats.Totals;
import tempest.worker.stats.TraceBook;
import tempest.worker.tuple.TupleImpl;

/**
 * Running totals of a worker's executors, for Nimbus to make series of, and samples of failed trees. Used by the one thread that tells
 * Nimbus; it never disturbs an executor.
 */
public final class EngineMetrics {
    /** Most failures told at a time; the others are only counted. */
    private static final int MOST_FAILURES = 100;
    private static final int MOST_ROOTS = 500;
    private static final int MOST_HOPS = 5000;

    private final Map<ExecutorInfo, ExecutorAgent> executors;

    EngineMetrics(Map<ExecutorInfo, ExecutorAgent> executors) {
        this.executors = executors;
    }

    /** The totals since the start. */
    public Map<ExecutorInfo, ExecutorFigures> totals() {
        // Pairs with the release at the end of each executor's round.
        VarHandle.acquireFence();
        Map<ExecutorInfo, ExecutorFigures> all = new HashMap<>();
        executors.forEach((info, executor) -> all.put(info, of(executor)));
        return all;
    }

    private static ExecutorFigures of(ExecutorAgent executor) {
        Totals totals = new Totals();
        executor.addTo(totals);
        boolean spout = executor instanceof SpoutExecutor;
        ExecutorFigures figures = new ExecutorFigures();
        figures.set_component(executor.componentId());
        figures.set_blocked_nanos(executor.blockedNanos());
        figures.set_queue_fill(executor.inbox().fill());
        figures.set_queued(executor.inbox().tuples());
        addStreams(figures, totals, spout);
        long timedOut = 0;
        long[] complete = null;
        long[] execute = null;
        long[] process = null;
        for (int task = executor.firstTask(); task <= executor.lastTask(); task++) {
            TaskMetrics metrics = executor.metrics(task);
            timedOut += metrics.timedOut;
            complete = metrics.complete.addTo(complete);
            execute = metrics.execute.addTo(execute);
            process = metrics.asyncProcess.addTo(metrics.process.addTo(process));
        }
        figures.set_timed_out(timedOut);
        figures.set_failed(Math.max(0, figures.get_failed() - timedOut));
        if (spout) {
            figures.set_pending(((SpoutExecutor) executor).pending());
        }
        set(complete, figures::set_complete_micros);
        set(execute, figures::set_execute_nanos);
        set(process, figures::set_process_micros);
        return figures;
    }

    private static void addStreams(ExecutorFigures figures, Totals totals, boolean spout) {
        long emitted = 0;
        long transferred = 0;
        long acked = 0;
        long failed = 0;
        long executed = 0;
        double busy = 0;
        for (OutCounters out : totals.out().values()) {
            emitted += out.emitted;
            transferred += out.transferred;
            acked += out.acked;
            failed += out.failed;
        }
        for (InCounters in : totals.in().values()) {
            executed += in.executed;
            acked += in.acked;
            failed += in.failed;
            busy += in.executeSamples == 0 ? 0 : (double) in.executeNanos / in.executeSamples * in.executed;
        }
        figures.set_emitted(emitted);
        figures.set_transferred(transferred);
        figures.set_acked(acked);
        figures.set_failed(failed);
        figures.set_executed(executed);
        figures.set_busy_nanos(spout ? 0 : (long) busy);
    }

    private static void set(long[] counts, Consumer<Map<Integer, Long>> setter) {
        if (counts != null) {
            setter.accept(LatencyBuckets.sparse(counts));
        }
    }

    /** Samples of the failures since the last call. */
    public List<TupleFailure> failures() {
        List<TupleFailure> told = new ArrayList<>();
        forEachTask((executor, task) -> {
            List<Failure> failures = new ArrayList<>();
            executor.metrics(task).failures.drainTo(failures, MOST_FAILURES - told.size());
            for (Failure failure : failures) {
                TupleFailure one = new TupleFailure(failure.timeMillis(), failure.timedOut() ? FailureReason.TIMED_OUT : FailureReason.FAILED,
                    executor.componentId(), task, failure.stream(), failure.messageId(), failure.afterMillis());
                if (!failure.timedOut()) {
                    one.set_component(executor.componentOf(failure.bolt()));
                    one.set_task(failure.bolt());
                }
                told.add(one);
            }
        });
        return told;
    }

    /** Traced trees of this worker's spouts that ended since the last call. */
    public List<TracedRoot> roots() {
        List<TracedRoot> told = new ArrayList<>();
        forEachTask((executor, task) -> {
            List<TraceBook.Root> roots = new ArrayList<>();
            executor.metrics(task).traces.takeRoots(roots, MOST_ROOTS - told.size());
            for (TraceBook.Root root : roots) {
                told.add(new TracedRoot(root.root(), executor.componentId(), task, root.stream(), root.messageId(), root.emittedMicros(),
                    root.endedMicros(), Outcome.valueOf(root.end().name())));
            }
        });
        return told;
    }

    /** What this worker's bolts did for traced trees since the last call. */
    public List<TracedHop> hops() {
        List<TracedHop> told = new ArrayList<>();
        forEachTask((executor, task) -> {
            TraceBook traces = executor.metrics(task).traces;
            traces.takeHops(hop -> {
                TupleImpl tuple = hop.tuple();
                for (int i = 0; i < tuple.anchorCount(); i++) {
                    if (traces.picks(tuple.root(i))) {
                        told.add(new TracedHop(tuple.root(i), executor.componentId(), task, tuple.getSourceComponent(), tuple.getSourceTask(),
                            tuple.getSourceStreamId(), 0, traces.begunMicros(hop), traces.executedMicros(hop), traces.settledMicros(hop),
                            Outcome.valueOf(hop.end().name())));
                    }
                }
            }, MOST_HOPS - told.size());
        });
        return told;
    }

    private void forEachTask(BiConsumer<ExecutorAgent, Integer> action) {
        executors.forEach((info, executor) -> {
            for (int task = executor.firstTask(); task <= executor.lastTask(); task++) {
                action.accept(executor, task);
            }
        });
    }
}
