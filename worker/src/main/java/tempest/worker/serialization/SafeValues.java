// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.serialization;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Writes values that users chose into tuples that the system sends, such as those of metrics. Whether a value can be sent is determined
 * before anything of it is written, so that a value that cannot be sent is lost alone and never the tuple. Maps, lists and sets of any class
 * are sent as such, everything else as the topology's Kryo writes it. Belongs to the thread of its Kryo.
 */
final class SafeValues {
    /** Approximate limit of the bytes that one value may use. */
    static final int MAX_BYTES = 1 << 20;
    private static final int MAX_DEPTH = 16;
    private static final int FIRST_BYTES = 256;
    private static final int BYTES_OF_A_LEAF = 16;

    private static final int NULL = 0;
    private static final int SCALAR = 1;
    private static final int LIST = 2;
    private static final int SET = 3;
    private static final int MAP = 4;
    private static final int ENCODED = 5;

    /** Their serializers are Kryo's own and do not fail. */
    private static final Set<Class<?>> SCALARS = Set.of(String.class, Boolean.class, Character.class, Byte.class, Short.class, Integer.class,
        Long.class, Float.class, Double.class);

    private final Kryo kryo;
    private final Supplier<Kryo> another;
    /**
     * For values of the user's classes: one that fails half-way leaves a Kryo in an unknown state. Created lazily, discarded after a failure.
     */
    private Kryo spare;
    private String lost;
    private int bytes;

    /** A value cannot be sent; the message says why. */
    static final class UnsendableException extends Exception {
        private static final long serialVersionUID = 1L;

        UnsendableException(String message) {
            super(message, null, false, false);
        }
    }

    /** An object in the form that the topology's Kryo wrote. */
    private record Encoded(byte[] bytes) { }

    /**
     * @param kryo the one that calls this
     * @param another creates another one like it
     */
    SafeValues(Kryo kryo, Supplier<Kryo> another) {
        this.kryo = kryo;
        this.another = another;
    }

    /** A copy of the value that {@link #write} can write, even if the value changes meanwhile. */
    Object sendable(Object value) throws UnsendableException {
        bytes = 0;
        try {
            return copy(value, 0);
        } catch (RuntimeException e) { // a collection of the user's, or one that another thread changes
            throw new UnsendableException(e.toString());
        }
    }

    private Object copy(Object value, int depth) throws UnsendableException {
        if (depth > MAX_DEPTH) {
            throw new UnsendableException("it nests more than " + MAX_DEPTH + " deep");
        }
        take(BYTES_OF_A_LEAF);
        if (value == null) {
            return null;
        }
        if (SCALARS.contains(value.getClass())) {
            take(value instanceof String text ? text.length() : 0);
            return value;
        }
        if (isCopied(value)) {
            if (value instanceof Map<?, ?> map) {
                Map<Object, Object> copy = new LinkedHashMap<>();
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    copy.put(copy(entry.getKey(), depth + 1), copy(entry.getValue(), depth + 1));
                }
                return copy;
            }
            List<Object> copy = new ArrayList<>();
            for (Object element : (Iterable<?>) value) {
                copy.add(copy(element, depth + 1));
            }
            return value instanceof Set ? new LinkedHashSet<>(copy) : copy;
        }
        return encode(value);
    }

    /** Collections are sent as such, except those of a class that the topology registered a serializer for. */
    private boolean isCopied(Object value) {
        Class<?> type = value.getClass();
        return value instanceof Map || value instanceof List || value instanceof Set
            ? type == HashMap.class || type == ArrayList.class || type == HashSet.class || kryo.getClassResolver().getRegistration(type) == null
            : false;
    }

    private Encoded encode(Object value) throws UnsendableException {
        try {
            kryo.getRegistration(value.getClass());
            if (spare == null) {
                spare = another.get();
            }
            Output out = new Output(FIRST_BYTES, MAX_BYTES);
            spare.writeClassAndObject(out, value);
            take(out.position());
            return new Encoded(out.toBytes());
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            spare = null;
            throw new UnsendableException(UnserializableTupleException.firstLine(e));
        }
    }

    private void take(int more) throws UnsendableException {
        bytes += more;
        if (bytes > MAX_BYTES) {
            throw new UnsendableException("it takes more than " + MAX_BYTES + " bytes");
        }
    }

    /** Writes what {@link #sendable} returned. */
    void write(Output out, Object copy) {
        if (copy == null) {
            out.writeByte(NULL);
        } else if (copy instanceof Encoded encoded) {
            out.writeByte(ENCODED);
            out.writeInt(encoded.bytes.length, true);
            out.writeBytes(encoded.bytes);
        } else if (copy instanceof Map<?, ?> map) {
            out.writeByte(MAP);
            out.writeInt(map.size(), true);
            map.forEach((key, value) -> {
                write(out, key);
                write(out, value);
            });
        } else if (copy instanceof List || copy instanceof Set) {
            out.writeByte(copy instanceof List ? LIST : SET);
            out.writeInt(((java.util.Collection<?>) copy).size(), true);
            ((Iterable<?>) copy).forEach(element -> write(out, element));
        } else {
            out.writeByte(SCALAR);
            kryo.writeClassAndObject(out, copy);
        }
    }

    /** Reads what {@link #write} wrote. A part that cannot be read is replaced by a text that says so, and {@link #lost} says why. */
    Object read(Input in) {
        lost = null;
        return read(in, 0);
    }

    /** Why the last value read is not what was sent; null if it is. */
    String lost() {
        return lost;
    }

    private Object read(Input in, int depth) {
        if (depth > MAX_DEPTH) {
            throw new KryoException("a value nests more than " + MAX_DEPTH + " deep");
        }
        int form = in.readByte();
        return switch (form) {
            case NULL -> null;
            case SCALAR -> kryo.readClassAndObject(in);
            case LIST -> elements(in, depth);
            case SET -> new LinkedHashSet<>(elements(in, depth));
            case MAP -> map(in, depth);
            case ENCODED -> decode(in);
            default -> throw new KryoException("the form of a value, " + form + ", is not known");
        };
    }

    private List<Object> elements(Input in, int depth) {
        List<Object> elements = new ArrayList<>();
        for (int left = in.readInt(true); left > 0; left--) {
            elements.add(read(in, depth + 1));
        }
        return elements;
    }

    private Map<Object, Object> map(Input in, int depth) {
        Map<Object, Object> map = new LinkedHashMap<>();
        for (int left = in.readInt(true); left > 0; left--) {
            Object key = read(in, depth + 1);
            map.put(key, read(in, depth + 1));
        }
        return map;
    }

    private Object decode(Input in) {
        int length = in.readInt(true);
        if (length < 0 || length > MAX_BYTES) {
            throw new KryoException("a value of " + length + " bytes, where " + MAX_BYTES + " is the most");
        }
        byte[] encoded = in.readBytes(length);
        try {
            if (spare == null) {
                spare = another.get();
            }
            return spare.readClassAndObject(new Input(encoded));
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            spare = null;
            lost = UnserializableTupleException.firstLine(e);
            return "(cannot be read here: " + lost + ")";
        }
    }
}
