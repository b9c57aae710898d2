// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.spout;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.storm.Config;
import org.apache.storm.generated.ShellComponent;
import org.apache.storm.multilang.ShellMetrics;
import org.apache.storm.multilang.ShellMsg;
import org.apache.storm.multilang.SpoutMsg;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.utils.DefaultShellLogHandler;
import org.apache.storm.utils.ObjectReader;
import org.apache.storm.utils.ReflectionUtils;
import org.apache.storm.utils.ShellLogHandler;
import org.apache.storm.utils.ShellProcess;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A spout that is a process, written in any language. Each call sends it a command and does what it asks for until it says {@code sync}. A
 * process that takes too long over that is ended, which fails the call.
 */
public class ShellSpout implements ISpout {
    public static final Logger LOG = LoggerFactory.getLogger(ShellSpout.class);

    private static final long serialVersionUID = 5982357019665454L;
    private static final long WATCH_MS = 1000;

    private String[] command;
    private Map<String, String> env;
    private boolean changeDirectory = true;
    private transient SpoutOutputCollector collector;
    private transient TopologyContext context;
    private transient ShellProcess process;
    private transient ShellLogHandler logHandler;
    private transient ScheduledExecutorService watchdog;
    private transient long timeoutMs;
    private transient volatile boolean waiting;
    private transient volatile long lastHeardNanos;
    private transient volatile String timedOut;

    public ShellSpout(ShellComponent component) {
        this(component.get_execution_command(), component.get_script());
    }

    public ShellSpout(String... command) {
        this.command = command;
    }

    /** Adds to the environment of the process. */
    public ShellSpout setEnv(Map<String, String> env) {
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
    public void open(Map<String, Object> topoConf, TopologyContext context, SpoutOutputCollector collector) {
        this.collector = collector;
        this.context = context;
        Object seconds = topoConf.get(Config.TOPOLOGY_SUBPROCESS_TIMEOUT_SECS);
        timeoutMs = 1000L * ObjectReader.getInt(seconds == null ? topoConf.get(Config.SUPERVISOR_WORKER_TIMEOUT_SECS) : seconds, 30);
        process = new ShellProcess(command);
        if (env != null) {
            process.setEnv(env);
        }
        LOG.info("Launched the process {} of spout '{}'", process.launch(topoConf, context, changeDirectory), context.getThisComponentId());
        Object handler = topoConf.get(Config.TOPOLOGY_MULTILANG_LOG_HANDLER);
        logHandler = handler == null ? new DefaultShellLogHandler() : ReflectionUtils.newInstance((String) handler);
        logHandler.setUpContext(ShellSpout.class, process, context);
        watchdog = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "shell-spout-watchdog");
            thread.setDaemon(true);
            return thread;
        });
        watchdog.scheduleAtFixedRate(this::watch, WATCH_MS, WATCH_MS, TimeUnit.MILLISECONDS);
    }

    private void watch() {
        long silentMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - lastHeardNanos);
        if (waiting && silentMs > timeoutMs) {
            timedOut = "it gave no sign of life for " + silentMs + " ms; the limit is " + timeoutMs + " ms";
            process.destroy(); // which ends the read that the spout's thread waits in
        }
    }

    @Override
    public void close() {
        watchdog.shutdownNow();
        process.destroy();
    }

    @Override
    public void nextTuple() {
        send("next", "");
    }

    @Override
    public void ack(Object msgId) {
        send("ack", msgId);
    }

    @Override
    public void fail(Object msgId) {
        send("fail", msgId);
    }

    @Override
    public void activate() {
        send("activate", "");
    }

    @Override
    public void deactivate() {
        send("deactivate", "");
    }

    private void send(String name, Object msgId) {
        SpoutMsg msg = new SpoutMsg();
        msg.setCommand(name);
        msg.setId(msgId);
        lastHeardNanos = System.nanoTime();
        waiting = true;
        try {
            process.writeSpoutMsg(msg);
            boolean more = true;
            while (more) {
                ShellMsg answer = process.readShellMsg();
                lastHeardNanos = System.nanoTime();
                more = handle(answer);
            }
        } catch (IOException | RuntimeException e) {
            RuntimeException died = new RuntimeException("Spout '" + context.getThisComponentId() + "' lost its process: "
                + (timedOut == null ? e.getMessage() : timedOut) + " (" + process.getProcessInfoString()
                + process.getProcessTerminationInfoString() + ")", e);
            process.destroy();
            throw died;
        } finally {
            waiting = false;
        }
    }

    /** Does what the process asks for; false once it has nothing more to ask. */
    private boolean handle(ShellMsg msg) throws IOException {
        switch (msg.getCommand()) {
            case "sync" -> {
                return false;
            }
            case "log" -> logHandler.log(msg);
            case "error" -> collector.reportError(new Exception("Shell Process Exception: " + msg.getMsg()));
            case "emit" -> emit(msg);
            case "metrics" -> ShellMetrics.update(context, msg);
            default -> throw new IllegalArgumentException("The process sent the unknown command '" + msg.getCommand() + "'");
        }
        return true;
    }

    private void emit(ShellMsg msg) throws IOException {
        if (msg.getTask() != 0) {
            collector.emitDirect((int) msg.getTask(), msg.getStream(), msg.getTuple(), msg.getId());
            return;
        }
        List<Integer> taskIds = collector.emit(msg.getStream(), msg.getTuple(), msg.getId());
        if (msg.areTaskIdsNeeded()) {
            process.writeTaskIds(taskIds);
        }
    }
}
