// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.api.epoch;

import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.apache.storm.generated.GlobalStreamId;
import org.apache.storm.task.GeneralTopologyContext;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.MessageId;
import org.apache.storm.tuple.Tuple;

/** A tuple as a bolt in an exactly-once topology sees it: without its tag, which is its last value. As safe for threads as the tuple it stands for. */
final class UntaggedTuple implements Tuple {
    private static final AtomicIntegerFieldUpdater<UntaggedTuple> SETTLED = AtomicIntegerFieldUpdater.newUpdater(UntaggedTuple.class, "settled");

    private final Tuple tagged;
    private final EpochProgress given;
    private volatile int settled;

    /** @param given where it is under way */
    UntaggedTuple(Tuple tagged, EpochProgress given) {
        this.tagged = tagged;
        this.given = given;
    }

    /** Whether this settles it: the first ack or fail, by the life of the bolt that it was given to. */
    boolean settle(EpochProgress by) {
        return given == by && SETTLED.compareAndSet(this, 0, 1);
    }

    /** What the engine knows: the tagged tuple, or one that has no tag. */
    static Tuple tagged(Tuple tuple) {
        return tuple instanceof UntaggedTuple untagged ? untagged.tagged : tuple;
    }

    private int within(int i) {
        if (i < 0 || i >= size()) {
            throw new IndexOutOfBoundsException("value " + i + " of a tuple of " + size());
        }
        return i;
    }

    private String known(String field) {
        if (field.equals(Tag.FIELD)) {
            throw new IllegalArgumentException(field + " is not a field of the topology");
        }
        return field;
    }

    @Override
    public int size() {
        return tagged.size() - 1;
    }

    @Override
    public boolean contains(String field) {
        return !field.equals(Tag.FIELD) && tagged.contains(field);
    }

    @Override
    public Fields getFields() {
        return new Fields(tagged.getFields().toList().subList(0, size()));
    }

    @Override
    public int fieldIndex(String field) {
        return tagged.fieldIndex(known(field));
    }

    @Override
    public List<Object> select(Fields selector) {
        return tagged.select(selector);
    }

    @Override
    public List<Object> getValues() {
        return tagged.getValues().subList(0, size());
    }

    @Override
    public Object getValue(int i) {
        return tagged.getValue(within(i));
    }

    @Override
    public Object getValueByField(String field) {
        return tagged.getValueByField(known(field));
    }

    @Override
    public String getString(int i) {
        return tagged.getString(within(i));
    }

    @Override
    public String getStringByField(String field) {
        return tagged.getStringByField(known(field));
    }

    @Override
    public Integer getInteger(int i) {
        return tagged.getInteger(within(i));
    }

    @Override
    public Integer getIntegerByField(String field) {
        return tagged.getIntegerByField(known(field));
    }

    @Override
    public Long getLong(int i) {
        return tagged.getLong(within(i));
    }

    @Override
    public Long getLongByField(String field) {
        return tagged.getLongByField(known(field));
    }

    @Override
    public Boolean getBoolean(int i) {
        return tagged.getBoolean(within(i));
    }

    @Override
    public Boolean getBooleanByField(String field) {
        return tagged.getBooleanByField(known(field));
    }

    @Override
    public Short getShort(int i) {
        return tagged.getShort(within(i));
    }

    @Override
    public Short getShortByField(String field) {
        return tagged.getShortByField(known(field));
    }

    @Override
    public Byte getByte(int i) {
        return tagged.getByte(within(i));
    }

    @Override
    public Byte getByteByField(String field) {
        return tagged.getByteByField(known(field));
    }

    @Override
    public Double getDouble(int i) {
        return tagged.getDouble(within(i));
    }

    @Override
    public Double getDoubleByField(String field) {
        return tagged.getDoubleByField(known(field));
    }

    @Override
    public Float getFloat(int i) {
        return tagged.getFloat(within(i));
    }

    @Override
    public Float getFloatByField(String field) {
        return tagged.getFloatByField(known(field));
    }

    @Override
    public byte[] getBinary(int i) {
        return tagged.getBinary(within(i));
    }

    @Override
    public byte[] getBinaryByField(String field) {
        return tagged.getBinaryByField(known(field));
    }

    @Override
    public GlobalStreamId getSourceGlobalStreamId() {
        return tagged.getSourceGlobalStreamId();
    }

    @Override
    public String getSourceComponent() {
        return tagged.getSourceComponent();
    }

    @Override
    public int getSourceTask() {
        return tagged.getSourceTask();
    }

    @Override
    public String getSourceStreamId() {
        return tagged.getSourceStreamId();
    }

    @Override
    public MessageId getMessageId() {
        return tagged.getMessageId();
    }

    @Override
    public GeneralTopologyContext getContext() {
        return tagged.getContext();
    }

    @Override
    public String toString() {
        return tagged.toString();
    }
}
