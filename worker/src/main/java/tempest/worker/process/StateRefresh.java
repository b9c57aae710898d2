// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.cluster.ConfigReader;
import tempest.cluster.Table;

/**
 * Reads again, as often as the configuration says, what a worker otherwise follows by watches, so that a change is seen even if its notice is lost.
 * A thread of its own reads, since the shared state may not answer for a while; what it read goes to whoever applies it. It never writes.
 */
final class StateRefresh implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StateRefresh.class);

    private final String topologyId;
    private final Thread.UncaughtExceptionHandler fatal;
    private final List<Read> reads = new ArrayList<>();
    private final ScheduledExecutorService thread;

    /**
     * How often what is read again, in seconds.
     *
     * @param assignment  where tasks run
     * @param credentials the topology's
     * @param logLevels   those that were set
     */
    record Periods(int assignment, int credentials, int logLevels) {
        static Periods of(ConfigReader read) {
            return new Periods(read.integer("task.refresh.poll.secs", 10, 1), read.integer("task.credentials.poll.secs", 30, 1),
                read.integer("worker.log.level.reset.poll.secs", 30, 1));
        }
    }

    private record Read(int secs, Runnable once) {
    }

    /** @param fatal what to do about an error in the thread */
    StateRefresh(String topologyId, int port, Thread.UncaughtExceptionHandler fatal) {
        this.topologyId = topologyId;
        this.fatal = fatal;
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread made = new Thread(task, "refresh-" + port);
            made.setDaemon(true);
            return made;
        });
    }

    /**
     * Reads the topology's entry every so many seconds. Before {@link #start}.
     *
     * @param notices how many changes have been told so far
     * @param read    gets that number as it was before the entry was read, and the entry: once another change has been told, it is old
     */
    <V> void every(int secs, Table<V> table, LongSupplier notices, BiConsumer<Long, Optional<V>> read) {
        reads.add(new Read(secs, () -> {
            long before = notices.getAsLong();
            try {
                read.accept(before, table.get(topologyId));
            } catch (RuntimeException e) {
                LOG.debug("The shared state is not read again now: {}", e.toString());
            } catch (Error e) {
                fatal.uncaughtException(Thread.currentThread(), e);
                throw e;
            }
        }));
    }

    void start() {
        reads.forEach(read -> thread.scheduleWithFixedDelay(read.once(), read.secs(), read.secs(), TimeUnit.SECONDS));
    }

    /** Reads everything once, whether it is time or not. */
    void readNow() {
        reads.forEach(read -> read.once().run());
    }

    /** Ends without waiting for a read that is under way: a worker that ends has better things to do with its time. */
    @Override
    public void close() {
        thread.shutdownNow();
    }
}
