// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.serialization;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.KryoBufferOverflowException;
import com.esotericsoftware.kryo.io.Output;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The values of one tuple as bytes that outlive the worker, written by the topology's Kryo. Belongs to one thread. */
public final class StoredValues {
    private static final int FIRST_BYTES = 256;

    private final Supplier<Kryo> kryos;
    private final int mostBytes;
    /** One that failed half-way is in an unknown state. Created lazily, discarded after a failure. */
    private Kryo kryo;

    /** @param kryos creates a new Kryo at each call */
    public StoredValues(Supplier<Kryo> kryos, int mostBytes) {
        this.kryos = kryos;
        this.mostBytes = mostBytes;
    }

    private Kryo kryo() {
        if (kryo == null) {
            kryo = kryos.get();
        }
        return kryo;
    }

    /** @throws UnserializableTupleException if one cannot be written, or all together take more bytes than they may */
    public byte[] write(List<Object> values) {
        Output out = new Output(FIRST_BYTES, mostBytes);
        int at = 0;
        try {
            out.writeInt(values.size(), true);
            for (; at < values.size(); at++) {
                kryo().writeClassAndObject(out, values.get(at));
            }
            return out.toBytes();
        } catch (KryoBufferOverflowException e) {
            kryo = null;
            throw new UnserializableTupleException("its values take more than " + mostBytes + " bytes", e);
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            kryo = null;
            throw new UnserializableTupleException("class " + values.get(at).getClass().getName() + " does not serialize: "
                + UnserializableTupleException.firstLine(e), e);
        }
    }

    /** @throws UnserializableTupleException if that is not possible (any more) */
    public List<Object> read(byte[] bytes) {
        try {
            Input in = new Input(bytes);
            int count = in.readInt(true);
            if (count < 0 || count > bytes.length) {
                throw new KryoException(count + " values in " + bytes.length + " bytes");
            }
            List<Object> values = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                values.add(kryo().readClassAndObject(in));
            }
            return values;
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            kryo = null;
            throw new UnserializableTupleException("its values cannot be read any more: " + UnserializableTupleException.firstLine(e), e);
        }
    }
}
