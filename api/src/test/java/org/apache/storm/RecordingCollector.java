// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.apache.storm.task.IOutputCollector;
import org.apache.storm.tuple.Tuple;

/** Keeps what a bolt emits, acks, fails and reports. Any thread may call it. */
public final class RecordingCollector implements IOutputCollector {
    public final List<Emitted> emitted = Collections.synchronizedList(new ArrayList<>());
    public final List<Tuple> acked = Collections.synchronizedList(new ArrayList<>());
    public final List<Tuple> failed = Collections.synchronizedList(new ArrayList<>());
    public final List<Throwable> errors = Collections.synchronizedList(new ArrayList<>());
    /** What emit returns. */
    public List<Integer> tasks = List.of(1);

    /** A tuple; task is -1 unless it was emitted directly. */
    public record Emitted(int task, String stream, List<Tuple> anchors, List<Object> values) {
    }

    @Override
    public List<Integer> emit(String streamId, Collection<Tuple> anchors, List<Object> tuple) {
        emitted.add(new Emitted(-1, streamId, anchors == null ? List.of() : new ArrayList<>(anchors), tuple));
        return tasks;
    }

    @Override
    public void emitDirect(int taskId, String streamId, Collection<Tuple> anchors, List<Object> tuple) {
        emitted.add(new Emitted(taskId, streamId, anchors == null ? List.of() : new ArrayList<>(anchors), tuple));
    }

    @Override
    public void ack(Tuple input) {
        acked.add(input);
    }

    @Override
    public void fail(Tuple input) {
        failed.add(input);
    }

    @Override
    public void resetTimeout(Tuple input) {
    }

    @Override
    public void flush() {
    }

    @Override
    public void reportError(Throwable error) {
        errors.add(error);
    }

    /** The values of all tuples emitted on a stream. */
    public List<List<Object>> values(String stream) {
        List<List<Object>> values = new ArrayList<>();
        synchronized (emitted) {
            for (Emitted each : emitted) {
                if (each.stream.equals(stream)) {
                    values.add(each.values);
                }
            }
        }
        return values;
    }
}
