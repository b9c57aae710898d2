// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.api.epoch;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.storm.state.Serializer;

/** A stateful bolt's state in an exactly-once topology: in memory, written whole with each epoch. Called by the task's thread. */
final class EpochState implements IEpochState {
    private final Serializer<Object> serializer;
    private Map<Object, Object> values = new HashMap<>();

    EpochState(Serializer<Object> serializer) {
        this.serializer = serializer;
    }

    @Override
    public CompletableFuture<byte[]> snapshot(Transaction transaction) {
        return CompletableFuture.completedFuture(written());
    }

    private byte[] written() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(values.size()).array());
        values.forEach((key, value) -> {
            write(bytes, key);
            write(bytes, value);
        });
        return bytes.toByteArray();
    }

    private void write(ByteArrayOutputStream bytes, Object object) {
        byte[] written = serializer.serialize(object);
        bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(written.length).array());
        bytes.writeBytes(written);
    }

    @Override
    public void restore(long incarnation, byte[] snapshot) {
        Map<Object, Object> restored = new HashMap<>();
        if (snapshot != null) {
            try {
                ByteBuffer bytes = ByteBuffer.wrap(snapshot);
                for (int left = bytes.getInt(); left > 0; left--) {
                    restored.put(read(bytes), read(bytes));
                }
            } catch (BufferUnderflowException e) {
                throw new IllegalStateException("A snapshot of " + snapshot.length + " bytes is cut off", e);
            }
        }
        values = restored;
    }

    private Object read(ByteBuffer bytes) {
        byte[] written = new byte[bytes.getInt()];
        bytes.get(written);
        return serializer.deserialize(written);
    }

    @Override
    public void committed(Transaction transaction) {
        // each snapshot has all, and the coordinator deletes those before
    }

    @Override
    public void close() {
        // has nothing outside of memory
    }

    @Override
    public void put(Object key, Object value) {
        values.put(key, value);
    }

    @Override
    public Object get(Object key) {
        return values.get(key);
    }

    @Override
    public Object get(Object key, Object defaultValue) {
        Object value = values.get(key);
        return value == null ? defaultValue : value;
    }

    @Override
    public Object delete(Object key) {
        return values.remove(key);
    }

    @Override
    public Iterator<Map.Entry<Object, Object>> iterator() {
        return values.entrySet().iterator();
    }
}
