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
import tempest.worker.stats.TaskVitals;
import tempest.worker.stats.Totals;
import tempest.worker.tuple.TupleImpl;

/**
 * One task of a bolt: the user's bolt and its ports. Its executor's thread runs it; other threads enter through {@link #foreign} only.
 */
final class BoltTask {
    private final TaskPlan plan;
    private final BoltExecutor executor;
    private final IBolt bolt;
    private final TaskVitals vitals;
    private final BoltPort port;
    private final Sampler sampler;
    private final List<ITaskHook> hooks;
    private Map<GlobalStreamId, ISubscribedState> states = Map.of();
    private volatile BoltPort foreignPort;
    // Written between two rounds; a foreign thread takes over what is new when it emits, so that the executor need not wait for it.
    private volatile LoadMapping loads;
    private volatile int loadsTold;
    private volatile double eventPercent;
    /** Guarded by the foreign threads' lock. */
    private int loadsHeard;

    BoltTask(TaskPlan plan, BoltExecutor executor) {
        this.plan = plan;
        this.executor = executor;
        bolt = (IBolt) plan.component();
        vitals = new TaskVitals(executor.around.clock());
        port = new BoltPort(plan, executor.lane, executor.around, executor.settings.debug(), vitals, vitals.process);
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
        InCounters counters = port.counters(tuple.source());
        counters.executed++;
        if (sampler.pick() || !hooks.isEmpty() || vitals.traces.picks(tuple)) {
            executeTimed(tuple, counters);
        } else if (states.isEmpty()) {
            bolt.execute(tuple);
        } else {
            executeOrKeep(tuple);
        }
    }

    private void executeTimed(TupleImpl tuple, InCounters counters) {
        long begin = System.nanoTime();
        tuple.sampled(begin / 1000);
        boolean traced = vitals.traces.picks(tuple);
        if (traced) {
            vitals.traces.begun(tuple);
        }
        executeOrKeep(tuple);
        if (traced) {
            vitals.traces.executed(tuple);
        }
        long nanos = System.nanoTime() - begin;
        counters.executeNanos += nanos;
        counters.executeSamples++;
        vitals.execute.record(nanos);
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
            port.ack(tuple);
        }
    }

    void cleanup() {
        bolt.cleanup();
        hooks.forEach(ITaskHook::cleanup);
    }

    BoltPort port() {
        return port;
    }

    boolean isOwnThread() {
        return executor.isOwnThread();
    }

    /** Does something at the port for foreign threads, sends it, and waits while there is no room. */
    <T> T foreign(Function<BoltPort, T> call) {
        return executor.foreign(lane -> call.apply(foreignPort(lane)));
    }

    private BoltPort foreignPort(Lane lane) {
        BoltPort foreign = foreignPort;
        if (foreign == null) {
            foreign = new BoltPort(plan, lane, executor.around, executor.settings.debug(), vitals, vitals.foreignProcess);
            foreignPort = foreign;
        }
        foreign.out.eventPercent(eventPercent);
        int told = loadsTold;
        if (told != loadsHeard) {
            loadsHeard = told;
            foreign.out.refresh(loads);
        }
        return foreign;
    }

    /** Passes loads to the groupings of foreign threads' emits. Its executor's thread. */
    void refreshForeign(LoadMapping latest) {
        loads = latest;
        loadsTold++;
    }

    void foreignEventPercent(double percent) {
        eventPercent = percent;
    }

    void reportError(Throwable error) {
        executor.reportError(plan.task(), error);
    }

    /** Any thread. */
    void addTo(Totals totals) {
        port.addTo(totals);
        BoltPort foreign = foreignPort;
        if (foreign != null) {
            foreign.addTo(totals);
        }
    }
}
