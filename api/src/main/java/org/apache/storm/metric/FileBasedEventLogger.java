// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.metric;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.storm.Config;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.utils.ConfigUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs to {@code events.log} among the worker's artifacts; at the latest a second later it is on disk. */
public class FileBasedEventLogger implements IEventLogger {
    private static final Logger LOG = LoggerFactory.getLogger(FileBasedEventLogger.class);
    private static final int FLUSH_INTERVAL_MILLIS = 1000;

    private Path path;
    private BufferedWriter writer;
    private ScheduledExecutorService flusher;
    private boolean dirty;

    @Override
    public void prepare(Map<String, Object> conf, Map<String, Object> arguments, TopologyContext context) {
        String folder = ConfigUtils.workerArtifactsRoot(conf, context.getStormId(), context.getThisWorkerPort());
        // a worker may run several event loggers, and a topology may run in one JVM with others
        path = Path.of(folder, "events.log");
        try {
            Files.createDirectories(path.getParent());
            writer = Files.newBufferedWriter(path, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new RuntimeException("Event log " + path + " cannot be opened: " + e, e);
        }
        flusher = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "event-log-flush");
            thread.setDaemon(true);
            return thread;
        });
        flusher.scheduleAtFixedRate(this::flush, FLUSH_INTERVAL_MILLIS, FLUSH_INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public synchronized void log(EventInfo event) {
        try {
            writer.write(buildLogMessage(event));
            writer.newLine();
            dirty = true;
        } catch (IOException e) {
            throw new RuntimeException("Event log " + path + " cannot be written: " + e, e);
        }
    }

    private synchronized void flush() {
        if (!dirty) {
            return;
        }
        try {
            writer.flush();
            dirty = false;
        } catch (IOException e) {
            LOG.error("Event log {} cannot be written", path, e);
        }
    }

    /** The line for an event, to be overridden for another format. */
    protected String buildLogMessage(EventInfo event) {
        return event.toString();
    }

    @Override
    public void close() {
        flusher.shutdownNow();
        synchronized (this) {
            try {
                writer.close();
            } catch (IOException e) {
                LOG.error("Event log {} cannot be closed", path, e);
            }
        }
    }
}
