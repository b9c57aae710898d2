// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.kafka;

import java.util.Collection;
import java.util.List;
import org.apache.storm.Testing;
import org.apache.storm.task.IOutputCollector;
import org.apache.storm.testing.MkTupleParam;
import org.apache.storm.tuple.Tuple;

/** Keeps what a bolt fails and reports. */
record ToldCollector(List<String> told) implements IOutputCollector {
    /** A tuple with one field, {@code value}. */
    static Tuple tuple(String value) {
        MkTupleParam param = new MkTupleParam();
        param.setFields("value");
        return Testing.testTuple(List.of(value), param);
    }

    @Override
    public List<Integer> emit(String streamId, Collection<Tuple> anchors, List<Object> tuple) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void emitDirect(int taskId, String streamId, Collection<Tuple> anchors, List<Object> tuple) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void ack(Tuple input) {
    }

    @Override
    public void fail(Tuple input) {
        told.add("failed");
    }

    @Override
    public void resetTimeout(Tuple input) {
    }

    @Override
    public void flush() {
    }

    @Override
    public void reportError(Throwable error) {
        told.add("error " + error.getMessage());
    }
}
