// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.executor;

import java.util.Collection;
import java.util.List;
import org.apache.storm.task.FailureReasons;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.utils.Utils;

/**
 * The collector a bolt gets. Calls from the thread that runs the bolt go directly to its emitter; calls of other threads are serialized on an
 * emitter of their own, which sends at once and waits while the receiver is full. Each form is overridden so that an emit with one anchor
 * needs no collection.
 */
final class BoltOutput extends OutputCollector implements FailureReasons {
    private final BoltTask task;

    BoltOutput(BoltTask task) {
        super(null);
        this.task = task;
    }

    @Override
    public List<Integer> emit(String streamId, Tuple anchor, List<Object> values) {
        if (task.isOwnThread()) {
            return task.emitter().out.emitFrom(streamId, anchor, values);
        }
        return task.async(emitter -> emitter.out.emitFrom(streamId, anchor, values));
    }

    @Override
    public List<Integer> emit(String streamId, Collection<Tuple> anchors, List<Object> values) {
        if (task.isOwnThread()) {
            return task.emitter().out.emit(streamId, anchors, values);
        }
        return task.async(emitter -> emitter.out.emit(streamId, anchors, values));
    }

    @Override
    public List<Integer> emit(String streamId, List<Object> values) {
        return emit(streamId, (Tuple) null, values);
    }

    @Override
    public List<Integer> emit(Collection<Tuple> anchors, List<Object> values) {
        return emit(Utils.DEFAULT_STREAM_ID, anchors, values);
    }

    @Override
    public List<Integer> emit(Tuple anchor, List<Object> values) {
        return emit(Utils.DEFAULT_STREAM_ID, anchor, values);
    }

    @Override
    public List<Integer> emit(List<Object> values) {
        return emit(Utils.DEFAULT_STREAM_ID, (Tuple) null, values);
    }

    @Override
    public void emitDirect(int target, String streamId, Collection<Tuple> anchors, List<Object> values) {
        if (task.isOwnThread()) {
            task.emitter().out.emitDirect(target, streamId, anchors, values);
        } else {
            task.async(emitter -> {
                emitter.out.emitDirect(target, streamId, anchors, values);
                return null;
            });
        }
    }

    @Override
    public void emitDirect(int target, String streamId, Tuple anchor, List<Object> values) {
        emitDirect(target, streamId, anchor == null ? null : List.of(anchor), values);
    }

    @Override
    public void emitDirect(int target, String streamId, List<Object> values) {
        emitDirect(target, streamId, (Collection<Tuple>) null, values);
    }

    @Override
    public void emitDirect(int target, Collection<Tuple> anchors, List<Object> values) {
        emitDirect(target, Utils.DEFAULT_STREAM_ID, anchors, values);
    }

    @Override
    public void emitDirect(int target, Tuple anchor, List<Object> values) {
        emitDirect(target, Utils.DEFAULT_STREAM_ID, anchor, values);
    }

    @Override
    public void emitDirect(int target, List<Object> values) {
        emitDirect(target, Utils.DEFAULT_STREAM_ID, (Collection<Tuple>) null, values);
    }

    @Override
    public void ack(Tuple input) {
        if (task.isOwnThread()) {
            task.emitter().ack(input);
        } else {
            task.async(emitter -> {
                emitter.ack(input);
                return null;
            });
        }
    }

    @Override
    public void fail(Tuple input) {
        if (task.isOwnThread()) {
            task.emitter().fail(input);
        } else {
            task.async(emitter -> {
                emitter.fail(input);
                return null;
            });
        }
    }

    @Override
    public void resetTimeout(Tuple input) {
        if (task.isOwnThread()) {
            task.emitter().resetTimeout(input);
        } else {
            task.async(emitter -> {
                emitter.resetTimeout(input);
                return null;
            });
        }
    }

    @Override
    public void reportError(Throwable error) {
        task.reportError(error);
    }

    @Override
    public void failsBecause(Throwable reason) {
        task.failsBecause(reason);
    }

    /** Sends what was emitted so far, without waiting for the end of the round. */
    @Override
    public void flush() {
        if (task.isOwnThread()) {
            task.emitter().emitter.flushUnlessSending();
        }
    }
}
