// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.serialization;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.io.Input;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import org.apache.storm.utils.ListDelegate;
import tempest.worker.link.AckKind;
import tempest.worker.tuple.StreamSource;
import tempest.worker.tuple.TupleImpl;

/** Reads what {@link BatchEncoder} wrote. Belongs to one thread; keeps nothing of a body and does not release it. */
public final class BatchDecoder {
    private static final int KEPT_BYTES = 256 << 10;
    private static final AckKind[] KINDS = AckKind.values();

    private final Kryo kryo;
    private final WireTable table;
    private final ValueDecoder values;
    private final boolean ownPayload;
    private final WireInput in = new WireInput();
    private byte[] bytes = {};
    // What the body's next tuple or root does not repeat.
    private StreamSource source;
    private int sourceTask;
    private long root;

    /** Takes a body's sections, in order; the arrays belong to the callee. */
    public interface Sink {
        void tuples(int task, TupleImpl[] tuples, int count);

        void acks(int spoutTask, AckKind kind, long[] data, int count);
    }

    /** @param kryo used by this decoder's thread only */
    public BatchDecoder(Kryo kryo, WireTable table) {
        this.kryo = kryo;
        this.table = table;
        this.values = new ValueDecoder(kryo);
        this.ownPayload = BatchEncoder.hasTupleSerializer(kryo);
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
        values.newBody();
        source = null;
        root = 0;
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
        if (type == 0) {
            int count = in.readByte() & 0xFF;
            if (count == 0) {
                throw new KryoException("a section is empty");
            }
            sink.tuples(task, tuples(count), count);
        } else if (type > 0 && type <= KINDS.length) {
            AckKind kind = KINDS[type - 1];
            int count = in.readVarInt(true);
            in.check(count, kind.pairs() ? Long.BYTES / 2 : 1, "longs");
            sink.acks(task, kind, roots(kind.pairs(), count), count);
        } else {
            throw new KryoException("section type " + type + " is not known");
        }
    }

    private long[] roots(boolean pairs, int count) {
        long[] data = new long[count];
        for (int i = 0; i < count; i++) {
            root += in.readVarLong(false);
            data[i] = root;
            if (pairs && ++i < count) {
                data[i] = in.readFixed();
            }
        }
        return data;
    }

    private TupleImpl[] tuples(int count) {
        TupleImpl[] tuples = new TupleImpl[count];
        for (int i = 0; i < count; i++) {
            int head = in.readVarInt(true);
            if ((head & BatchEncoder.REPEATS) == 0) {
                sourceTask = in.readVarInt(false);
                source = table.source(in.readVarInt(true));
            }
            int anchors = head >>> BatchEncoder.FLAG_BITS;
            long edge = 0;
            long[] more = null;
            if (anchors > 0) {
                if ((head & BatchEncoder.SAME_ROOT) == 0) {
                    root += in.readVarLong(false);
                }
                edge = in.readFixed();
                more = anchors == 1 ? null : more(anchors - 1);
            }
            if (source == null) {
                throw new KryoException("its first tuple has no source");
            }
            tuples[i] = new TupleImpl(source, sourceTask, values(source), anchors == 0 ? 0 : root, edge, more);
        }
        return tuples;
    }

    private long[] more(int anchors) {
        in.check(anchors, 2 * Long.BYTES, "anchors");
        long[] more = new long[2 * anchors];
        for (int i = 0; i < more.length; i++) {
            more[i] = in.readFixed();
        }
        return more;
    }

    private List<Object> values(StreamSource source) {
        int fields = source.fields().size();
        int field = 0;
        try {
            if (ownPayload) {
                return payload(source);
            }
            List<Object> list = new ArrayList<>(fields);
            for (; field < fields; field++) {
                list.add(values.read(in));
            }
            return list;
        } catch (RuntimeException e) {
            kryo.reset();
            throw new UnserializableTupleException("Cannot read " + WireTable.describe(source, field) + ": "
                + UnserializableTupleException.firstLine(e), e);
        }
    }

    private List<Object> payload(StreamSource source) {
        long length = in.readFixed();
        if (length < 0 || length > in.left()) {
            throw new KryoException("its values claim " + length + " bytes and " + in.left() + " are left");
        }
        int end = in.position() + (int) length;
        List<Object> list = kryo.readObject(new Input(bytes, in.position(), (int) length), ListDelegate.class).getDelegate();
        in.setPosition(end);
        if (list == null || list.size() != source.fields().size()) {
            throw new KryoException("the tuple serializer gave " + (list == null ? "no values" : list.size() + " values"));
        }
        return list;
    }
}
