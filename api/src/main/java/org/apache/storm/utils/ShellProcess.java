// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.utils;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.storm.Config;
import org.apache.storm.multilang.BoltMsg;
import org.apache.storm.multilang.ISerializer;
import org.apache.storm.multilang.NoOutputException;
import org.apache.storm.multilang.ShellMsg;
import org.apache.storm.multilang.SpoutMsg;
import org.apache.storm.task.TopologyContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The process of a component that is written in another language, and the pipes to talk to it. One thread may read and another
 * write; it is serialized with its component before it is launched.
 */
public class ShellProcess implements Serializable {
    public static final Logger LOG = LoggerFactory.getLogger(ShellProcess.class);
    private static final long serialVersionUID = -4714941526486646580L;
    private static final int MAX_ERROR_BYTES = 64 * 1024;
    private static final long TIME_TO_END_MILLIS = 3000;

    public static Logger ShellLogger;

    private final String[] command;
    private Map<String, String> env;
    private transient Process process;
    private transient OutputStream toProcess;
    private transient InputStream errors;
    public ISerializer serializer;
    public Number pid;
    public String componentName;

    public ShellProcess(String[] command) {
        this.command = command;
    }

    /** Adds to the environment that the process is launched with. */
    public void setEnv(Map<String, String> env) {
        this.env = env;
    }

    public Number launch(Map<String, Object> conf, TopologyContext context) {
        return launch(conf, context, true);
    }

    /**
     * Starts the process and greets it.
     *
     * @param changeDirectory whether it starts in the topology's resources folder
     * @return its process id, as it says
     */
    public Number launch(Map<String, Object> conf, TopologyContext context, boolean changeDirectory) {
        ProcessBuilder builder = new ProcessBuilder(command);
        if (env != null) {
            builder.environment().putAll(env);
        }
        if (changeDirectory) {
            builder.directory(new File(context.getCodeDir()));
        }
        componentName = context.getThisComponentId();
        ShellLogger = LoggerFactory.getLogger(ShellProcess.class.getName() + "." + componentName);
        serializer = serializerOf(conf);
        try {
            process = builder.start();
            toProcess = process.getOutputStream();
            errors = process.getErrorStream();
            serializer.initialize(toProcess, process.getInputStream());
            pid = serializer.connect(conf, context);
        } catch (IOException e) {
            throw new RuntimeException("Cannot launch \"" + String.join(" ", command) + "\" for component " + componentName + ": "
                + e.getMessage() + (process == null ? "" : " " + getErrorsString()), e);
        } catch (NoOutputException e) {
            throw new RuntimeException(e.getMessage() + " Its error output: " + getErrorsString(), e);
        }
        return pid;
    }

    private static ISerializer serializerOf(Map<String, Object> conf) {
        String name = (String) conf.get(Config.TOPOLOGY_MULTILANG_SERIALIZER);
        return ReflectionUtils.newInstance(name == null ? "org.apache.storm.multilang.JsonSerializer" : name);
    }

    /** Ends the process, by force if it does not end by itself when its input is closed. */
    public void destroy() {
        if (process == null) {
            return;
        }
        try {
            toProcess.close();
        } catch (IOException e) {
            LOG.debug("The pipe to component {} was broken already", componentName, e);
        }
        process.destroy();
        try {
            if (!process.waitFor(TIME_TO_END_MILLIS, TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for the next message of the process. */
    public ShellMsg readShellMsg() throws IOException {
        try {
            return serializer.readShellMsg();
        } catch (NoOutputException e) {
            throw new RuntimeException(e.getMessage() + " Its error output: " + getErrorsString(), e);
        }
    }

    /** Sends a tuple. */
    public void writeBoltMsg(BoltMsg msg) throws IOException {
        serializer.writeBoltMsg(msg);
        logErrorStream();
    }

    /** Sends a command to a spout. */
    public void writeSpoutMsg(SpoutMsg msg) throws IOException {
        serializer.writeSpoutMsg(msg);
        logErrorStream();
    }

    /** Tells which tasks a tuple went to. */
    public void writeTaskIds(List<Integer> taskIds) throws IOException {
        serializer.writeTaskIds(taskIds);
        logErrorStream();
    }

    /** Logs what the process has written to its error stream, without waiting for more. */
    public void logErrorStream() {
        try {
            String text = availableErrors();
            if (!text.isEmpty()) {
                ShellLogger.info("{}", text);
            }
        } catch (IOException e) {
            LOG.debug("The error stream of component {} is closed", componentName, e);
        }
    }

    private String availableErrors() throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        for (int count = errors.available(); count > 0 && read.size() < MAX_ERROR_BYTES; count = errors.available()) {
            byte[] bytes = new byte[Math.min(count, MAX_ERROR_BYTES - read.size())];
            read.write(bytes, 0, errors.read(bytes));
        }
        return read.toString(StandardCharsets.UTF_8);
    }

    /** What the process has written to its error stream, as far as it was not logged. */
    public String getErrorsString() {
        if (errors == null) {
            return "(none)";
        }
        try {
            return availableErrors();
        } catch (IOException e) {
            return "(cannot be read: " + e.getMessage() + ")";
        }
    }

    public Number getPid() {
        return pid;
    }

    public String getComponentName() {
        return componentName;
    }

    /** The exit code; -1 while the process runs, or if it was never launched. */
    public int getExitCode() {
        return process == null || process.isAlive() ? -1 : process.exitValue();
    }

    public String getProcessInfoString() {
        return "pid:" + pid + ", name:" + componentName;
    }

    public String getProcessTerminationInfoString() {
        return " exitCode:" + getExitCode() + ", errorString:" + getErrorsString();
    }
}
