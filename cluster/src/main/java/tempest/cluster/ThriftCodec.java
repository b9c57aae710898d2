// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.function.Supplier;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.storm.thrift.TBase;
import org.apache.storm.thrift.TDeserializer;
import org.apache.storm.thrift.TException;
import org.apache.storm.thrift.TSerializer;
import org.apache.storm.thrift.protocol.TCompactProtocol;

/**
 * A Thrift struct as gzipped bytes of the compact protocol: a large topology's assignment stays far below ZooKeeper's limit of a
 * node. Stateless, any thread.
 */
public final class ThriftCodec<V extends TBase<?, ?>> implements Codec<V> {
    private final Supplier<V> empty;

    public ThriftCodec(Supplier<V> empty) {
        this.empty = empty;
    }

    @Override
    public byte[] encode(V value) throws IOException {
        try {
            byte[] plain = new TSerializer(new TCompactProtocol.Factory()).serialize(value);
            ByteArrayOutputStream out = new ByteArrayOutputStream(plain.length / 2 + 32);
            try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
                gzip.write(plain);
            }
            return out.toByteArray();
        } catch (TException e) {
            throw new IOException("incomplete " + value.getClass().getSimpleName() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public V decode(byte[] bytes) throws IOException {
        V value = empty.get();
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            new TDeserializer(new TCompactProtocol.Factory()).deserialize(value, gzip.readAllBytes());
            return value;
        } catch (TException e) {
            throw new IOException("not a " + value.getClass().getSimpleName() + ": " + e.getMessage(), e);
        }
    }
}
