// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.storm.generated.KeyNotFoundException;
import tempest.nimbus.blobs.BlobStorage;

/** Blobs that all Nimbuses of a simulation share, as far as topologies' code and settings need a store. One thread. */
final class MemoryBlobs {
    private final TreeMap<String, byte[]> blobs = new TreeMap<>();
    private long version;

    private MemoryBlobs() {
    }

    static BlobStorage make() {
        MemoryBlobs memory = new MemoryBlobs();
        return (BlobStorage) Proxy.newProxyInstance(MemoryBlobs.class.getClassLoader(), new Class<?>[] {BlobStorage.class},
            (proxy, method, arguments) -> memory.call(method.getName(), arguments));
    }

    private Object call(String method, Object[] arguments) throws KeyNotFoundException {
        String key = arguments == null ? null : (String) arguments[0];
        return switch (method) {
            case "put" -> {
                blobs.put(key, (byte[]) arguments[1]);
                yield ++version;
            }
            case "bytes" -> {
                if (!blobs.containsKey(key)) {
                    throw new KeyNotFoundException(key);
                }
                yield blobs.get(key);
            }
            case "exists" -> blobs.containsKey(key);
            case "remove" -> blobs.remove(key) != null;
            case "keys" -> List.copyOf(blobs.keySet());
            case "version" -> blobs.containsKey(key) ? Optional.of(version) : Optional.empty();
            case "isShared" -> true;
            default -> throw new UnsupportedOperationException(method);
        };
    }
}
