// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.task;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.apache.storm.Config;
import org.apache.storm.Constants;
import org.apache.storm.generated.ShellComponent;
import org.apache.storm.multilang.BoltMsg;
import org.apache.storm.multilang.ShellMetrics;
import org.apache.storm.multilang.ShellMsg;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.utils.ConfigUtils;
import org.apache.storm.utils.DefaultShellLogHandler;
import org.apache.storm.utils.ObjectReader;
import org.apache.storm.utils.ReflectionUtils;
import org.apache.storm.utils.ShellLogHandler;
import org.apache.storm.utils.ShellProcess;
import org.apache.storm.utils.Utils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A bolt that is a process, written in any language.
 *
 * <p>The task's thread hands tuples to a writer thread; a reader thread does what the process asks for. Once a second the process is asked for
 * a sign of life. When it ends, or gives none for too long, the bolt fails, and the worker ends with it.
 */
public class ShellBolt implements IBolt {
    public static final String HEARTBEAT_STREAM_ID = "__heartbeat";
    public static final Logger LOG = LoggerFactory.getLogger(ShellBolt.class);

    private static final long serialVersionUID = -339575186639193348L;
    private static final long HEARTBEAT_MS = 1000;
    private static final int EXIT_STATUS = 11;

    private String[] command;
    private Map<String, String> env;
    private boolean changeDirectory = true;
    private transient OutputCollector collector;
    private transient TopologyContext context;
    private transient Map<String, Tuple> inputs;
    private transient ShellProcess process;
    private transient ShellLogHandler logHandler;
    private transient BlockingQueue<Object> toWrite;
    private transient Semaphore room;
    private transient Thread reader;
    private transient Thread writer;
    private transient boolean localMode;
    private transient long timeoutMs;
    private transient volatile boolean running;
    private transient volatile boolean heartbeatWanted;
    private transient volatile long lastHeardNanos;
    private transient volatile Throwable failure;

    public ShellBolt(ShellComponent component) {
        this(component.get_execution_command(), component.get_script());
    }

    public ShellBolt(String... command) {
        this.command = command;
    }

    /** Adds to the environment of the process. */
    public ShellBolt setEnv(Map<String, String> env) {
        this.env = env;
        return this;
    }

    /** Whether the process starts in the folder of the topology's resources. */
    public boolean shouldChangeChildCWD() {
        return changeDirectory;
    }

    public void changeChildCWD(boolean changeDirectory) {
        this.changeDirectory = changeDirectory;
    }

    @Override
    public void prepare(Map<String, Object> topoConf, TopologyContext context, OutputCollector collector) {
        this.collector = collector;
        this.context = context;
        inputs = new ConcurrentHashMap<>();
        toWrite = new LinkedBlockingQueue<>();
        Object maxPending = topoConf.get(Config.TOPOLOGY_SHELLBOLT_MAX_PENDING);
        room = new Semaphore(ObjectReader.getInt(maxPending, Integer.MAX_VALUE));
        localMode = ConfigUtils.isLocalMode(topoConf);
        timeoutMs = timeoutMs(topoConf);
        process = new ShellProcess(command);
        if (env != null) {
            process.setEnv(env);
        }
        LOG.info("Launched the process {} of bolt '{}'", process.launch(topoConf, context, changeDirectory), context.getThisComponentId());
        logHandler = logHandler(topoConf, process, context);
        running = true;
        lastHeardNanos = System.nanoTime();
        reader = startThread("reader", this::readLoop);
        writer = startThread("writer", this::writeLoop);
    }

    private static long timeoutMs(Map<String, Object> topoConf) {
        Object seconds = topoConf.get(Config.TOPOLOGY_SUBPROCESS_TIMEOUT_SECS);
        return 1000L * ObjectReader.getInt(seconds == null ? topoConf.get(Config.SUPERVISOR_WORKER_TIMEOUT_SECS) : seconds, 30);
    }

    private ShellLogHandler logHandler(Map<String, Object> topoConf, ShellProcess process, TopologyContext context) {
        Object name = topoConf.get(Config.TOPOLOGY_MULTILANG_LOG_HANDLER);
        ShellLogHandler handler = name == null ? new DefaultShellLogHandler() : ReflectionUtils.newInstance((String) name);
        handler.setUpContext(ShellBolt.class, process, context);
        return handler;
    }

