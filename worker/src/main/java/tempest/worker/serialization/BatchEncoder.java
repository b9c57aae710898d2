// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.serialization;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Registration;
import com.esotericsoftware.kryo.io.KryoBufferOverflowException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.List;
import org.apache.storm.serialization.types.ListDelegateSerializer;
import org.apache.storm.utils.ListDelegate;
import tempest.worker.link.AckMessageType;
import tempest.worker.tuple.StreamSource;
import tempest.worker.tuple.TupleImpl;

/**
 * Encodes what one emitter sends to tasks of one other worker, tuples and acks together, as one payload of bytes. Called by the emitter's
 * thread only. It never keeps a tuple and never sends anything.
 *
 * <pre>
 * payload := block*
 * block   := varint(0) varint(task) byte(count) tuple{count}                     tuples for a task
 *          | varint(1) varint(task) varint(2 * pairs) (root, long xor){pairs}    acks for a spout's task
 *          | varint(1 + kind) varint(task) varint(count) root{count}             other ack messages for it
 * tuple   := varint(4 * anchors + 2 * same root + repeats) [varint(source task) varint(source)]
 *            [[root] long(edge) (long root, long edge){anchors - 1}] value*
 * root    := varlong(difference to the payload's previous root)
 * </pre>
 * where {@code repeats} is 1 if source task and source are those of the payload's previous tuple and not written again, {@code source}
 * is the number in the {@link WireTable}, and there is a value for each of the stream's fields, in the forms of {@link ValueTag}. If the topology has
 * a tuple serializer of its own, {@code long(bytes)} and that serializer's output replace the values.
 */
public final class BatchEncoder {
    static final int REPEATS = 1;
    static final int SAME_ROOT = 2;
    static final int FLAG_BITS = 2;

    private static final int MAX_BLOCK = 255;
    private static final int FIRST_BYTES = 1024;
    /** A buffer that grew beyond this is freed after its batch. */
    private static final int KEPT_BYTES = 256 << 10;

    private final Kryo kryo;
    private final WireTable table;
    private final int maxBytes;
    private final ValueEncoder values;
    /** Writes the values with the user's tuple serializer; null if there is none. */
    private final ListDelegate delegate;
    private WireOutput out;
    private int tuplesInPayload;
    // What the payload's next tuple or root need not repeat.
    private StreamSource source;
    private int sourceTask;
    private long root;

    /**
     * @param kryo may be shared by encoders of the same thread
     * @param maxBytes the largest payload
     */
    public BatchEncoder(Kryo kryo, WireTable table, int maxBytes) {
        this.kryo = kryo;
        this.table = table;
        this.maxBytes = maxBytes;
        this.values = new ValueEncoder(kryo);
        this.delegate = hasTupleSerializer(kryo) ? new ListDelegate() : null;
        this.out = new WireOutput(Math.min(FIRST_BYTES, maxBytes), maxBytes);
        limitDepth(kryo);
    }

    /** Refuses at the sender what no receiver would read. */
    static void limitDepth(Kryo kryo) {
        kryo.setMaxDepth(BatchDecoder.MAX_DEPTH);
    }

    /** Whether {@code topology.tuple.serializer} names a class other than the default. */
    static boolean hasTupleSerializer(Kryo kryo) {
        Registration registration = kryo.getClassResolver().getRegistration(ListDelegate.class);
        return registration != null && registration.getSerializer().getClass() != ListDelegateSerializer.class;
    }

    /**
     * Adds tuples for a task until the payload has {@code enough} bytes.
     *
     * @param from the first tuple to add
     * @param to after the last one
     * @return the first tuple not added, which is {@code from} only if the payload is not empty and it does not fit
     * @throws UnserializableTupleException if a value does not serialize or is too large; the payload is then as it was before that tuple
     */
    public int tuples(int task, TupleImpl[] tuples, int from, int to, int enough) {
        int at = from;
        while (at < to) {
            int next = block(task, tuples, at, Math.min(to, at + MAX_BLOCK), enough);
            if (next == at || out.position() >= enough) {
                return next;
            }
            at = next;
        }
        return at;
    }

    private int block(int task, TupleImpl[] tuples, int from, int to, int enough) {
        int block = out.position();
        int countAt = 0;
        int good = block;
        int at = from;
        long mark = values.texts().mark();
        long goodRoot = root;
        try {
            out.writeVarInt(0, true);
            out.writeVarInt(task, false);
            countAt = out.position();
            out.writeByte(0);
            do {
                good = at == from ? block : out.position();
                mark = values.texts().mark();
                goodRoot = root;
                write(tuples[at]);
                at++;
            } while (at < to && out.position() < enough);
        } catch (KryoBufferOverflowException e) {
            takeBack(good, mark, goodRoot);
            if (good == 0) {
                throw tooLarge(tuples[at], e);
            }
        } catch (RuntimeException e) {
            takeBack(good, mark, goodRoot);
            endBlock(countAt, at - from);
            throw e;
        }
        endBlock(countAt, at - from);
        return at;
    }

