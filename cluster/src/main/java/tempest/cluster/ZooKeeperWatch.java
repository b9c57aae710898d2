// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.watch.PersistentWatcher;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.data.Stat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows one entry of a table, or all. ZooKeeper's event only says that something changed; the callback thread then reads what is
 * there now and passes it on if it differs. Curator sets the watch again after each reconnection, upon which everything is read again.
 * State is owned by the callback thread; it never blocks ZooKeeper's own threads.
 */
final class ZooKeeperWatch<V> implements Table.Watch {
    private static final Logger LOG = LoggerFactory.getLogger(ZooKeeperWatch.class);

    private final ZooKeeperTable<V> table;
    private final String only;
    private final BiConsumer<String, Optional<V>> listener;
    private final Executor callbacks;
    private final PersistentWatcher watcher;
    /** The version last delivered, by key; -1 for "absent", delivered only to a watch of a single entry. */
    private final Map<String, Long> delivered = new HashMap<>();
    private volatile boolean closed;

    ZooKeeperWatch(CuratorFramework client, ZooKeeperTable<V> table, String only, BiConsumer<String, Optional<V>> listener,
                   Executor callbacks) {
        this.table = table;
        this.only = only;
        this.listener = listener;
        this.callbacks = callbacks;
        this.watcher = new PersistentWatcher(client, only == null ? table.path() : table.path(only), only == null);
    }

    ZooKeeperWatch<V> start() {
        watcher.getListenable().addListener(this::changed);
        watcher.getResetListenable().addListener(() -> submit(this::resync));
        watcher.start();
        return this;
    }

    private void changed(WatchedEvent event) {
        if (event.getPath() == null) {
            return;
        }
        String below = event.getPath().length() > table.path().length() ? event.getPath().substring(table.path().length() + 1) : "";
        if (!below.isEmpty() && below.indexOf('/') < 0) {
            submit(() -> refresh(ZooKeeperTable.key(below)));
        }
    }

    private void submit(Runnable task) {
        try {
            callbacks.execute(() -> {
                if (!closed) {
                    run(task);
                }
            });
        } catch (RejectedExecutionException theStateIsClosing) {
            closed = true;
        }
    }

    private void run(Runnable task) {
        try {
            task.run();
        } catch (ClusterStateException e) {
            // The connection is gone for longer than the retries; everything is read again when it comes back.
            LOG.warn("a watch of {} is behind until ZooKeeper answers: {}", table.path(), e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("a listener of {} failed", table.path(), e);
        }
    }

    private void resync() {
        table.catchUp();
        if (only != null) {
            refresh(only);
            return;
        }
        List<String> present = table.keys();
        Set<String> gone = new HashSet<>(delivered.keySet());
        present.forEach(gone::remove);
        gone.forEach(this::refresh);
        present.forEach(this::refresh);
    }

    private void refresh(String key) {
        Stat stat = new Stat();
        Optional<V> value = table.read(key, stat);
        // The creation is part of the identity: an entry removed and created again must be delivered even if the data is the same.
        Long version = value.isPresent() ? (Long) stat.getMzxid() : only != null ? (Long) (-1L) : null;
        Long before = version == null ? delivered.remove(key) : delivered.put(key, version);
        if (version == null ? before != null : !version.equals(before)) {
            listener.accept(key, value);
        }
    }

    @Override
    public void close() {
        closed = true;
        watcher.close();
    }
}