    private Thread startThread(String role, Runnable loop) {
        Thread thread = new Thread(loop, Thread.currentThread().getName() + "-shell-" + role);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    @Override
    public void execute(Tuple input) {
        if (failure != null) {
            throw new RuntimeException(failure.getMessage(), failure);
        }
        String id = Long.toString(ThreadLocalRandom.current().nextLong());
        BoltMsg msg = new BoltMsg();
        msg.setId(id);
        msg.setComp(input.getSourceComponent());
        msg.setStream(input.getSourceStreamId());
        msg.setTask(input.getSourceTask());
        msg.setTuple(input.getValues());
        inputs.put(id, input);
        try {
            while (!room.tryAcquire(HEARTBEAT_MS, TimeUnit.MILLISECONDS)) {
                if (failure != null) {
                    throw new RuntimeException(failure.getMessage(), failure);
                }
            }
            toWrite.add(msg);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RuntimeException("Interrupted while process " + process.getProcessInfoString() + " had too many tuples pending", e);
        }
    }

    private void writeLoop() {
        try {
            while (running) {
                Object next = toWrite.poll(HEARTBEAT_MS, TimeUnit.MILLISECONDS);
                if (next instanceof BoltMsg msg) {
                    room.release();
                    process.writeBoltMsg(msg);
                } else if (next != null) {
                    writeTaskIds(next);
                }
                checkHeartbeat();
            }
        } catch (InterruptedException e) {
            LOG.debug("The writer of process {} was stopped", process.getProcessInfoString());
        } catch (IOException e) {
            awaitReader();
            die(e);
        } catch (RuntimeException | Error e) {
            die(e);
        }
    }

    /** If the process has ended, the reader knows more about it than that a pipe is broken. */
    private void awaitReader() {
        try {
            reader.join(HEARTBEAT_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @SuppressWarnings("unchecked")
    private void writeTaskIds(Object taskIds) throws IOException {
        process.writeTaskIds((List<Integer>) taskIds);
    }

    /** Asks for a sign of life once a second; the process answers with {@code sync}. */
    private void checkHeartbeat() throws IOException {
        long silentMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - lastHeardNanos);
        if (silentMs > timeoutMs) {
            throw new IllegalStateException("The process gave no sign of life for " + silentMs + " ms; the limit is " + timeoutMs + " ms");
        }
        if (silentMs >= HEARTBEAT_MS && !heartbeatWanted) {
            heartbeatWanted = true;
            BoltMsg msg = new BoltMsg();
            msg.setId(Long.toString(ThreadLocalRandom.current().nextLong()));
            msg.setTask(Constants.SYSTEM_TASK_ID);
            msg.setStream(HEARTBEAT_STREAM_ID);
            msg.setTuple(new ArrayList<>());
            process.writeBoltMsg(msg);
        }
    }

    private void readLoop() {
        try {
            while (running) {
                ShellMsg msg = process.readShellMsg();
                lastHeardNanos = System.nanoTime();
                handle(msg);
            }
        } catch (IOException | RuntimeException | Error e) {
            die(e);
        }
    }

    private void handle(ShellMsg msg) {
        switch (msg.getCommand()) {
            case "sync" -> heartbeatWanted = false;
            case "ack" -> collector.ack(takeInput(msg.getId()));
            case "fail" -> collector.fail(takeInput(msg.getId()));
            case "error" -> collector.reportError(new Exception("Shell Process Exception: " + msg.getMsg()));
            case "log" -> logHandler.log(msg);
            case "emit" -> emit(msg);
            case "metrics" -> ShellMetrics.update(context, msg);
            default -> throw new IllegalArgumentException("The process sent the unknown command '" + msg.getCommand() + "'");
        }
    }

    private Tuple takeInput(Object id) {
        Tuple input = id == null ? null : inputs.remove(id.toString());
        if (input == null) {
            throw new IllegalArgumentException("The process acked or failed tuple " + id + ", which it does not have");
        }
        return input;
    }

    private void emit(ShellMsg msg) {
        List<Tuple> anchors = new ArrayList<>();
        for (String id : msg.getAnchors() == null ? Collections.<String>emptyList() : msg.getAnchors()) {
            Tuple anchor = inputs.get(id);
            if (anchor == null) {
                throw new IllegalArgumentException("The process anchored to tuple " + id + ", which it acked or failed before, or never had");
            }
            anchors.add(anchor);
        }
        if (msg.getTask() != 0) {
            collector.emitDirect((int) msg.getTask(), msg.getStream(), anchors, msg.getTuple());
            return;
        }
        List<Integer> taskIds = collector.emit(msg.getStream(), anchors, msg.getTuple());
        if (msg.areTaskIdsNeeded()) {
            toWrite.add(taskIds);
        }
    }

    private synchronized void die(Throwable cause) {
        if (!running || failure != null) {
            return; // stopped on purpose, or the other thread was first
        }
        RuntimeException died = new RuntimeException("Bolt '" + context.getThisComponentId() + "' lost its process: " + cause.getMessage() + " ("
            + process.getProcessInfoString() + process.getProcessTerminationInfoString() + ")", cause);
        failure = died;
        running = false;
        LOG.error("A multi-language bolt failed", died);
        collector.reportError(died);
        process.destroy();
        if (localMode) {
            Thread thread = Thread.currentThread(); // the cluster ends this worker and starts another; the JVM is the user's
            thread.getUncaughtExceptionHandler().uncaughtException(thread, died);
        } else {
            Utils.exitProcess(EXIT_STATUS, died.getMessage());
        }
    }

    @Override
    public void cleanup() {
        running = false;
        if (writer != null) {
            writer.interrupt();
            reader.interrupt();
            process.destroy();
        }
        if (inputs != null) {
            inputs.clear();
        }
    }
}
