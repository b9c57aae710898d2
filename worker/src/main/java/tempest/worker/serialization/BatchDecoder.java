// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.serialization;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import org.apache.storm.utils.ListDelegate;
import tempest.worker.ack.RootId;
import tempest.worker.link.AckMessageType;
import tempest.worker.tuple.StreamSource;
import tempest.worker.tuple.TupleImpl;

/**
 * Reads what {@link BatchEncoder} wrote. Belongs to one thread; keeps nothing of a payload and does not release it. Everything in a payload
 * is checked before it is used: tasks and the tasks of roots are those of this topology, counts fit the rest of the payload, values are
 * nested at most {@link #MAX_DEPTH} deep.
 */
public final class BatchDecoder {
    /** The nesting depth up to which values are read and written: each level uses some of the thread's stack. */
    static final int MAX_DEPTH = 500;

    private static final int KEPT_BYTES = 256 << 10;
    private static final AckMessageType[] KINDS = AckMessageType.values();

    private final Kryo kryo;
    private final WireTable table;
    private final TopologyTasks tasks;
    private final ValueDecoder values;
    private final boolean ownSerializer;
    /** Null if nobody wants to know. */
    private final MessageSizes sizes;
    private final WireInput in = new WireInput();
    private final WireInput nested = new WireInput();
    private byte[] bytes = {};
    // What the payload's next tuple or root does not repeat.
    private StreamSource source;
    private int sourceTask;
    private long root;

    /** Receives a payload's blocks, in order; the arrays belong to the callee. */
    public interface BlockSink {
        void tuples(int task, TupleImpl[] tuples, int count);

        void acks(int spoutTask, AckMessageType kind, long[] data, int count);
    }

    /** @param kryo used by this decoder's thread only */
    public BatchDecoder(Kryo kryo, WireTable table, TopologyTasks tasks) {
        this(kryo, table, tasks, null);
    }

    /** @param sizes told how large each tuple is; null for nobody */
    public BatchDecoder(Kryo kryo, WireTable table, TopologyTasks tasks, MessageSizes sizes) {
        this.kryo = kryo;
        this.sizes = sizes;
        this.table = table;
        this.tasks = tasks;
        this.values = new ValueDecoder(kryo);
        this.ownSerializer = BatchEncoder.hasTupleSerializer(kryo);
        BatchEncoder.limitDepth(kryo);
        CheckedArraySerializer.install(kryo);
    }

    /**
     * Decodes one payload.
     *
     * @throws UnserializableTupleException if it cannot be read; the blocks before the damaged one have been passed to the sink
     */
    public void decode(ByteBuf payload, BlockSink sink) {
        int length = payload.readableBytes();
        if (bytes.length < length) {
            bytes = new byte[Math.max(length, 2 * bytes.length)];
        }
        payload.getBytes(payload.readerIndex(), bytes, 0, length);
        in.setBuffer(bytes, 0, length);
        values.newPayload();
        source = null;
        root = 0;
        try {
            while (in.position() < length) {
                block(sink);
            }
        } catch (KryoException | IndexOutOfBoundsException e) {
            throw new UnserializableTupleException("A batch from another worker is damaged: " + UnserializableTupleException.firstLine(e), e);
        } finally {
            if (bytes.length > KEPT_BYTES) {
                bytes = new byte[0];
            }
        }
    }

    private void block(BlockSink sink) {
        int type = in.readVarInt(true);
        int task = in.readVarInt(false);
        if (type == 0) {
            int count = in.readByte() & 0xFF;
            if (count == 0) {
                throw new KryoException("a block is empty");
            }
            if (!tasks.isBolt(task)) {
                throw new KryoException("it has tuples for task " + task + ", which is no bolt's");
            }
            sink.tuples(task, tuples(task, count), count);
        } else if (type > 0 && type <= KINDS.length) {
            AckMessageType kind = KINDS[type - 1];
            if (!tasks.beginsTrees(task)) {
                throw new KryoException("it has acks for task " + task + ", which is no spout's");
            }
            long[] data = acks(task, kind);
            sink.acks(task, kind, data, data.length);
        } else {
            throw new KryoException("block type " + type + " is not known");
        }
    }

