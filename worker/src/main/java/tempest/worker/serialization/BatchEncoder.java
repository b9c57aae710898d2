// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.serialization;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.KryoBufferOverflowException;
import com.esotericsoftware.kryo.io.Output;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.List;
import tempest.worker.link.AckKind;
import tempest.worker.tuple.StreamSource;
import tempest.worker.tuple.TupleImpl;

/**
 * Writes what one lane sends to tasks of one other worker, tuples and acks together, as one body of bytes. Called by the lane's
 * thread only. It never keeps a tuple and never sends anything.
 *
 * <pre>
 * body    := section*
 * section := varint(0) varint(task) varint(count) tuple{count}                 tuples for a task
 *          | varint(1 + kind) varint(task) varint(count) long{count}           acks for a spout's task
 * tuple   := varint(2 * anchors + repeats) [varint(source task) varint(source)] (long root, long edge){anchors} value*
 * </pre>
 * where {@code repeats} is 1 if source task and source are those of the section's previous tuple and not written again, {@code source}
 * is the number in the {@link WireTable}, and values are as many as the stream has fields.
 */
public final class BatchEncoder {
    private static final int FIRST_BYTES = 1024;
    /** A buffer that grew beyond this is given back after its batch. */
    private static final int KEPT_BYTES = 256 << 10;

    private final Kryo kryo;
    private final WireTable table;
    private final int maxBytes;
    private Output out;

    /**
     * @param kryo may be shared by encoders of the same thread
     * @param maxBytes no body grows beyond this
     */
    public BatchEncoder(Kryo kryo, WireTable table, int maxBytes) {
        this.kryo = kryo;
        this.table = table;
        this.maxBytes = maxBytes;
        this.out = new Output(Math.min(FIRST_BYTES, maxBytes), maxBytes);
    }

    /**
     * Adds tuples for a task.
     *
     * @throws UnserializableTupleException if a value does not serialize; the body is then as it was before
     */
    public void tuples(int task, TupleImpl[] tuples, int count) {
        int start = out.position();
        TupleImpl tuple = null;
        try {
            out.writeVarInt(0, true);
            out.writeVarInt(task, false);
            out.writeVarInt(count, true);
            TupleImpl previous = null;
            for (int i = 0; i < count; i++) {
                tuple = tuples[i];
                write(tuple, previous);
                previous = tuple;
            }
        } catch (KryoBufferOverflowException e) {
            out.setPosition(start);
            throw new UnserializableTupleException("A batch with a tuple of component \"" + tuple.source().component() + "\", stream \""
                + tuple.source().stream() + "\" exceeds the largest frame of " + maxBytes
                + " bytes: emit smaller values or raise storm.messaging.netty.buffer_size", e);
        } catch (RuntimeException e) {
            out.setPosition(start);
            throw e;
        }
    }

    private void write(TupleImpl tuple, TupleImpl previous) {
        StreamSource source = tuple.source();
        int anchors = tuple.anchorCount();
        if (previous != null && previous.source() == source && previous.getSourceTask() == tuple.getSourceTask()) {
            out.writeVarInt(2 * anchors + 1, true);
        } else {
            out.writeVarInt(2 * anchors, true);
            out.writeVarInt(tuple.getSourceTask(), false);
            out.writeVarInt(table.id(source), true);
        }
        for (int i = 0; i < anchors; i++) {
            out.writeLong(tuple.root(i));
            out.writeLong(tuple.edge(i));
        }
        List<Object> values = tuple.getValues();
        int fields = source.fields().size();
        if (values.size() != fields) {
            throw new IllegalArgumentException("component \"" + source.component() + "\" emitted " + values.size() + " values on stream \""
                + source.stream() + "\", which declares " + fields + " fields");
        }
        for (int i = 0; i < fields; i++) {
            writeValue(source, i, values.get(i));
        }
    }

    private void writeValue(StreamSource source, int field, Object value) {
        try {
            kryo.writeClassAndObject(out, value);
        } catch (KryoBufferOverflowException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            kryo.reset();
            throw new UnserializableTupleException("Class " + (value == null ? "null" : value.getClass().getName())
                + " does not serialize, as " + WireTable.describe(source, field) + ": " + UnserializableTupleException.firstLine(e)
                + ". Register it with Config.registerSerialization, or allow topology.fall.back.on.java.serialization.", e);
        }
    }

    /** Adds news for a spout's task. */
    public void acks(int spoutTask, AckKind kind, long[] data, int count) {
        out.writeVarInt(1 + kind.ordinal(), true);
        out.writeVarInt(spoutTask, false);
        out.writeVarInt(count, true);
        for (int i = 0; i < count; i++) {
            out.writeLong(data[i]);
        }
    }

    /** Bytes of the body so far. */
    public int bytes() {
        return out.position();
    }

    /**
     * Copies the body into a new buffer that the caller owns, and starts the next one.
     *
     * @param headroom spare bytes to leave before the buffer's reader index
     */
    public ByteBuf end(ByteBufAllocator alloc, int headroom) {
        int length = out.position();
        ByteBuf body = alloc.directBuffer(headroom + length);
        body.setIndex(headroom, headroom);
        body.writeBytes(out.getBuffer(), 0, length);
        clear();
        return body;
    }

    /** Forgets the body so far. */
    public void clear() {
        if (out.getBuffer().length > KEPT_BYTES) {
            out = new Output(FIRST_BYTES, maxBytes);
        } else {
            out.setPosition(0);
        }
    }
}