    private void endBlock(int countAt, int count) {
        if (count > 0) {
            out.setByte(countAt, count);
            tuplesInPayload += count;
        }
    }

    private void takeBack(int position, long mark, long goodRoot) {
        out.setPosition(position);
        values.texts().backTo(mark);
        root = goodRoot;
        source = null;
    }

    private UnserializableTupleException tooLarge(TupleImpl tuple, KryoBufferOverflowException e) {
        return new UnserializableTupleException("A tuple of component \"" + tuple.source().component() + "\", stream \""
            + tuple.source().stream() + "\" exceeds the largest frame of " + maxBytes
            + " bytes: emit smaller values or raise storm.messaging.netty.buffer_size", e);
    }

    private void write(TupleImpl tuple) {
        StreamSource tupleSource = tuple.source();
        int anchors = tuple.anchorCount();
        long tupleRoot = tuple.root();
        boolean repeats = tupleSource == source && tuple.getSourceTask() == sourceTask;
        boolean sameRoot = anchors > 0 && tupleRoot == root;
        out.writeVarInt(anchors << FLAG_BITS | (sameRoot ? SAME_ROOT : 0) | (repeats ? REPEATS : 0), true);
        if (!repeats) {
            source = null;
            out.writeVarInt(tuple.getSourceTask(), false);
            out.writeVarInt(table.id(tupleSource), true);
        }
        if (anchors > 0) {
            if (sameRoot) {
                out.writeFixed(tuple.edge());
            } else {
                out.writeDifferenceAndFixed(tupleRoot - root, tuple.edge());
                root = tupleRoot;
            }
            for (int i = 1; i < anchors; i++) {
                out.writeFixed(tuple.root(i));
                out.writeFixed(tuple.edge(i));
            }
        }
        writeValues(tupleSource, tuple.getValues());
        source = tupleSource;
        sourceTask = tuple.getSourceTask();
    }

    private void writeValues(StreamSource of, List<Object> list) {
        int fields = of.fields().size();
        if (list.size() != fields) {
            throw new IllegalArgumentException("component \"" + of.component() + "\" emitted " + list.size() + " values on stream \""
                + of.stream() + "\", which declares " + fields + " fields");
        }
        int field = 0;
        try {
            if (delegate != null) {
                writeSerialized(list);
                return;
            }
            for (; field < fields; field++) {
                values.write(out, list.get(field));
            }
        } catch (KryoBufferOverflowException e) {
            kryo.reset();
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            kryo.reset();
            throw unserializable(of, field, delegate == null ? list.get(field) : list, e);
        }
    }

    /** Preceded by its length, because a serializer may read to the end of its input. */
    private void writeSerialized(List<Object> list) {
        int lengthAt = out.position();
        out.writeFixed(0);
        delegate.setDelegate(list);
        kryo.writeObject(out, delegate);
        delegate.setDelegate(List.of());
        out.setFixed(lengthAt, out.position() - lengthAt - Long.BYTES);
    }

    private static UnserializableTupleException unserializable(StreamSource of, int field, Object value, Throwable e) {
        return new UnserializableTupleException("Class " + (value == null ? "null" : value.getClass().getName())
            + " does not serialize, as " + WireTable.describe(of, field) + ": " + UnserializableTupleException.firstLine(e)
            + ". Register it with Config.registerSerialization, or allow topology.fall.back.on.java.serialization.", e);
    }

    /** Adds acks for a spout's task, from {@code from} to {@code to}, exclusive. */
    public void acks(int spoutTask, AckMessageType kind, long[] data, int from, int to) {
        out.writeVarInt(1 + kind.ordinal(), true);
        out.writeVarInt(spoutTask, false);
        out.writeVarInt(to - from, true);
        boolean pairs = kind.pairs();
        long previous = root;
        for (int i = from; i < to; i++) {
            long current = data[i];
            if (pairs) {
                out.writeDifferenceAndFixed(current - previous, data[++i]);
            } else {
                out.writeVarLong(current - previous, false);
            }
            previous = current;
        }
        root = previous;
    }

    /** Bytes of the payload so far. */
    public int bytes() {
        return out.position();
    }

    /** Tuples of the payload so far. */
    public int tupleCount() {
        return tuplesInPayload;
    }

    /**
     * Copies the payload into a new buffer that the caller owns, and starts the next one.
     *
     * @param reserve spare bytes to leave before the buffer's reader index
     */
    public ByteBuf end(ByteBufAllocator alloc, int reserve) {
        int length = out.position();
        ByteBuf payload = alloc.directBuffer(reserve + length);
        payload.setIndex(reserve, reserve);
        payload.writeBytes(out.getBuffer(), 0, length);
        clear();
        return payload;
    }

    /** Discards the payload so far. */
    public void clear() {
        if (out.getBuffer().length > KEPT_BYTES) {
            out = new WireOutput(FIRST_BYTES, maxBytes);
        } else {
            out.setPosition(0);
        }
        values.texts().newPayload();
        tuplesInPayload = 0;
        source = null;
        sourceTask = 0;
        root = 0;
    }
}