    private long[] acks(int spoutTask, AckMessageType kind) {
        int count = in.readVarInt(true);
        in.check(count, kind.pairs() ? Long.BYTES / 2 : 1, "longs");
        if (count == 0 || kind.pairs() && (count & 1) != 0) {
            throw new KryoException("it has " + count + " longs of kind " + kind);
        }
        long[] data = new long[count];
        for (int i = 0; i < count; i++) {
            root += in.readVarLong(false);
            if (RootId.task(root) != spoutTask) {
                throw new KryoException("it has a root of task " + RootId.task(root) + " for task " + spoutTask);
            }
            data[i] = root;
            if (kind.pairs()) {
                data[++i] = in.readFixed();
            }
            if (kind == AckMessageType.FAIL && !isTask(data[i])) {
                throw new KryoException("it says that task " + data[i] + " failed a root, and there is none");
            }
        }
        return data;
    }

    private boolean isTask(long task) {
        return task == (int) task && tasks.contains((int) task);
    }

    private TupleImpl[] tuples(int task, int count) {
        TupleImpl[] tuples = new TupleImpl[count];
        for (int i = 0; i < count; i++) {
            int begin = in.position();
            int head = in.readVarInt(true);
            if ((head & BatchEncoder.REPEATS) == 0) {
                readSource();
            }
            int anchors = head >>> BatchEncoder.FLAG_BITS;
            long edge = 0;
            long[] more = null;
            if (anchors > 0) {
                if ((head & BatchEncoder.SAME_ROOT) == 0) {
                    root += in.readVarLong(false);
                    checkRoot(root);
                } else if (root == 0) {
                    throw new KryoException("its first root is said to be the same as the one before");
                }
                edge = in.readFixed();
                more = anchors == 1 ? null : more(anchors - 1);
            }
            if (source == null) {
                throw new KryoException("its first tuple has no source");
            }
            tuples[i] = new TupleImpl(source, sourceTask, values(source), anchors == 0 ? 0 : root, edge, more);
            if (sizes != null) {
                sizes.add(sourceTask, task, in.position() - begin);
            }
        }
        return tuples;
    }

    private void readSource() {
        int task = in.readVarInt(false);
        int id = in.readVarInt(true);
        if (id < 0 || id >= table.size()) {
            throw new KryoException("stream " + id + " is not known: this topology has " + table.size());
        }
        source = table.source(id);
        if (!tasks.isTaskOf(task, source.component())) {
            throw new KryoException("task " + task + " is not one of component \"" + source.component() + "\"");
        }
        sourceTask = task;
    }

    private void checkRoot(long id) {
        if (!tasks.beginsTrees(RootId.task(id))) {
            throw new KryoException("it has a root of task " + RootId.task(id) + ", which is no spout's");
        }
    }

    private long[] more(int anchors) {
        in.check(anchors, 2 * Long.BYTES, "anchors");
        long[] more = new long[2 * anchors];
        for (int i = 0; i < more.length; i += 2) {
            more[i] = in.readFixed();
            more[i + 1] = in.readFixed();
            checkRoot(more[i]);
        }
        return more;
    }

    private List<Object> values(StreamSource source) {
        int fields = source.fields().size();
        int field = 0;
        try {
            if (ownSerializer) {
                return serialized(source);
            }
            List<Object> list = new ArrayList<>(fields);
            for (; field < fields; field++) {
                list.add(values.read(in));
            }
            return list;
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            kryo.reset();
            throw new UnserializableTupleException("Cannot read " + WireTable.describe(source, field) + ": "
                + UnserializableTupleException.firstLine(e), e);
        }
    }

    private List<Object> serialized(StreamSource source) {
        long length = in.readFixed();
        if (length < 0 || length > in.left()) {
            throw new KryoException("its values claim " + length + " bytes and " + in.left() + " are left");
        }
        int end = in.position() + (int) length;
        nested.setBuffer(bytes, in.position(), (int) length);
        List<Object> list = kryo.readObject(nested, ListDelegate.class).getDelegate();
        in.setPosition(end);
        if (list == null || list.size() != source.fields().size()) {
            throw new KryoException("the tuple serializer gave " + (list == null ? "no values" : list.size() + " values"));
        }
        return list;
    }
}
