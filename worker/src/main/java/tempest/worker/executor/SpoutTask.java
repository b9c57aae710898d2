// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.executor;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.storm.hooks.ITaskHook;
import org.apache.storm.hooks.info.SpoutAckInfo;
import org.apache.storm.hooks.info.SpoutFailInfo;
import org.apache.storm.spout.ISpout;
import tempest.worker.ack.FailedAttempts;
import tempest.worker.ack.PendingRoots;
import tempest.worker.link.AckMessageType;
import tempest.worker.queue.Envelope;
import tempest.worker.route.Router;
import tempest.worker.stats.FailureSamples;
import tempest.worker.stats.OutCounters;
import tempest.worker.stats.Sampler;
import tempest.worker.stats.TaskMetrics;
import tempest.worker.stats.Totals;
import tempest.worker.stats.TraceBook;

/**
 * One task of a spout: the user's spout and the trees it waits for. Used only by its executor's thread, except where noted.
 */
final class SpoutTask {
    /**
     * A round of quick calls reads the clock only for a sample of its emits, so a root may be this much younger than the time last read; in a
     * round that takes longer, deadlines are set again.
     */
    static final long EMIT_SLACK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final TaskPlan plan;
    private final SpoutExecutor executor;
    private final ISpout spout;
    private final TaskOutput out;
    private final PendingRoots pending;
    /** Null unless messages that fail again and again are to end as dead letters. */
    private final FailedAttempts attempts;
    private final Sampler sampler;
    private final List<ITaskHook> hooks;
    private final boolean tracking;
    private final int maxPending;
    private long emits;
    /** Whether the deadline of a root of this round was set from a time that was read before it was emitted. */
    private boolean unread;
    private volatile long visiblePending;

    SpoutTask(TaskPlan plan, SpoutExecutor executor) {
        this.plan = plan;
        this.executor = executor;
        spout = (ISpout) plan.component();
        out = new TaskOutput(plan, executor.emitter, executor.worker, executor.settings.debug(), new TaskMetrics(executor.worker.timing().clock()));
        pending = new PendingRoots(plan.task(), executor.settings.timeoutNanos(), executor.worker.seeds().next().nextInt());
        attempts = executor.worker.deadLetters().countsMessagesOf(plan.componentId())
            ? new FailedAttempts(executor.worker.deadLetters().after()) : null;
        sampler = new Sampler(executor.settings.sampleRate());
        hooks = plan.context().getHooks();
        tracking = executor.settings.tracking();
        maxPending = executor.settings.maxPending();
    }

    int id() {
        return plan.task();
    }

    ISpout spout() {
        return spout;
    }

    void open() {
        spout.open(plan.conf(), plan.context(), new SpoutOutput(this));
    }

    /** Whether topology.max.spout.pending allows another tuple. */
    boolean mayEmit() {
        return pending.size() < maxPending;
    }

    /** Asks the spout for tuples; false if it had none. */
    boolean next() {
        long before = emits;
        spout.nextTuple();
        return emits != before;
    }

    List<Integer> emit(String streamId, List<Object> values, Object messageId) {
        emits++;
        OutStream stream = out.stream(streamId);
        int one = stream.one(values);
        List<Integer> tasks = one == Router.MANY ? stream.many(values) : executor.worker.routing().taskLists().of(one);
        sendTo(tasks, stream, values, messageId);
        return out.emitted(stream, values, tasks);
    }

    void emitDirect(int target, String streamId, List<Object> values, Object messageId) {
        emits++;
        OutStream stream = out.stream(streamId);
        List<Integer> tasks = stream.reachesDirectly(target) ? executor.worker.routing().taskLists().of(target) : List.of();
        sendTo(tasks, stream, values, messageId);
        out.emitted(stream, values, tasks);
    }

    private void sendTo(List<Integer> tasks, OutStream stream, List<Object> values, Object messageId) {
        if (messageId != null && tracking && !tasks.isEmpty()) {
            boolean sampled = sampler.pick();
            boolean exact = sampled || executor.readsClockAtEmits() || !hooks.isEmpty();
            long now = exact ? executor.readClock() : executor.now();
            unread |= !exact;
            // The lowest bit of the time says whether it is exact enough to measure with.
            int slot = pending.open(messageId, stream.position, sampled ? now | 1 : now & ~1, exact ? now : now + EMIT_SLACK_NANOS,
                attempts != null && attempts.isLast(messageId));
            long root = pending.root(slot);
            long xor = 0;
            for (int i = 0; i < tasks.size(); i++) {
                xor ^= out.sendRoot(stream, tasks.get(i), root, values);
            }
            pending.apply(root, xor);
            return;
        }
        for (int i = 0; i < tasks.size(); i++) {
            out.sendUntracked(stream, tasks.get(i), values);
        }
        if (messageId != null) {
            // It is not tracked or no task receives it, so there is nothing to wait for.
            acked(messageId, stream.position, 0);
        }
    }

