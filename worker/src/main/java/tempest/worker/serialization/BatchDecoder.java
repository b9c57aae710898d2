// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.serialization;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.io.Input;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import tempest.worker.link.AckKind;
import tempest.worker.tuple.StreamSource;
import tempest.worker.tuple.TupleImpl;

/** Reads what {@link BatchEncoder} wrote. Belongs to one thread; keeps nothing of a body and does not release it. */
public final class BatchDecoder {
    private static final int KEPT_BYTES = 256 << 10;
    private static final AckKind[] KINDS = AckKind.values();

    private final Kryo kryo;
    private final WireTable table;
    private final Input in = new Input();
    private byte[] bytes = {};

    /** Takes a body's sections, in order; the arrays belong to the callee. */
    public interface Sink {
        void tuples(int task, TupleImpl[] tuples, int count);

        void acks(int spoutTask, AckKind kind, long[] data, int count);
    }

    /** @param kryo used by this decoder's thread only */
    public BatchDecoder(Kryo kryo, WireTable table) {
        this.kryo = kryo;
        this.table = table;
    }

    /**
     * Decodes one body.
     *
     * @throws UnserializableTupleException if it cannot be read; the sections before the bad one have reached the sink
     */
    public void decode(ByteBuf body, Sink sink) {
        int length = body.readableBytes();
        if (bytes.length < length) {
            bytes = new byte[Math.max(length, 2 * bytes.length)];
        }
        body.getBytes(body.readerIndex(), bytes, 0, length);
        in.setBuffer(bytes, 0, length);
        try {
            while (in.position() < length) {
                section(sink);
            }
        } catch (KryoException | IndexOutOfBoundsException e) {
            throw new UnserializableTupleException("A batch from another worker is damaged: " + UnserializableTupleException.firstLine(e), e);
        } finally {
            if (bytes.length > KEPT_BYTES) {
                bytes = new byte[0];
            }
        }
    }

    private void section(Sink sink) {
        int type = in.readVarInt(true);
        int task = in.readVarInt(false);
        int count = in.readVarInt(true);
        if (type == 0) {
            check(count, 1, "tuples");
            sink.tuples(task, tuples(count), count);
        } else if (type > 0 && type <= KINDS.length) {
            check(count, Long.BYTES, "longs");
            long[] data = new long[count];
            for (int i = 0; i < count; i++) {
                data[i] = in.readLong();
            }
            sink.acks(task, KINDS[type - 1], data, count);
        } else {
            throw new KryoException("section type " + type + " is not known");
        }
    }

    private void check(int count, int bytesEach, String what) {
        int left = in.limit() - in.position();
        if (count < 0 || (long) count * bytesEach > left) {
            throw new KryoException("it claims " + count + " " + what + " and has " + left + " bytes left");
        }
    }

    private TupleImpl[] tuples(int count) {
        TupleImpl[] tuples = new TupleImpl[count];
        int sourceTask = 0;
        StreamSource source = null;
        for (int i = 0; i < count; i++) {
            int head = in.readVarInt(true);
            if ((head & 1) == 0) {
                sourceTask = in.readVarInt(false);
                source = table.source(in.readVarInt(true));
            }
            int anchors = head >>> 1;
            check(anchors, 2 * Long.BYTES, "anchors");
            long root = anchors > 0 ? in.readLong() : 0;
            long edge = anchors > 0 ? in.readLong() : 0;
            long[] more = anchors > 1 ? new long[2 * anchors - 2] : null;
            for (int j = 0; j < 2 * anchors - 2; j++) {
                more[j] = in.readLong();
            }
            if (source == null) {
                throw new KryoException("its first tuple has no source");
            }
            tuples[i] = new TupleImpl(source, sourceTask, values(source), root, edge, more);
        }
        return tuples;
    }

    private List<Object> values(StreamSource source) {
        int fields = source.fields().size();
        List<Object> values = new ArrayList<>(fields);
        try {
            for (int i = 0; i < fields; i++) {
                values.add(kryo.readClassAndObject(in));
            }
        } catch (RuntimeException e) {
            kryo.reset();
            throw new UnserializableTupleException("Cannot read " + WireTable.describe(source, values.size()) + ": "
                + UnserializableTupleException.firstLine(e), e);
        }
        return values;
    }
}
