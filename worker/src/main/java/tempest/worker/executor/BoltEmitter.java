// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.executor;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.TimeUnit;
import org.apache.storm.hooks.info.BoltAckInfo;
import org.apache.storm.hooks.info.BoltFailInfo;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.tuple.Tuple;
import tempest.worker.agent.ThreadClock;
import tempest.worker.stats.InCounters;
import tempest.worker.stats.LatencyCounts;
import tempest.worker.stats.TaskMetrics;
import tempest.worker.stats.Totals;
import tempest.worker.stats.TraceBook;
import tempest.worker.tuple.StreamSource;
import tempest.worker.tuple.TupleImpl;

/** Emits, acks and failures of a bolt's task through one emitter, and their counters. Used only by the emitter's thread. */
final class BoltEmitter {
    private static final VarHandle IN = MethodHandles.arrayElementVarHandle(InCounters[].class);

    final TaskOutput out;
    final Emitter emitter;
    private final LatencyCounts process;
    private final int task;
    private final ThreadClock clock;
    private final TopologyContext context;
    private final StreamSource[] sources;
    private final InCounters[] in;
    private final boolean showsValues;
    /** Null if this bolt has none. */
    private final DeadLetterOutput deadLetters;

    /** @param process receives the latencies of acks made by this emitter */
    BoltEmitter(TaskPlan plan, Emitter emitter, WorkerContext worker, ExecutorSettings settings, TaskMetrics metrics, LatencyCounts process) {
        this.emitter = emitter;
        this.process = process;
        out = new TaskOutput(plan, emitter, worker, settings.debug(), metrics);
        showsValues = settings.failedValues();
        deadLetters = DeadLetterOutput.of(plan, out, worker);
        task = plan.task();
        clock = worker.timing().threadClock();
        context = plan.context();
        sources = new StreamSource[worker.routing().sources()];
        in = new InCounters[worker.routing().sources()];
    }

    InCounters counters(StreamSource source) {
        InCounters counters = in[source.index()];
        if (counters == null) {
            sources[source.index()] = source;
            counters = new InCounters();
            IN.setRelease(in, source.index(), counters); // A reader that sees them also sees their source.
        }
        return counters;
    }

    /** A tuple of a user's class only supplies its anchors: it is not counted, and the user must not settle it twice. */
    void ack(Tuple tuple) {
        if (tuple instanceof TupleImpl ours) {
            ack(ours);
        } else {
            emitter.ack(Emitter.engineTuple(tuple));
        }
    }

    void fail(Tuple tuple) {
        if (tuple instanceof TupleImpl ours) {
            fail(ours);
        } else {
            failOrBury(tuple, Emitter.engineTuple(tuple));
        }
    }

    /** @param ours the engine's form of the tuple */
    private void failOrBury(Tuple tuple, TupleImpl ours) {
        if (deadLetters != null && deadLetters.takes(ours, tuple.getSourceStreamId())) {
            deadLetters.emit(tuple, ours, out.metrics.failedInputs.cause(clock.nanoTime()));
            emitter.ack(ours);
        } else {
            emitter.fail(ours, task);
        }
    }

    void ack(TupleImpl tuple) {
        if (!tuple.settle()) {
            return;
        }
        emitter.ack(tuple);
        InCounters counters = counters(tuple.source());
        counters.acked++;
        if (tuple.isSampled()) {
            long micros = tuple.microsSinceSampled(micros());
            counters.processMicros += micros;
            counters.processSamples++;
            process.record(micros);
            if (out.metrics.traces.isOn()) {
                out.metrics.traces.settled(tuple, TraceBook.End.COMPLETE);
            }
            if (!context.getHooks().isEmpty()) {
                new BoltAckInfo(tuple, task, micros / 1000).applyOn(context);
            }
        }
    }

    private void fail(TupleImpl tuple) {
        if (!tuple.settle()) {
            return;
        }
        failOrBury(tuple, tuple);
        out.metrics.failedInputs.add(tuple, showsValues, clock.nanoTime());
        counters(tuple.source()).failed++;
        if (out.metrics.traces.isOn()) {
            out.metrics.traces.settled(tuple, TraceBook.End.FAILED);
        }
        if (!context.getHooks().isEmpty()) {
            new BoltFailInfo(tuple, task, tuple.isSampled() ? tuple.microsSinceSampled(micros()) / 1000 : 0L).applyOn(context);
        }
    }

    void resetTimeout(Tuple tuple) {
        emitter.resetTimeout(Emitter.engineTuple(tuple));
    }

    private long micros() {
        return TimeUnit.NANOSECONDS.toMicros(clock.nanoTime());
    }

    /** Any thread. */
    void addTo(Totals totals) {
        out.addTo(totals);
        for (int i = 0; i < in.length; i++) {
            InCounters counters = (InCounters) IN.getAcquire(in, i);
            if (counters != null) {
                totals.add(sources[i].id(), counters);
            }
        }
    }
}