    /** Applies an ack message; returns how many trees ended. */
    int apply(Envelope message) {
        long[] data = message.data();
        int count = message.count();
        int ended = 0;
        if (message.kind() == AckMessageType.ACK) {
            for (int i = 0; i < count; i += 2) {
                int slot = pending.apply(data[i], data[i + 1]);
                if (slot != PendingRoots.NONE) {
                    complete(slot);
                    ended++;
                }
            }
        } else if (message.kind() == AckMessageType.FAIL) {
            for (int i = 0; i < count; i += 2) {
                int slot = pending.find(data[i]);
                if (slot != PendingRoots.NONE) {
                    if (attempts != null && (data[i + 1] & AckMessageType.LOST) == 0) {
                        attempts.failed(pending.messageId(slot), executor.now());
                    }
                    fail(slot, (int) data[i + 1]);
                    ended++;
                }
            }
        } else {
            for (int i = 0; i < count; i++) {
                pending.reset(data[i], executor.readClock());
            }
        }
        return ended;
    }

    private void complete(int slot) {
        Object messageId = pending.messageId(slot);
        int stream = pending.stream(slot);
        long emitted = pending.emitted(slot);
        if (out.metrics.traces.isOn()) {
            trace(slot, TraceBook.End.COMPLETE);
        }
        pending.release(slot);
        if (attempts != null) {
            attempts.acked(messageId);
        }
        long nanos = executor.now() - emitted;
        if ((emitted & 1) == 1) {
            OutCounters counters = out.stream(stream).counters;
            long micros = Math.max(0, TimeUnit.NANOSECONDS.toMicros(nanos));
            counters.completeMicros += micros;
            out.metrics.complete.record(micros);
            counters.completeSamples++;
        }
        acked(messageId, stream, nanos);
    }

    private void trace(int slot, TraceBook.End end) {
        long root = pending.root(slot);
        if (out.metrics.traces.picks(root)) {
            out.metrics.traces.ended(root, out.stream(pending.stream(slot)).source.stream(), pending.messageId(slot), pending.emitted(slot),
                executor.worker.timing().clock().nanoTime(), end);
        }
    }

    private void acked(Object messageId, int stream, long nanos) {
        out.stream(stream).counters.acked++;
        spout.ack(messageId);
        if (!hooks.isEmpty()) {
            new SpoutAckInfo(messageId, plan.task(), TimeUnit.NANOSECONDS.toMillis(nanos)).applyOn(plan.context());
        }
    }

    /** {@code bolt}: the task that failed it, or {@link FailureSamples#NOBODY} if it timed out. */
    private void fail(int slot, int bolt) {
        boolean timedOut = bolt == FailureSamples.NOBODY;
        Object messageId = pending.messageId(slot);
        int stream = pending.stream(slot);
        long emitted = pending.emitted(slot);
        if (out.metrics.traces.isOn()) {
            trace(slot, timedOut ? TraceBook.End.TIMED_OUT : TraceBook.End.FAILED);
        }
        long root = pending.root(slot);
        pending.release(slot);
        long millis = TimeUnit.NANOSECONDS.toMillis(executor.now() - emitted);
        out.stream(stream).counters.failed++;
        out.metrics.timedOut += timedOut ? 1 : 0;
        out.metrics.failures.add(root, executor.worker.timing().clock().millis(), bolt, out.stream(stream).source.stream(), messageId, millis);
        spout.fail(messageId);
        if (!hooks.isEmpty()) {
            new SpoutFailInfo(messageId, plan.task(), millis).applyOn(plan.context());
        }
    }

    /** A round that began at this time of the worker's clock is over. No root may expire sooner than a full timeout after its emit. */
    void emitted(long roundBegin) {
        if (unread) {
            unread = false;
            long end = executor.readClock();
            if (end - roundBegin > EMIT_SLACK_NANOS) {
                pending.postpone(roundBegin, end);
            }
        }
    }

    /** Fails the trees that did not complete in time; returns how many. */
    int expire(long now) {
        int expired = 0;
        for (int slot = pending.expired(now); slot != PendingRoots.NONE; slot = pending.expired(now)) {
            fail(slot, FailureSamples.NOBODY);
            expired++;
        }
        return expired;
    }

    long untilExpiry(long now) {
        return pending.untilExpiry(now);
    }

    void close() {
        spout.close();
        hooks.forEach(ITaskHook::cleanup);
    }

    boolean isOwnThread() {
        return executor.isOwnThread();
    }

    /** Any thread. */
    void later(Runnable emit) {
        executor.deferFromOtherThread(plan.task(), emit);
    }

    void flush() {
        executor.emitter.flushUnlessSending();
    }

    void reportError(Throwable error) {
        executor.reportError(plan.task(), error);
    }

    void publish() {
        if (visiblePending != pending.size()) {
            visiblePending = pending.size();
        }
    }

    /** Any thread; other threads see the value as of the last round. */
    long pendingCount() {
        return isOwnThread() ? pending.size() : visiblePending;
    }

    TaskOutput output() {
        return out;
    }

    /** Any thread. */
    void addTo(Totals totals) {
        out.addTo(totals);
    }
}
