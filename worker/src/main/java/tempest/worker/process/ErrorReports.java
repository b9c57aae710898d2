// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.process;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.storm.generated.ErrorInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.cluster.Clock;
import tempest.cluster.ClusterState;
import tempest.cluster.ClusterStateException;
import tempest.worker.transport.WorkerAddress;

/**
 * Writes components' errors to the shared state, where the UI and {@code storm get-errors} find them. Any thread reports, never
 * waiting; one thread, which lives only while there is something to write, does the writing.
 */
final class ErrorReports implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ErrorReports.class);
    /** Reports that wait while the shared state does not answer; what exceeds them is in the log only. */
    private static final int MOST_WAITING = 200;
    /** A node of the shared state holds ten errors of a component, and ZooKeeper limits its size. */
    private static final int MOST_CHARACTERS = 50_000;
    private static final long THREAD_IDLE_SECS = 5;

    private final String topologyId;
    private final WorkerAddress slot;
    private final String host;
    private final ClusterState state;
    private final Clock clock;
    private final ThreadPoolExecutor writer;

    ErrorReports(String topologyId, WorkerAddress slot, String host, ClusterState state, Clock clock) {
        this.topologyId = topologyId;
        this.slot = slot;
        this.host = host;
        this.state = state;
        this.clock = clock;
        this.writer = new ThreadPoolExecutor(0, 1, THREAD_IDLE_SECS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MOST_WAITING), task -> {
            Thread thread = new Thread(task, "errors-" + slot.port());
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Logs and reports one error. */
    void report(String component, int task, Throwable error) {
        LOG.error("Component {} (task {}) reports an error", component, task, error);
        tell(component, error);
    }

    /** Reports one error without logging it. */
    void tell(String component, Throwable error) {
        StringWriter text = new StringWriter();
        error.printStackTrace(new PrintWriter(text));
        ErrorInfo info = new ErrorInfo(text.toString().substring(0, Math.min(MOST_CHARACTERS, text.getBuffer().length())), clock.secs());
        info.set_host(host);
        info.set_port(slot.port());
        try {
            writer.execute(() -> write(component, info));
        } catch (RejectedExecutionException e) {
            LOG.warn("An error of component {} is only in this log: too many wait to be reported", component);
        }
    }

    private void write(String component, ErrorInfo info) {
        try {
            state.errors().add(topologyId, component, info);
        } catch (ClusterStateException e) {
            LOG.warn("An error of component {} is only in this log: {}", component, e.getMessage());
        }
    }

    /** Writes what waits, for a while at most. */
    void drain(long millis) {
        writer.shutdown();
        try {
            if (!writer.awaitTermination(millis, TimeUnit.MILLISECONDS)) {
                LOG.warn("{} errors are only in this log: the cluster's state did not take them in time", writer.getQueue().size() + 1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        writer.shutdownNow();
    }
}
