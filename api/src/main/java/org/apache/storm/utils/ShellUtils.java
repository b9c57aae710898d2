// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.utils;

import com.codahale.metrics.Meter;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.storm.Config;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a command of the operating system to its end. For one thread at a time. */
public abstract class ShellUtils {
    public static final Logger LOG = LoggerFactory.getLogger(ShellUtils.class);

    /** The operating systems that commands differ by. */
    public enum OSType {
        OS_TYPE_LINUX, OS_TYPE_WIN, OS_TYPE_SOLARIS, OS_TYPE_MAC, OS_TYPE_FREEBSD, OS_TYPE_OTHER
    }

    public static final OSType osType = osType();
    public static final boolean WINDOWS = osType == OSType.OS_TYPE_WIN;
    public static final boolean SOLARIS = osType == OSType.OS_TYPE_SOLARIS;
    public static final boolean MAC = osType == OSType.OS_TYPE_MAC;
    public static final boolean FREEBSD = osType == OSType.OS_TYPE_FREEBSD;
    public static final boolean LINUX = osType == OSType.OS_TYPE_LINUX;
    public static final boolean OTHER = osType == OSType.OS_TYPE_OTHER;
    /** Counts commands that could not be run or failed. */
    public static final Meter numShellExceptions = new Meter();
    public static final String TOKEN_SEPARATOR_REGEX = WINDOWS ? "[|\n\r]" : "[ \t\n\r\f]";

    /** How long the command may take, in milliseconds; 0 for without end. */
    protected long timeOutInterval;

    private final long intervalMillis;
    private final boolean mergeErrors;
    private Map<String, String> environment;
    private File directory;
    private volatile Process process;
    private volatile boolean timedOut;
    private int exitCode;
    private long lastRun;

    private static OSType osType() {
        String name = System.getProperty("os.name", "");
        if (name.startsWith("Windows")) {
            return OSType.OS_TYPE_WIN;
        }
        if (name.contains("SunOS") || name.contains("Solaris")) {
            return OSType.OS_TYPE_SOLARIS;
        }
        if (name.contains("Mac")) {
            return OSType.OS_TYPE_MAC;
        }
        if (name.contains("FreeBSD")) {
            return OSType.OS_TYPE_FREEBSD;
        }
        return name.startsWith("Linux") ? OSType.OS_TYPE_LINUX : OSType.OS_TYPE_OTHER;
    }

    public ShellUtils() {
        this(0);
    }

    /** A command that is run again only if so many milliseconds have passed since it last was. */
    public ShellUtils(long interval) {
        this(interval, false);
    }

    /** As {@link #ShellUtils(long)}, with what the command writes to its error stream taken as output too, if so wished. */
    public ShellUtils(long interval, boolean redirectErrorStream) {
        this.intervalMillis = interval;
        this.mergeErrors = redirectErrorStream;
        this.lastRun = interval < 0 ? 0 : -interval;
    }

    /** The command that prints a user's groups. */
    public static String[] getGroupsForUserCommand(final String user) {
        if (WINDOWS) {
            return new String[] {"net", "user", user};
        }
        return new String[] {"id", "-Gn", user};
    }

    /** What logs for multi-language components: {@link Config#TOPOLOGY_MULTILANG_LOG_HANDLER}, or the default. */
    public static ShellLogHandler getLogHandler(Map<String, Object> topoConf) {
        if (topoConf == null) {
            throw new IllegalArgumentException("There is no configuration to find the log handler in");
        }
        Object name = topoConf.get(Config.TOPOLOGY_MULTILANG_LOG_HANDLER);
        if (name == null) {
            return new DefaultShellLogHandler();
        }
        if (!(name instanceof String)) {
            throw new IllegalArgumentException("Configuration key " + Config.TOPOLOGY_MULTILANG_LOG_HANDLER + " is " + name
                + "; it must be the name of a class that implements " + ShellLogHandler.class.getName());
        }
        return ReflectionUtils.newInstance((String) name);
    }

    public int getExitCode() {
        return exitCode;
    }

    protected void setEnvironment(Map<String, String> env) {
        this.environment = env;
    }

    protected void setWorkingDirectory(File dir) {
        this.directory = dir;
    }

