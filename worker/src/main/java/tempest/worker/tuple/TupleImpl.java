// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.tuple;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.storm.generated.GlobalStreamId;
import org.apache.storm.task.GeneralTopologyContext;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.MessageId;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.tuple.Values;

/**
 * A tuple in flight to, or at, one task. Kept small: 56 bytes with compressed references, without its values.
 *
 * <p>The first anchor (root and edge) is inline because nearly every tuple has at most one; further anchors are pairs in an array.
 * The sender creates it, the queue hands it over, and from then on the task that executes it owns the mutable part (what its
 * children XOR to, whether it was settled, when it was sampled). It never refers to queues or executors.
 */
public final class TupleImpl implements Tuple {
    /** Set in {@link #marks} once the tuple was acked or failed: only the first of these counts. */
    private static final int SETTLED = 1 << 31;

    /** The depths of {@link #fetch}. */
    public static final int FETCH_DEPTH = 3;
    private static final int FETCHED_VALUES = 4;

    private final List<Object> values;
    private final StreamSource source;
    private final long[] more;
    private final int sourceTask;
    private int marks;
    private final long root;
    private final long edge;
    private long children;

    /**
     * @param root id of the first tree this tuple belongs to, 0 if it is not tracked
     * @param edge this tuple's id in that tree
     * @param more further (root, edge) pairs, or null; never changed afterwards
     */
    public TupleImpl(StreamSource source, int sourceTask, List<Object> values, long root, long edge, long[] more) {
        this.source = source;
        this.sourceTask = sourceTask;
        this.values = values;
        this.root = root;
        this.edge = edge;
        this.more = more;
    }

    public StreamSource source() {
        return source;
    }

    public boolean isAnchored() {
        return root != 0;
    }

    public int anchorCount() {
        return root == 0 ? 0 : more == null ? 1 : 1 + more.length / 2;
    }

    public long root() {
        return root;
    }

    public long edge() {
        return edge;
    }

    public long root(int anchor) {
        return anchor == 0 ? root : more[2 * anchor - 2];
    }

    public long edge(int anchor) {
        return anchor == 0 ? edge : more[2 * anchor - 1];
    }

    /** Records that a child with this edge was anchored to this tuple. */
    public void anchorChild(long childEdge) {
        children ^= childEdge;
    }

    /** XOR of the edges of all children so far. */
    public long children() {
        return children;
    }

    /**
     * Reads what a bolt will most likely read next, one object further at each depth: the list of values, its array, the first values. It reads only
     * lists and values that are known to have no side effects.
     *
     * @return any number, so that the compiler does not remove the reads
     */
    public int fetch(int depth) {
        if (values == null || values.getClass() != Values.class) {
            return 0;
        }
        int size = values.size();
        if (depth == 1 || size == 0) {
            return size;
        }
        if (depth == 2) {
            return values.get(0) == null ? 0 : 1;
        }
        int sum = 0;
        for (int i = Math.min(size, FETCHED_VALUES) - 1; i >= 0; i--) {
            sum += values.get(i) instanceof String text ? text.length() : 0;
        }
        return sum;
    }

    /** True the first time: that caller settles the tuple, by an ack or by a failure. */
    public boolean settle() {
        boolean first = marks >= 0;
        marks |= SETTLED;
        return first;
    }

    /** Records when a sampled tuple was handed to its bolt, in microseconds of any clock; 31 bits of it are kept. */
    public void sampled(long micros) {
        marks = (marks & SETTLED) | ((int) micros & ~SETTLED) | 1;
    }

    public boolean isSampled() {
        return (marks & ~SETTLED) != 0;
    }

    /** Microseconds since {@link #sampled}, correct for tuples settled within half an hour. */
    public long microsSinceSampled(long micros) {
        // sampled() uses the lowest bit as a mark, so it must not count here either: the difference would be -1, which is half an hour.
        return ((int) (micros | 1) - (marks & ~SETTLED)) & ~SETTLED;
    }

    @Override
    public int size() {
        return values.size();
    }

    @Override
    public boolean contains(String field) {
        return getFields().contains(field);
    }

    @Override
    public Fields getFields() {
        return source.fields();
    }

    @Override
    public int fieldIndex(String field) {
        return source.fields().fieldIndex(field);
    }

    @Override
    public List<Object> select(Fields selector) {
        return source.fields().select(selector, values);
    }

    @Override
    public Object getValue(int i) {
        return values.get(i);
    }

    @Override
    public String getString(int i) {
        return (String) values.get(i);
    }

    @Override
    public Integer getInteger(int i) {
        return (Integer) values.get(i);
    }

    @Override
    public Long getLong(int i) {
        return (Long) values.get(i);
    }

    @Override
    public Boolean getBoolean(int i) {
        return (Boolean) values.get(i);
    }

    @Override
    public Short getShort(int i) {
        return (Short) values.get(i);
    }

    @Override
    public Byte getByte(int i) {
        return (Byte) values.get(i);
    }

    @Override
    public Double getDouble(int i) {
        return (Double) values.get(i);
    }

    @Override
    public Float getFloat(int i) {
        return (Float) values.get(i);
    }

    @Override
    public byte[] getBinary(int i) {
        return (byte[]) values.get(i);
    }

    @Override
    public Object getValueByField(String field) {
        return values.get(fieldIndex(field));
    }

    @Override
    public String getStringByField(String field) {
        return (String) values.get(fieldIndex(field));
    }

    @Override
    public Integer getIntegerByField(String field) {
        return (Integer) values.get(fieldIndex(field));
    }

    @Override
    public Long getLongByField(String field) {
        return (Long) values.get(fieldIndex(field));
    }

    @Override
    public Boolean getBooleanByField(String field) {
        return (Boolean) values.get(fieldIndex(field));
    }

    @Override
    public Short getShortByField(String field) {
        return (Short) values.get(fieldIndex(field));
    }

    @Override
    public Byte getByteByField(String field) {
        return (Byte) values.get(fieldIndex(field));
    }

    @Override
    public Double getDoubleByField(String field) {
        return (Double) values.get(fieldIndex(field));
    }

    @Override
    public Float getFloatByField(String field) {
        return (Float) values.get(fieldIndex(field));
    }

    @Override
    public byte[] getBinaryByField(String field) {
        return (byte[]) values.get(fieldIndex(field));
    }

    @Override
    public List<Object> getValues() {
        return values;
    }

    @Override
    public GlobalStreamId getSourceGlobalStreamId() {
        return source.id();
    }

    @Override
    public String getSourceComponent() {
        return source.component();
    }

    @Override
    public int getSourceTask() {
        return sourceTask;
    }

    @Override
    public String getSourceStreamId() {
        return source.stream();
    }

    /** Created at each call: the engine itself never needs it. */
    @Override
    public MessageId getMessageId() {
        int anchors = anchorCount();
        if (anchors == 0) {
            return MessageId.makeUnanchored();
        }
        Map<Long, Long> ids = new HashMap<>();
        for (int i = 0; i < anchors; i++) {
            ids.put(root(i), edge(i));
        }
        return MessageId.makeId(ids);
    }

    @Override
    public GeneralTopologyContext getContext() {
        return source.context();
    }

    @Override
    public String toString() {
        return "source: " + source.component() + ":" + sourceTask + ", stream: " + source.stream() + ", id: " + getMessageId() + ", " + values;
    }
}
