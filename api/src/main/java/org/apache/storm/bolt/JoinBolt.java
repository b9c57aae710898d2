// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.bolt;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.storm.generated.GlobalStreamId;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.InputCheck;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.base.BaseWindowedBolt;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.utils.Utils;
import org.apache.storm.windowing.TimestampExtractor;
import org.apache.storm.windowing.TupleWindow;

/**
 * Joins the tuples of several streams in each window, as SQL does.
 *
 * <p>The first stream is joined with the second, the result with the third, and so on. A stream is named by its id or by the component it comes
 * from, as the {@link Selector} says. A field is given as {@code [stream:]field[.key]...}, where keys lead into maps.
 */
public class JoinBolt extends BaseWindowedBolt implements InputCheck {
    private static final long serialVersionUID = -5256519799489215362L;

    protected final Selector selectorType;
    /** The streams in the order they are joined, each with how it is joined. */
    protected LinkedHashMap<String, JoinInfo> joinCriteria = new LinkedHashMap<>();
    protected FieldSelector[] outputFields;
    protected String outputStreamName;
    private transient OutputCollector collector;

    /** What a stream's name in the join is. */
    public enum Selector {
        /** The id of the stream. */
        STREAM,
        /** The id of the component that emits the stream. */
        SOURCE
    }

    /** How a stream is joined with those before it. */
    protected enum JoinType {
        INNER, LEFT, RIGHT, OUTER
    }

    /** Starts a join with the stream of a component, keyed by a field. */
    public JoinBolt(String sourceId, String fieldName) {
        this(Selector.SOURCE, sourceId, fieldName);
    }

    /** Starts a join with a stream, keyed by a field. */
    public JoinBolt(Selector type, String srcOrStreamId, String fieldName) {
        selectorType = type;
        joinCriteria.put(srcOrStreamId, new JoinInfo(new FieldSelector(srcOrStreamId, fieldName)));
    }

    /** Emits on this stream instead of the default one. */
    public JoinBolt withOutputStream(String streamName) {
        outputStreamName = streamName;
        return this;
    }

    /** Joins a further stream: what has no match in it is left out. */
    public JoinBolt join(String newStream, String field, String priorStream) {
        return joinWith(newStream, field, priorStream, JoinType.INNER);
    }

    /** Joins a further stream: what has no match in it stays, with nulls for its fields. */
    public JoinBolt leftJoin(String newStream, String field, String priorStream) {
        return joinWith(newStream, field, priorStream, JoinType.LEFT);
    }

    private JoinBolt joinWith(String newStream, String field, String priorStream, JoinType type) {
        if (joinCriteria.containsKey(newStream)) {
            throw new IllegalArgumentException("Stream '" + newStream + "' is part of the join already");
        }
        JoinInfo prior = joinCriteria.get(priorStream);
        if (prior == null) {
            throw new IllegalArgumentException("Stream '" + priorStream + "' was not previously declared; the join has "
                + joinCriteria.keySet());
        }
        joinCriteria.put(newStream, new JoinInfo(new FieldSelector(newStream, field), priorStream, prior, type));
        return this;
    }

    /**
     * Says which fields to emit.
     *
     * @param commaSeparatedKeys {@code [stream:]field[.key]...} each; without a stream, that of the first stream that has it
     */
    public JoinBolt select(String commaSeparatedKeys) {
        String[] keys = commaSeparatedKeys.split(",");
        outputFields = new FieldSelector[keys.length];
        for (int i = 0; i < keys.length; i++) {
            outputFields[i] = new FieldSelector(keys[i]);
        }
        return this;
    }

    @Override
    public void declareOutputFields(OutputFieldsDeclarer declarer) {
        if (outputFields == null) {
            throw new IllegalArgumentException("JoinBolt does not know what to emit: call select(...)");
        }
        List<String> names = new ArrayList<>();
        for (FieldSelector field : outputFields) {
            names.add(field.getOutputName());
        }
        declarer.declareStream(outputStream(), new Fields(names));
    }

