// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.tuple;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.storm.generated.GlobalStreamId;
import org.apache.storm.task.GeneralTopologyContext;

/**
 * A tuple that stands for itself: for tests of users' bolts, for tuples that come back from a saved window, and for tuples that are themselves the
 * value of another one. What a topology's own streams carry is of a class of the engine's. Not for several threads.
 */
public class TupleImpl implements Tuple {
    private final String srcComponent;
    private final int taskId;
    private final String streamId;
    private final List<Object> values;
    private final MessageId id;
    private final GeneralTopologyContext context;
    /** The names of the values; null if the context knows them. */
    private final Fields fields;
    private Long processSampleStartTime;
    private Long executeSampleStartTime;
    private long outAckVal;

    /** A copy, which shares the values. */
    public TupleImpl(Tuple tuple) {
        this(tuple.getSourceComponent(), tuple.getSourceTask(), tuple.getSourceStreamId(), tuple.getFields(), tuple.getValues(),
            tuple.getMessageId(), tuple.getContext());
        if (tuple instanceof TupleImpl that) {
            processSampleStartTime = that.processSampleStartTime;
            executeSampleStartTime = that.executeSampleStartTime;
            outAckVal = that.outAckVal;
        }
    }

    /**
     * @param context knows the fields of {@code streamId}; not null
     * @param id what the tuple is tracked by
     * @throws IllegalArgumentException in local mode, if there are not as many values as fields
     */
    public TupleImpl(GeneralTopologyContext context, List<Object> values, String srcComponent, int taskId, String streamId, MessageId id) {
        this(srcComponent, taskId, streamId, null, context.doSanityCheck() ? Collections.unmodifiableList(values) : values, id, context);
        if (context.doSanityCheck() && values.size() != getFields().size()) {
            throw new IllegalArgumentException("Tuple created with wrong number of fields. Expected " + getFields().size() + " fields but got "
                + values.size() + " fields");
        }
    }

    /** A tuple that nothing tracks. */
    public TupleImpl(GeneralTopologyContext context, List<Object> values, String srcComponent, int taskId, String streamId) {
        this(context, values, srcComponent, taskId, streamId, MessageId.makeUnanchored());
    }

    private TupleImpl(String srcComponent, int taskId, String streamId, Fields fields, List<Object> values, MessageId id,
                      GeneralTopologyContext context) {
        this.srcComponent = srcComponent;
        this.taskId = taskId;
        this.streamId = streamId;
        this.fields = fields;
        this.values = values;
        this.id = id;
        this.context = context;
    }

    public Long getProcessSampleStartTime() {
        return processSampleStartTime;
    }

    public void setProcessSampleStartTime(long ms) {
        processSampleStartTime = ms;
    }

    public Long getExecuteSampleStartTime() {
        return executeSampleStartTime;
    }

    public void setExecuteSampleStartTime(long ms) {
        executeSampleStartTime = ms;
    }

    /** XORs a child's edge into {@link #getAckVal}. */
    public void updateAckVal(long val) {
        outAckVal ^= val;
    }

    public long getAckVal() {
        return outAckVal;
    }

    @Override
    public int size() {
        return values.size();
    }

    @Override
    public int fieldIndex(String field) {
        return getFields().fieldIndex(field);
    }

    @Override
    public boolean contains(String field) {
        return getFields().contains(field);
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
        return (String) getValueByField(field);
    }

    @Override
    public Integer getIntegerByField(String field) {
        return (Integer) getValueByField(field);
    }

    @Override
    public Long getLongByField(String field) {
        return (Long) getValueByField(field);
    }

    @Override
    public Boolean getBooleanByField(String field) {
        return (Boolean) getValueByField(field);
    }

    @Override
    public Short getShortByField(String field) {
        return (Short) getValueByField(field);
    }

    @Override
    public Byte getByteByField(String field) {
        return (Byte) getValueByField(field);
    }

    @Override
    public Double getDoubleByField(String field) {
        return (Double) getValueByField(field);
    }

    @Override
    public Float getFloatByField(String field) {
        return (Float) getValueByField(field);
    }

    @Override
    public byte[] getBinaryByField(String field) {
        return (byte[]) getValueByField(field);
    }

    @Override
    public List<Object> getValues() {
        return values;
    }

    @Override
    public Fields getFields() {
        return fields != null ? fields : context.getComponentOutputFields(srcComponent, streamId);
    }

    @Override
    public List<Object> select(Fields selector) {
        return getFields().select(selector, values);
    }

    @Override
    public GlobalStreamId getSourceGlobalStreamId() {
        return new GlobalStreamId(srcComponent, streamId);
    }

    @Override
    public String getSourceComponent() {
        return srcComponent;
    }

    @Override
    public int getSourceTask() {
        return taskId;
    }

    @Override
    public String getSourceStreamId() {
        return streamId;
    }

    @Override
    public MessageId getMessageId() {
        return id;
    }

    /** The context it was made with; null in a worker that it was sent to. */
    @Override
    public GeneralTopologyContext getContext() {
        return context;
    }

    @Override
    public String toString() {
        return "source: " + srcComponent + ":" + taskId + ", stream: " + streamId + ", id: " + id + ", " + values;
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    /** How such a tuple travels as a value: everything but its context and its samples. Of the thread of its Kryo. */
    public static final class KryoForm extends Serializer<TupleImpl> {
        @Override
        public void write(Kryo kryo, Output out, TupleImpl tuple) {
            out.writeString(tuple.srcComponent);
            out.writeInt(tuple.taskId);
            out.writeString(tuple.streamId);
            Fields fields = tuple.getFields();
            out.writeInt(fields.size(), true);
            for (String field : fields) {
                out.writeString(field);
            }
            try {
                (tuple.id == null ? MessageId.makeUnanchored() : tuple.id).serialize(out);
            } catch (IOException e) {
                throw new KryoException(e);
            }
            out.writeInt(tuple.values.size(), true);
            for (Object value : tuple.values) {
                kryo.writeClassAndObject(out, value);
            }
        }

        @Override
        public TupleImpl read(Kryo kryo, Input in, Class<? extends TupleImpl> type) {
            String component = in.readString();
            int task = in.readInt();
            String stream = in.readString();
            int names = in.readInt(true);
            List<String> fields = new ArrayList<>();
            for (int i = 0; i < names; i++) {
                fields.add(in.readString());
            }
            MessageId id;
            try {
                id = MessageId.deserialize(in);
            } catch (IOException e) {
                throw new KryoException(e);
            }
            int size = in.readInt(true);
            List<Object> values = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                values.add(kryo.readClassAndObject(in));
            }
            return new TupleImpl(component, task, stream, new Fields(fields), values, id, null);
        }
    }
}
