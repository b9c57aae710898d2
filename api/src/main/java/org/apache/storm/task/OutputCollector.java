// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.task;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.utils.Utils;

/** Emits, acks and fails tuples on behalf of a bolt. */
public class OutputCollector implements IOutputCollector {
    private IOutputCollector delegate;

    public OutputCollector(IOutputCollector delegate) {
        this.delegate = delegate;
    }

    /** Emits on a stream, anchored to one input tuple. Returns the tasks it went to. */
    public List<Integer> emit(String streamId, Tuple anchor, List<Object> tuple) {
        return emit(streamId, Collections.singletonList(anchor), tuple);
    }

    /** Emits on a stream, anchored to nothing: a failure further on is not noticed. */
    public List<Integer> emit(String streamId, List<Object> tuple) {
        return emit(streamId, (List<Tuple>) null, tuple);
    }

    /** Emits on the default stream, anchored to several input tuples. */
    public List<Integer> emit(Collection<Tuple> anchors, List<Object> tuple) {
        return emit(Utils.DEFAULT_STREAM_ID, anchors, tuple);
    }

    /** Emits on the default stream, anchored to one input tuple. */
    public List<Integer> emit(Tuple anchor, List<Object> tuple) {
        return emit(Utils.DEFAULT_STREAM_ID, anchor, tuple);
    }

    /** Emits on the default stream, anchored to nothing. */
    public List<Integer> emit(List<Object> tuple) {
        return emit(Utils.DEFAULT_STREAM_ID, tuple);
    }

    @Override
    public List<Integer> emit(String streamId, Collection<Tuple> anchors, List<Object> tuple) {
        return delegate.emit(streamId, anchors, tuple);
    }

    /** Emits to one task on a direct stream, anchored to one input tuple. */
    public void emitDirect(int taskId, String streamId, Tuple anchor, List<Object> tuple) {
        emitDirect(taskId, streamId, Collections.singletonList(anchor), tuple);
    }

    /** Emits to one task on a direct stream, anchored to nothing. */
    public void emitDirect(int taskId, String streamId, List<Object> tuple) {
        emitDirect(taskId, streamId, (List<Tuple>) null, tuple);
    }

    /** Emits to one task on the default stream, anchored to several input tuples. */
    public void emitDirect(int taskId, Collection<Tuple> anchors, List<Object> tuple) {
        emitDirect(taskId, Utils.DEFAULT_STREAM_ID, anchors, tuple);
    }

    /** Emits to one task on the default stream, anchored to one input tuple. */
    public void emitDirect(int taskId, Tuple anchor, List<Object> tuple) {
        emitDirect(taskId, Utils.DEFAULT_STREAM_ID, anchor, tuple);
    }

    /** Emits to one task on the default stream, anchored to nothing. */
    public void emitDirect(int taskId, List<Object> tuple) {
        emitDirect(taskId, Utils.DEFAULT_STREAM_ID, tuple);
    }

    @Override
    public void emitDirect(int taskId, String streamId, Collection<Tuple> anchors, List<Object> tuple) {
        delegate.emitDirect(taskId, streamId, anchors, tuple);
    }

    @Override
    public void ack(Tuple input) {
        delegate.ack(input);
    }

    @Override
    public void fail(Tuple input) {
        delegate.fail(input);
    }

    @Override
    public void resetTimeout(Tuple input) {
        delegate.resetTimeout(input);
    }

    @Override
    public void reportError(Throwable error) {
        delegate.reportError(error);
    }

    @Override
    public void flush() {
        delegate.flush();
    }
}
