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
import org.apache.storm.generated.GlobalStreamId;
import tempest.cluster.metrics.LatencyBuckets;
import tempest.rpc.ExecutorFigures;
import tempest.rpc.FailedInput;
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
 * Running totals of a worker's executors, which Nimbus turns into series, and samples of failed trees. Used by the one thread that reports to
 * Nimbus; it never disturbs an executor.
 */
public final class EngineMetrics {
    /** Most failures reported at a time; the others are only counted. */
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
        ExecutorFigures result = new ExecutorFigures();
        result.set_component(executor.componentId());
        result.set_blocked_nanos(executor.blockedNanos());
        result.set_queue_fill(executor.inbox().fill());
        result.set_queued(executor.inbox().tuples());
        addStreams(result, totals, spout);
        long timedOut = 0;
        long deadLetters = 0;
        long[] complete = null;
        long[] execute = null;
        long[] process = null;
        for (int task = executor.firstTask(); task <= executor.lastTask(); task++) {
            TaskMetrics metrics = executor.metrics(task);
            timedOut += metrics.timedOut;
            deadLetters += metrics.deadLetters.get();
            complete = metrics.complete.addTo(complete);
            execute = metrics.execute.addTo(execute);
            process = metrics.asyncProcess.addTo(metrics.process.addTo(process));
        }
        result.set_timed_out(timedOut);
        result.set_failed(Math.max(0, result.get_failed() - timedOut));
        if (deadLetters > 0) {
            result.set_dead_letters(deadLetters);
        }
        if (spout) {
            result.set_pending(((SpoutExecutor) executor).pending());
        }
        set(complete, result::set_complete_micros);
        set(execute, result::set_execute_nanos);
        set(process, result::set_process_micros);
        return result;
    }

    private static void addStreams(ExecutorFigures result, Totals totals, boolean spout) {
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
        long held = 0;
        for (Map.Entry<GlobalStreamId, InCounters> source : totals.in().entrySet()) {
            InCounters in = source.getValue();
            executed += in.executed;
            acked += in.acked;
            failed += in.failed;
            // Nobody acks a tick.
            held += source.getKey().get_componentId().startsWith("__") ? 0 : in.executed - in.acked - in.failed;
            busy += in.executeSamples == 0 ? 0 : (double) in.executeNanos / in.executeSamples * in.executed;
        }
        result.set_emitted(emitted);
        result.set_transferred(transferred);
        result.set_acked(acked);
        result.set_failed(failed);
        result.set_executed(executed);
        result.set_busy_nanos(spout ? 0 : (long) busy);
        if (!spout) {
            result.set_held(Math.max(0, held));
        }
    }

    private static void set(long[] counts, Consumer<Map<Integer, Long>> setter) {
        if (counts != null) {
            setter.accept(LatencyBuckets.sparse(counts));
        }
    }

    /** Samples of the failures since the last call. */
    public List<TupleFailure> failures() {
        List<TupleFailure> reported = new ArrayList<>();
        forEachTask((executor, task) -> {
            List<Failure> failures = new ArrayList<>();
            executor.metrics(task).failures.drainTo(failures, MOST_FAILURES - reported.size());
            for (Failure failure : failures) {
                TupleFailure one = new TupleFailure(failure.timeMillis(), failure.timedOut() ? FailureReason.TIMED_OUT : FailureReason.FAILED,
                    executor.componentId(), task, failure.stream(), failure.messageId(), failure.afterMillis());
                one.set_root(failure.root());
                if (!failure.timedOut()) {
                    one.set_component(executor.componentOf(failure.bolt()));
                    one.set_task(failure.bolt());
                }
                reported.add(one);
            }
        });
        return reported;
    }

    /** Samples of what bolts here failed since the last call. */
    public List<FailedInput> failedInputs() {
        List<FailedInput> reported = new ArrayList<>();
        forEachTask((executor, task) -> executor.metrics(task).failedInputs.drain(MOST_FAILURES - reported.size()).forEach(input -> {
            FailedInput one = new FailedInput(input.root(), task);
            one.set_error(input.error());
            one.set_values(input.values());
            reported.add(one);
        }));
        return reported;
    }

    /** Traced trees of this worker's spouts that ended since the last call. */
    public List<TracedRoot> roots() {
        List<TracedRoot> reported = new ArrayList<>();
        forEachTask((executor, task) -> {
            List<TraceBook.Root> roots = new ArrayList<>();
            executor.metrics(task).traces.takeRoots(roots, MOST_ROOTS - reported.size());
            for (TraceBook.Root root : roots) {
                reported.add(new TracedRoot(root.root(), executor.componentId(), task, root.stream(), root.messageId(), root.emittedMicros(),
                    root.endedMicros(), Outcome.valueOf(root.end().name())));
            }
        });
        return reported;
    }

    /** What this worker's bolts did for traced trees since the last call. */
    public List<TracedHop> hops() {
        List<TracedHop> reported = new ArrayList<>();
        forEachTask((executor, task) -> {
            TraceBook traces = executor.metrics(task).traces;
            traces.takeHops(hop -> {
                TupleImpl tuple = hop.tuple();
                for (int i = 0; i < tuple.anchorCount(); i++) {
                    if (traces.picks(tuple.root(i))) {
                        reported.add(new TracedHop(tuple.root(i), executor.componentId(), task, tuple.getSourceComponent(), tuple.getSourceTask(),
                            tuple.getSourceStreamId(), 0, traces.begunMicros(hop), traces.executedMicros(hop), traces.settledMicros(hop),
                            Outcome.valueOf(hop.end().name())));
                    }
                }
            }, MOST_HOPS - reported.size());
        });
        return reported;
    }

    private void forEachTask(BiConsumer<ExecutorAgent, Integer> action) {
        executors.forEach((info, executor) -> {
            for (int task = executor.firstTask(); task <= executor.lastTask(); task++) {
                action.accept(executor, task);
            }
        });
    }
}