    /** Runs the command, unless it ran too recently. */
    protected void run() throws IOException {
        long now = SteadyTime.currentTimeMillis();
        if (intervalMillis > 0 && now - lastRun < intervalMillis) {
            return;
        }
        lastRun = now;
        exitCode = 0;
        try {
            runNow();
        } catch (IOException e) {
            numShellExceptions.mark();
            throw e;
        }
    }

    private void runNow() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(getExecString()).redirectErrorStream(mergeErrors);
        if (environment != null) {
            builder.environment().putAll(environment);
        }
        if (directory != null) {
            builder.directory(directory);
        }
        timedOut = false;
        Process started = builder.start();
        process = started;
        try {
            started.getOutputStream().close();
            // Both streams are drained at once, or a command that fills one of them would never end.
            CompletableFuture<String> errors = CompletableFuture.supplyAsync(() -> text(started.errorReader(StandardCharsets.UTF_8)));
            CompletableFuture<String> output = CompletableFuture.supplyAsync(() -> text(started.inputReader(StandardCharsets.UTF_8)));
            if (timeOutInterval > 0 && !started.waitFor(timeOutInterval, TimeUnit.MILLISECONDS)) {
                timedOut = true;
                started.descendants().forEach(ProcessHandle::destroyForcibly);
                started.destroyForcibly();
            }
            exitCode = started.waitFor();
            if (exitCode != 0 || timedOut) {
                throw new ExitCodeException(exitCode, timedOut ? "took longer than " + timeOutInterval + " ms" : errors.join());
            }
            parseExecResult(new BufferedReader(new StringReader(output.join())));
        } catch (InterruptedException e) {
            started.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while the command ran", e);
        }
    }

    private static String text(BufferedReader reader) {
        StringBuilder text = new StringBuilder();
        try (reader) {
            char[] buffer = new char[4096];
            for (int count = reader.read(buffer); count >= 0; count = reader.read(buffer)) {
                text.append(buffer, 0, count);
            }
        } catch (IOException e) {
            // The stream breaks off when the process is killed; what came before still counts.
            LOG.debug("A command's output broke off", e);
        }
        return text.toString();
    }

    /** The command and its arguments. */
    protected abstract String[] getExecString();

    /** Takes what the command wrote, after it ended well. */
    protected abstract void parseExecResult(BufferedReader lines) throws IOException;

    /** The process that was last started; null before. */
    public Process getProcess() {
        return process;
    }

    /** Whether the command took too long and was ended. */
    public boolean isTimedOut() {
        return timedOut;
    }

    /** A command ended with another exit code than 0; the message is what it wrote to its error stream. */
    public static class ExitCodeException extends IOException {
        private static final long serialVersionUID = 6298031500323410951L;

        int exitCode;

        public ExitCodeException(int exitCode, String message) {
            super(message);
            this.exitCode = exitCode;
        }

        public int getExitCode() {
            return exitCode;
        }
    }

    /** A command that is given as words and whose output is kept. */
    public static class ShellCommandExecutor extends ShellUtils {
        private final String[] command;
        private String output = "";

        public ShellCommandExecutor(String[] execString) {
            this(execString, null);
        }

        public ShellCommandExecutor(String[] execString, File dir) {
            this(execString, dir, null);
        }

        public ShellCommandExecutor(String[] execString, File dir, Map<String, String> env) {
            this(execString, dir, env, 0L);
        }

        /** A command to run in {@code dir}, with {@code env} added to its environment, for {@code timeout} milliseconds at most. */
        public ShellCommandExecutor(String[] execString, File dir, Map<String, String> env, long timeout) {
            command = execString.clone();
            if (dir != null) {
                setWorkingDirectory(dir);
            }
            if (env != null) {
                setEnvironment(env);
            }
            timeOutInterval = timeout;
        }

        public void execute() throws IOException {
            run();
        }

        @Override
        public String[] getExecString() {
            return command;
        }

        @Override
        protected void parseExecResult(BufferedReader lines) throws IOException {
            output = text(lines);
        }

        /** What the command wrote; empty before it ended well. */
        public String getOutput() {
            return output;
        }

        /** The command as one would type it. */
        @Override
        public String toString() {
            StringBuilder line = new StringBuilder();
            for (String word : command) {
                line.append(line.isEmpty() ? "" : " ").append(word.indexOf(' ') >= 0 ? "\"" + word + "\"" : word);
            }
            return line.toString();
        }
    }
}
