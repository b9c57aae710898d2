// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor.localizer;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.storm.generated.StormTopology;
import tempest.cluster.BlobKeys;
import tempest.cluster.Json;
import tempest.cluster.ThriftCodec;

/** Blobs in memory that can be made to fail, to come short, or to be damaged. Any thread. */
public final class FakeBlobs implements BlobSource {

    private record Stored(long version, byte[] bytes) { }

    private final Map<String, Stored> blobs = new ConcurrentHashMap<>();
    public final AtomicInteger opened = new AtomicInteger();
    /** How many of the next downloads fail half-way, come short without a word, or are damaged. */
    public final AtomicInteger breaks = new AtomicInteger();
    public final AtomicInteger truncations = new AtomicInteger();
    public final AtomicInteger damages = new AtomicInteger();
    public volatile boolean away;
    /** Whoever asks for anything waits for it. */
    public volatile CountDownLatch held = new CountDownLatch(0);
    /** How many wait for that, or are about to go on. */
    public final AtomicInteger waiting = new AtomicInteger();

    public void put(String key, long version, byte[] bytes) {
        blobs.put(key, new Stored(version, bytes));
    }

    public void put(String key, long version, String text) {
        put(key, version, text.getBytes(StandardCharsets.UTF_8));
    }

    public void remove(String key) {
        blobs.remove(key);
    }

    /** A whole topology with an empty structure, and a jar with one resource. */
    public void topology(String id, Map<String, Object> conf, List<String> dependencies) throws IOException {
        put(BlobKeys.conf(id), 1, conf(conf));
        StormTopology topology = new StormTopology(new HashMap<>(), new HashMap<>(), new HashMap<>());
        topology.set_dependency_jars(dependencies);
        put(BlobKeys.code(id), 1, new ThriftCodec<>(StormTopology::new).encode(topology));
        put(BlobKeys.jar(id), 1, zip(Map.of("resources/script.py", "print(1)", "a/B.class", "code")));
    }

    public static byte[] conf(Map<String, Object> conf) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(Json.write(conf).getBytes(StandardCharsets.UTF_8));
        }
        return out.toByteArray();
    }

    public static byte[] zip(Map<String, String> entries) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return out.toByteArray();
    }

    @Override
    public long version(String key) throws IOException {
        return stored(key).version();
    }

    private Stored stored(String key) throws IOException {
        waiting.incrementAndGet();
        try {
            held.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            waiting.decrementAndGet();
        }
        if (away) {
            throw new IOException("Nimbus did not answer: connection refused");
        }
        Stored stored = blobs.get(key);
        if (stored == null) {
            throw new NoSuchBlobException("Nimbus has no blob " + key);
        }
        return stored;
    }

    private static boolean take(AtomicInteger count) {
        return count.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
    }

    @Override
    public Blob open(String key) throws IOException {
        Stored stored = stored(key);
        opened.incrementAndGet();
        byte[] bytes = stored.bytes().clone();
        if (take(damages)) {
            bytes[bytes.length / 2] ^= 0x55;
            bytes[bytes.length - 1] ^= 0x55;
        }
        boolean breaks = take(this.breaks);
        int length = !breaks && take(truncations) ? bytes.length / 2 : bytes.length;
        return new Blob(stored.version(), stored.bytes().length, new InputStream() {
            private final InputStream all = new ByteArrayInputStream(bytes, 0, length);
            private int given;

            @Override
            public int read() throws IOException {
                if (breaks && given > 3) {
                    throw new IOException("connection reset");
                }
                given++;
                return all.read();
            }
        });
    }
}
