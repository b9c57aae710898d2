// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tempest.cluster.LogSettings;

/**
 * The JVM of a daemon. Immutable.
 *
 * @param stormOptions what `-c` asked for, ready for the storm.options property
 * @param confFile the configuration file if it is not conf/storm.yaml, or null
 */
public record DaemonJvm(Installation installation, Map<String, Object> conf, String stormOptions, Path confFile) {
    private static final String FILE = "FILE";
    /** What log4j2/cluster.xml selects by. */
    private static final Map<String, String> LOG_TO = Map.of("file", FILE, "console", "CONSOLE", "json", "JSON");

    public Path logFolder() {
        Object configured = conf.get("storm.log.dir");
        return configured == null || configured.toString().isEmpty() ? installation.logFolder() : Path.of(configured.toString()).toAbsolutePath();
    }

    public Path log(Daemon daemon) {
        return logFolder().resolve(daemon.commandName() + ".log");
    }

    /** Log4j's configuration of the daemons. */
    private Path logSettings() {
        try {
            return LogSettings.file(installation.home(), conf, "cluster.xml");
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(e.getMessage(), e);
        }
    }

    public List<String> command(Daemon daemon) {
        return command(daemon.commandName(), daemon.mainClass(), ShellWords.of(conf.get(daemon.childopts())), List.of());
    }

    /** Where a daemon's log goes, for people. */
    public String logsTo(Daemon daemon) {
        return logAppender().equals(FILE) ? log(daemon).toString() : "standard output";
    }

    /** By TEMPEST_LOG, which containers and units set. */
    private String logAppender() {
        String to = installation.env().getOrDefault("TEMPEST_LOG", "");
        String appender = LOG_TO.get(to.isEmpty() ? "file" : to);
        if (appender == null) {
            throw new CommandFailure("TEMPEST_LOG is '" + to + "'; it must be file, console or json");
        }
        return appender;
    }

    /** A main class of ours on the daemons' class path. */
    public List<String> command(String name, String mainClass, List<String> jvmOptions, List<String> arguments) {
        String appender = logAppender();
        try {
            Files.createDirectories(logFolder());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the log folder " + logFolder() + " (STORM_LOG_DIR sets another): " + e.getMessage(), e);
        }
        return JavaCommand.daemon()
                .property("daemon.name", name)
                .property("storm.home", installation.home())
                .property("storm.options", stormOptions)
                .property("storm.conf.file", confFile)
                .property("storm.log.dir", logFolder())
                .property("logfile.name", name + ".log")
                .property("tempest.log.appender", appender.equals(FILE) ? null : appender)
                .property("log4j2.configurationFile", logSettings())
                .options(jvmOptions)
                .run(installation.daemonClassPath(List.of()), mainClass, arguments);
    }
}
