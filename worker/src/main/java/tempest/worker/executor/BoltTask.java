// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.executor;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.storm.generated.GlobalStreamId;
import org.apache.storm.grouping.LoadMapping;
import org.apache.storm.hooks.ITaskHook;
import org.apache.storm.hooks.info.BoltExecuteInfo;
import org.apache.storm.state.ISubscribedState;
import org.apache.storm.task.IBolt;
import tempest.worker.stats.InCounters;
import tempest.worker.stats.Sampler;
import tempest.worker.stats.TaskMetrics;
import tempest.worker.stats.Totals;
import tempest.worker.tuple.TupleImpl;

/** One task of a bolt: the user's bolt and its emitters. Its executor's thread runs it; other threads call {@link #async} only. */
final class BoltTask {
    private final TaskPlan plan;
    private final BoltExecutor executor;
    private final IBolt bolt;
    private final TaskMetrics metrics;
    private final BoltEmitter emitter;
    private final Sampler sampler;
    private final List<ITaskHook> hooks;
    private Map<GlobalStreamId, ISubscribedState> states = Map.of();
    private volatile BoltEmitter asyncEmitter;
    // Written between two rounds; an off-executor thread picks up changes when it emits, so that the executor need not wait for it.
    private volatile LoadMapping loads;
    private volatile int loadsPublished;
    private volatile double eventPercent;
    /** Guarded by the lock that off-executor threads share. */
    private int loadsApplied;

    BoltTask(TaskPlan plan, BoltExecutor executor) {
        this.plan = plan;
        this.executor = executor;
        bolt = (IBolt) plan.component();
        metrics = new TaskMetrics(executor.worker.timing().clock());
        emitter = new BoltEmitter(plan, executor.emitter, executor.worker, executor.settings, metrics, metrics.process);
        sampler = new Sampler(executor.settings.sampleRate());
        hooks = plan.context().getHooks();
    }

    int id() {
        return plan.task();
    }

    IBolt bolt() {
        return bolt;
    }

    void prepare() {
        bolt.prepare(plan.conf(), plan.context(), new BoltOutput(this));
        states = Map.copyOf(plan.context().getSubscribedStates());
    }

    void execute(TupleImpl tuple) {
        InCounters counters = emitter.counters(tuple.source());
        counters.executed++;
        if (sampler.pick() || !hooks.isEmpty() || metrics.traces.picks(tuple)) {
            executeTimed(tuple, counters);
        } else if (states.isEmpty()) {
            bolt.execute(tuple);
        } else {
            executeOrKeep(tuple);
        }
    }

    private void executeTimed(TupleImpl tuple, InCounters counters) {
        long begin = executor.worker.timing().threadClock().nanoTime();
        tuple.sampled(begin / 1000);
        boolean traced = metrics.traces.picks(tuple);
        if (traced) {
            metrics.traces.begun(tuple);
        }
        executeOrKeep(tuple);
        if (traced) {
            metrics.traces.executed(tuple);
        }
        long nanos = executor.worker.timing().threadClock().nanoTime() - begin;
        counters.executeNanos += nanos;
        counters.executeSamples++;
        metrics.execute.record(nanos);
        if (!hooks.isEmpty()) {
            new BoltExecuteInfo(tuple, plan.task(), nanos / 1_000_000).applyOn(plan.context());
        }
    }

    private void executeOrKeep(TupleImpl tuple) {
        ISubscribedState state = states.get(tuple.getSourceGlobalStreamId());
        if (state == null) {
            bolt.execute(tuple);
        } else {
            state.set(tuple.getValue(0), tuple);
            emitter.ack(tuple);
        }
    }

    void cleanup() {
        bolt.cleanup();
        hooks.forEach(ITaskHook::cleanup);
    }

    BoltEmitter emitter() {
        return emitter;
    }

    boolean isOwnThread() {
        return executor.isOwnThread();
    }

    /** Runs an action with the emitter for other threads, sends the result, and waits while there is no capacity. */
    <T> T async(Function<BoltEmitter, T> call) {
        return executor.async(emitter -> call.apply(asyncEmitter(emitter)));
    }

    private BoltEmitter asyncEmitter(Emitter emitter) {
        BoltEmitter async = asyncEmitter;
        if (async == null) {
            async = new BoltEmitter(plan, emitter, executor.worker, executor.settings, metrics, metrics.asyncProcess);
            asyncEmitter = async;
        }
        async.out.eventPercent(eventPercent);
        int published = loadsPublished;
        if (published != loadsApplied) {
            loadsApplied = published;
            async.out.refresh(loads);
        }
        return async;
    }

    /** Passes loads to the groupings of other threads' emits. Called by its executor's thread. */
    void refreshAsync(LoadMapping latest) {
        loads = latest;
        loadsPublished++;
    }

    void asyncEventPercent(double percent) {
        eventPercent = percent;
    }

    void failsBecause(Throwable reason) {
        metrics.failedInputs.reported(reason, executor.worker.timing().threadClock().nanoTime());
    }

    void reportError(Throwable error) {
        failsBecause(error);
        executor.reportError(plan.task(), error);
    }

    /** Any thread. */
    void addTo(Totals totals) {
        emitter.addTo(totals);
        BoltEmitter async = asyncEmitter;
        if (async != null) {
            async.addTo(totals);
        }
    }
}
