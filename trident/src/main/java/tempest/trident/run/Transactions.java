// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.run;

import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;

/**
 * The progress of a topology, kept outside of its workers: JSON values by paths below one source's transaction id. Writes of one caller
 * to one path are stored in their order. Any thread may call it; nothing here waits but {@link #open} and the reads.
 */
interface Transactions extends AutoCloseable {
    /** As configured by {@code transactional.zookeeper.*}, or else where the cluster keeps its own state. */
    static Transactions open(Map<String, Object> conf) {
        return ZooKeeperTransactions.connect(conf);
    }

    /** The value at a path, null if there is none. */
    Object read(String path);

    /** All numbered values below a path; empty if there are none. Afterwards the path exists. */
    SortedMap<Long, Object> list(String path);

    /** Replaces a value. The path must have been read before. */
    CompletableFuture<Void> write(String path, Object value);

    /** Stores a value that is most likely new. The path's parent must have been listed before. */
    CompletableFuture<Void> add(String path, Object value);

    /** Removes a value some time later; one that is not there is no error. */
    void forget(String path);

    @Override
    void close();
}
