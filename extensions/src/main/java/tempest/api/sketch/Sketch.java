// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.api.sketch;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoSerializable;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;

/**
 * What is kept of many values in place of them; it can be merged with others of its kind, sent to other workers and saved in state. Where tuples carry one,
 * {@code Config.registerSerialization} names its class, as for any class of a user's. Not for several threads.
 *
 * @param <S> the class itself
 */
public abstract sealed class Sketch<S extends Sketch<S>> implements KryoSerializable, Externalizable permits DistinctCount, Quantiles, HeavyHitters, BloomFilter {
    private static final long serialVersionUID = 1L;

    Sketch() {
    }

    /** Takes one value more. */
    abstract void add(Object value);

    /** Of the values of both; changes neither. */
    public abstract S merge(S other);

    /** Another one of the same values, which no further value changes. */
    public abstract S copy();

    abstract byte[] toBytes();

    abstract void fromBytes(byte[] bytes);

    @Override
    public final void write(Kryo kryo, Output output) {
        byte[] bytes = toBytes();
        output.writeInt(bytes.length, true);
        output.writeBytes(bytes);
    }

    @Override
    public final void read(Kryo kryo, Input input) {
        fromBytes(input.readBytes(input.readInt(true)));
    }

    @Override
    public final void writeExternal(ObjectOutput out) throws IOException {
        byte[] bytes = toBytes();
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    @Override
    public final void readExternal(ObjectInput in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        fromBytes(bytes);
    }
}
