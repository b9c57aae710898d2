// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.api;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.storm.Constants;
import org.apache.storm.Testing;
import org.apache.storm.task.IOutputCollector;
import org.apache.storm.testing.MkTupleParam;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.tuple.Values;

/** Keeps what is emitted, with the second value of the tuples that it is anchored to, and the second value of what is acked. */
public final class Said implements IOutputCollector {
    private final List<String> emitted = new ArrayList<>();
    private final List<Object> acked = new ArrayList<>();

    @Override
    public List<Integer> emit(String streamId, Collection<Tuple> anchors, List<Object> tuple) {
        emitted.add(tuple + " of " + (anchors == null ? List.of() : anchors.stream().map(each -> each.getValue(1)).toList()));
        return List.of();
    }

    @Override
    public void emitDirect(int taskId, String streamId, Collection<Tuple> anchors, List<Object> tuple) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void ack(Tuple input) {
        acked.add(input.getValue(1));
    }

    @Override
    public void fail(Tuple input) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void resetTimeout(Tuple input) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void flush() {
    }

    @Override
    public void reportError(Throwable error) {
        throw new AssertionError(error);
    }

    /** What was emitted since this was called last. */
    public List<String> taken() {
        List<String> taken = new ArrayList<>(emitted);
        emitted.clear();
        return taken;
    }

    /** What was acked so far. */
    public List<Object> acked() {
        return acked;
    }

    /** What comes once a second. */
    public static Tuple tick() {
        MkTupleParam from = new MkTupleParam();
        from.setComponent(Constants.SYSTEM_COMPONENT_ID);
        from.setStream(Constants.SYSTEM_TICK_STREAM_ID);
        from.setFields("rate", "secs");
        return Testing.testTuple(new Values(1, 1), from);
    }

    /** A tuple of the default stream of a component. */
    public static Tuple tuple(String component, List<String> fields, Object... values) {
        MkTupleParam from = new MkTupleParam();
        from.setComponent(component);
        from.setStream("default");
        from.setFields(fields.toArray(String[]::new));
        return Testing.testTuple(new Values(values), from);
    }
}
