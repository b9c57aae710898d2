// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.executor;

import java.util.List;
import org.apache.storm.spout.SpoutOutputCollector;
import org.apache.storm.utils.Utils;

/**
 * The collector a spout gets. A spout emits on its own thread; what another thread emits is handed to that thread and sent before its next
 * round, so such a call cannot return the tasks that receive it.
 */
final class SpoutOutput extends SpoutOutputCollector {
    private final SpoutTask task;

    SpoutOutput(SpoutTask task) {
        super(null);
        this.task = task;
    }

    @Override
    public List<Integer> emit(String streamId, List<Object> values, Object messageId) {
        if (task.isOwnThread()) {
            return task.emit(streamId, values, messageId);
        }
        task.later(() -> task.emit(streamId, values, messageId));
        return List.of();
    }

    @Override
    public List<Integer> emit(List<Object> values, Object messageId) {
        return emit(Utils.DEFAULT_STREAM_ID, values, messageId);
    }

    @Override
    public List<Integer> emit(List<Object> values) {
        return emit(Utils.DEFAULT_STREAM_ID, values, null);
    }

    @Override
    public List<Integer> emit(String streamId, List<Object> values) {
        return emit(streamId, values, null);
    }

    @Override
    public void emitDirect(int target, String streamId, List<Object> values, Object messageId) {
        if (task.isOwnThread()) {
            task.emitDirect(target, streamId, values, messageId);
        } else {
            task.later(() -> task.emitDirect(target, streamId, values, messageId));
        }
    }

    @Override
    public void emitDirect(int target, List<Object> values, Object messageId) {
        emitDirect(target, Utils.DEFAULT_STREAM_ID, values, messageId);
    }

    @Override
    public void emitDirect(int target, String streamId, List<Object> values) {
        emitDirect(target, streamId, values, null);
    }

    @Override
    public void emitDirect(int target, List<Object> values) {
        emitDirect(target, Utils.DEFAULT_STREAM_ID, values, null);
    }

    @Override
    public long getPendingCount() {
        return task.pendingCount();
    }

    @Override
    public void reportError(Throwable error) {
        task.reportError(error);
    }

    /** Sends what was emitted so far, without waiting for the end of the round. */
    @Override
    public void flush() {
        if (task.isOwnThread()) {
            task.flush();
        }
    }
}