    /** A field that no stream has would be null in every tuple: a join on it gives nothing, and says nothing. */
    @Override
    public List<String> checkInputs(Map<GlobalStreamId, Fields> inputs, Map<String, Object> conf) {
        Map<String, List<Fields>> streams = new LinkedHashMap<>();
        inputs.forEach((input, fields) -> streams.computeIfAbsent(nameOf(input), name -> new ArrayList<>()).add(fields));
        new JoinInputs(streams, joinCriteria).check(outputFields);
        return List.of();
    }

    private String nameOf(GlobalStreamId input) {
        return selectorType == Selector.STREAM ? input.get_streamId() : input.get_componentId();
    }

    private String outputStream() {
        return outputStreamName == null ? Utils.DEFAULT_STREAM_ID : outputStreamName;
    }

    @Override
    public void prepare(Map<String, Object> topoConf, TopologyContext context, OutputCollector collector) {
        this.collector = collector;
    }

    @Override
    public void execute(TupleWindow inputWindow) {
        for (ResultRecord joined : hashJoin(inputWindow.get()).getRecords()) {
            if (outputStreamName == null) { // the form without a stream, which collectors of users' tests override
                collector.emit(joined.anchors(), joined.getOutputFields());
            } else {
                collector.emit(outputStreamName, joined.anchors(), joined.getOutputFields());
            }
        }
    }

    /** Joins the tuples of a window. */
    protected JoinAccumulator hashJoin(List<Tuple> tuples) {
        String first = joinCriteria.keySet().iterator().next();
        JoinAccumulator joined = new JoinAccumulator();
        Map<String, HashMap<Object, ArrayList<Tuple>>> others = new HashMap<>();
        for (Tuple tuple : tuples) {
            String stream = streamOf(tuple);
            JoinInfo criterion = joinCriteria.get(stream);
            if (criterion == null) {
                throw new IllegalArgumentException("A tuple of '" + stream + "' came, which is no part of the join of " + joinCriteria.keySet());
            }
            if (stream.equals(first)) {
                joined.insert(new ResultRecord(tuple, joinCriteria.size() == 1));
            } else {
                Object key = lookupField(criterion.getJoinField(), tuple);
                others.computeIfAbsent(stream, s -> new HashMap<>()).computeIfAbsent(key, k -> new ArrayList<>()).add(tuple);
            }
        }
        int remaining = joinCriteria.size() - 1;
        for (Map.Entry<String, JoinInfo> other : joinCriteria.entrySet()) {
            if (!other.getKey().equals(first)) {
                remaining--;
                joined = doJoin(joined, others.getOrDefault(other.getKey(), new HashMap<>()), other.getValue(), remaining == 0);
            }
        }
        return joined;
    }

    /**
     * Joins what was joined so far with one more stream.
     *
     * @param buildInput the stream's tuples by their key
     * @param finalJoin whether it is the last stream
     */
    protected JoinAccumulator doJoin(JoinAccumulator probe, HashMap<Object, ArrayList<Tuple>> buildInput, JoinInfo joinInfo,
                                     boolean finalJoin) {
        return switch (joinInfo.getJoinType()) {
            case INNER -> doInnerJoin(probe, buildInput, joinInfo, finalJoin);
            case LEFT -> doLeftJoin(probe, buildInput, joinInfo, finalJoin);
            case RIGHT, OUTER -> throw new IllegalArgumentException("Join type " + joinInfo.getJoinType() + " is not among INNER and LEFT");
        };
    }

    protected JoinAccumulator doInnerJoin(JoinAccumulator probe, Map<Object, ArrayList<Tuple>> buildInput, JoinInfo joinInfo,
                                          boolean finalJoin) {
        JoinAccumulator joined = new JoinAccumulator();
        for (ResultRecord record : probe.getRecords()) {
            for (Tuple match : matches(record, buildInput, joinInfo)) {
                joined.insert(new ResultRecord(record, match, finalJoin));
            }
        }
        return joined;
    }

    protected JoinAccumulator doLeftJoin(JoinAccumulator probe, Map<Object, ArrayList<Tuple>> buildInput, JoinInfo joinInfo,
                                         boolean finalJoin) {
        JoinAccumulator joined = new JoinAccumulator();
        for (ResultRecord record : probe.getRecords()) {
            if (record.getField(joinInfo.other) == null) {
                continue; // as on Storm, and not as in SQL: without a key there is no record
            }
            List<Tuple> matches = matches(record, buildInput, joinInfo);
            if (matches.isEmpty()) {
                joined.insert(new ResultRecord(record, null, finalJoin));
            }
            for (Tuple match : matches) {
                joined.insert(new ResultRecord(record, match, finalJoin));
            }
        }
        return joined;
    }

    private static List<Tuple> matches(ResultRecord record, Map<Object, ArrayList<Tuple>> buildInput, JoinInfo joinInfo) {
        Object key = record.getField(joinInfo.other);
        ArrayList<Tuple> matches = key == null ? null : buildInput.get(key); // as in SQL, null equals nothing
        return matches == null ? List.of() : matches;
    }

    private String streamOf(Tuple tuple) {
        return selectorType == Selector.STREAM ? tuple.getSourceStreamId() : tuple.getSourceComponent();
    }

    /** The values of the given fields, each out of the first tuple that has it. */
    protected ArrayList<Object> doProjection(ArrayList<Tuple> tuples, FieldSelector[] projectionFields) {
        ArrayList<Object> values = new ArrayList<>(projectionFields.length);
        for (FieldSelector field : projectionFields) {
            values.add(firstValue(tuples, field));
        }
        return values;
    }

    private Object firstValue(List<Tuple> tuples, FieldSelector field) {
        for (Tuple tuple : tuples) {
            Object value = tuple == null ? null : lookupField(field, tuple);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    /** The value of a field in a tuple; null if the tuple is of another stream or does not have it. */
    protected Object lookupField(FieldSelector fieldSelector, Tuple tuple) {
        String[] path = fieldSelector.getField();
        boolean otherStream = fieldSelector.getStreamName() != null && !fieldSelector.getStreamName().equals(streamOf(tuple));
        if (otherStream || !tuple.contains(path[0])) {
            return null;
        }
        Object value = tuple.getValueByField(path[0]);
        for (int i = 1; i < path.length && value != null; i++) {
            if (!(value instanceof Map<?, ?> map)) {
                throw new IllegalArgumentException("Field '" + fieldSelector + "' looks for key '" + path[i] + "' in a "
                    + value.getClass().getName() + ", which is no map");
            }
            value = map.get(path[i]);
        }
        return value;
    }

    @Override
    public JoinBolt withWindow(Count windowLength, Count slidingInterval) {
        return (JoinBolt) super.withWindow(windowLength, slidingInterval);
    }

    @Override
    public JoinBolt withWindow(Count windowLength, Duration slidingInterval) {
        return (JoinBolt) super.withWindow(windowLength, slidingInterval);
    }

    @Override
    public JoinBolt withWindow(Duration windowLength, Count slidingInterval) {
        return (JoinBolt) super.withWindow(windowLength, slidingInterval);
    }

    @Override
    public JoinBolt withWindow(Duration windowLength, Duration slidingInterval) {
        return (JoinBolt) super.withWindow(windowLength, slidingInterval);
    }

    @Override
    public JoinBolt withWindow(Count windowLength) {
        return (JoinBolt) super.withWindow(windowLength);
    }

    @Override
    public JoinBolt withWindow(Duration windowLength) {
        return (JoinBolt) super.withWindow(windowLength);
    }

    @Override
    public JoinBolt withTumblingWindow(Count count) {
        return (JoinBolt) super.withTumblingWindow(count);
    }

    @Override
    public JoinBolt withTumblingWindow(Duration duration) {
        return (JoinBolt) super.withTumblingWindow(duration);
    }

    @Override
    public JoinBolt withTimestampField(String fieldName) {
        return (JoinBolt) super.withTimestampField(fieldName);
    }

    @Override
    public JoinBolt withTimestampExtractor(TimestampExtractor timestampExtractor) {
        return (JoinBolt) super.withTimestampExtractor(timestampExtractor);
    }

    @Override
    public JoinBolt withLateTupleStream(String streamId) {
        return (JoinBolt) super.withLateTupleStream(streamId);
    }

    /** How a stream is joined. */
    protected static class JoinInfo implements Serializable {
        static final long serialVersionUID = 1L;

        private JoinType joinType;
        private FieldSelector field;
        private FieldSelector other;

        /** The first stream. */
        public JoinInfo(FieldSelector field) {
            this.field = field;
        }

        /** A further stream, joined with the key field of one before it. */
        public JoinInfo(FieldSelector field, String otherStream, JoinInfo otherStreamJoinInfo, JoinType joinType) {
            this.joinType = joinType;
            this.field = field;
            this.other = new FieldSelector(otherStream, otherStreamJoinInfo.field.getField());
        }

        public FieldSelector getJoinField() {
            return field;
        }

        public String getOtherStream() {
            return other.getStreamName();
        }

        public String[] getOtherField() {
            return other.getField();
        }

        public JoinType getJoinType() {
            return joinType;
        }
    }

    /** Which value to take. */
    protected static class FieldSelector implements Serializable {
        private static final long serialVersionUID = 2192919350953980858L;

        String streamName;
        String[] field;
        String outputName;

        /**
         * @param fieldDescriptor {@code [stream:]field[.key]...}
         */
        public FieldSelector(String fieldDescriptor) {
            outputName = fieldDescriptor.trim();
            int colon = outputName.indexOf(':');
            String path = outputName.substring(colon + 1).trim();
            if (colon > 0) {
                streamName = outputName.substring(0, colon).trim();
            }
            if (path.isEmpty()) {
                throw new IllegalArgumentException("'" + fieldDescriptor + "' names no field; [stream:]field[.key]... does");
            }
            if (colon == 0) {
                outputName = path;
            }
            field = path.split("\\.");
        }

        /**
         * @param fieldDescriptor {@code field[.key]...}
         */
        public FieldSelector(String stream, String fieldDescriptor) {
            this(fieldDescriptor);
            if (fieldDescriptor.indexOf(':') >= 0) {
                throw new IllegalArgumentException("Field '" + fieldDescriptor + "' must not name a stream here: it is one of '" + stream + "'");
            }
            streamName = stream;
        }

        public FieldSelector(String stream, String[] field) {
            this(stream, String.join(".", field));
        }

        /** The stream's name in the join; null for any. */
        public String getStreamName() {
            return streamName;
        }

        /** The field and the keys that lead on from it. */
        public String[] getField() {
            return field;
        }

        /** The field's name in what is emitted. */
        public String getOutputName() {
            return outputName;
        }

        @Override
        public String toString() {
            return outputName;
        }
    }

    /** One row of a join: a tuple of each stream so far. */
    protected class ResultRecord {
        private final ArrayList<Tuple> tuples;
        private final ArrayList<Object> values;

        public ResultRecord(Tuple tuple, boolean generateOutputFields) {
            this(new ArrayList<>(Arrays.asList(tuple)), generateOutputFields);
        }

        /**
         * @param rhs the tuple of one more stream; null if it has no match
         */
        public ResultRecord(ResultRecord lhs, Tuple rhs, boolean generateOutputFields) {
            this(append(lhs.tuples, rhs), generateOutputFields);
        }

        private ResultRecord(ArrayList<Tuple> tuples, boolean generateOutputFields) {
            this.tuples = tuples;
            this.values = generateOutputFields ? doProjection(tuples, outputFields) : null;
        }

        /** The values to emit; null before the last stream is joined. */
        public ArrayList<Object> getOutputFields() {
            return values;
        }

        /** The value of a field out of the tuple of its stream; null if there is none. */
        public Object getField(FieldSelector fieldSelector) {
            return firstValue(tuples, fieldSelector);
        }

        private List<Tuple> anchors() {
            List<Tuple> anchors = new ArrayList<>(tuples);
            anchors.removeIf(tuple -> tuple == null);
            return anchors;
        }
    }

    private static ArrayList<Tuple> append(ArrayList<Tuple> tuples, Tuple tuple) {
        ArrayList<Tuple> all = new ArrayList<>(tuples.size() + 1);
        all.addAll(tuples);
        all.add(tuple);
        return all;
    }

    /** The rows of a join. */
    protected class JoinAccumulator {
        private final ArrayList<ResultRecord> records = new ArrayList<>();

        public void insert(ResultRecord record) {
            records.add(record);
        }

        public Collection<ResultRecord> getRecords() {
            return records;
        }
    }
}
