// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli;

import static tempest.cli.Command.option;

import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.apache.storm.StormSubmitter;
import org.apache.storm.generated.LogConfig;
import org.apache.storm.generated.LogLevel;
import org.apache.storm.generated.LogLevelAction;
import tempest.cli.launch.CommandFailure;

/** Commands that change something about a running topology's workers. */
final class TuneCommands {
    private static final Set<String> LEVELS = Set.of("ALL", "TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL", "OFF");

    static final List<Command> COMMANDS = List.of(
            Command.of("set_log_level", "NAME", "Sets log levels in a topology's workers, for a while or for good.", List.of(
                    option("l", "logger", "LOGGER=LEVEL[:SECS]", "the level of a logger (ROOT is the root), reset after so many seconds; may be repeated"),
                    option("r", "remove", "LOGGER", "take a dynamic level back; may be repeated")), TuneCommands::logLevel),
            Command.of("upload-credentials", "NAME [KEY VALUE]...", "Gives a topology new credentials.", List.of(
                    option("f", "file", "FILE", "a Java properties file with credentials"),
                    option("u", "user", "USER", "upload as this user"),
                    option("e", "exception-when-empty", null, "fail if there are no credentials to upload")), TuneCommands::credentials));

    private TuneCommands() {}

    private static int logLevel(Invocation invocation) throws Exception {
        String name = invocation.onlyArgument("topology name");
        Map<String, LogLevel> levels = new TreeMap<>();
        invocation.options("logger").forEach(text -> set(text, levels));
        for (String logger : invocation.options("remove")) {
            LogLevel level = new LogLevel(LogLevelAction.REMOVE);
            levels.put(logger, level);
        }
        if (levels.isEmpty()) {
            throw new UsageException("name a logger with -l LOGGER=LEVEL or -r LOGGER");
        }
        LogConfig config = new LogConfig();
        config.set_named_logger_level(levels);
        return invocation.nimbus(nimbus -> {
            // Nimbus looks the configuration up by id; this call fails for a name that is not running.
            String id = nimbus.getTopologySummaryByName(name).get_id();
            nimbus.setLogConfig(id, config);
            invocation.out().println("Log levels of topology " + name + " are set");
            return Cli.OK;
        });
    }

    private static void set(String text, Map<String, LogLevel> levels) {
        int equals = text.indexOf('=');
        String[] parts = text.substring(equals + 1).split(":", 2);
        String name = parts[0].toUpperCase(Locale.ROOT);
        if (equals < 1 || !LEVELS.contains(name) || parts.length == 2 && !parts[1].matches("\\d{1,9}")) {
            throw new UsageException("-l takes LOGGER=LEVEL[:SECS] with a level of ALL TRACE DEBUG INFO WARN ERROR FATAL OFF, not '" + text + "'");
        }
        LogLevel level = new LogLevel(LogLevelAction.UPDATE);
        level.set_target_log_level(name);
        level.set_reset_log_level_timeout_secs(parts.length == 2 ? Integer.parseInt(parts[1]) : 0);
        levels.put(text.substring(0, equals), level);
    }

    private static int credentials(Invocation invocation) throws Exception {
        List<String> words = invocation.arguments();
        if (words.isEmpty()) {
            throw new UsageException("topology name is missing");
        } else if (words.size() % 2 == 0) {
            throw new UsageException("credential " + words.get(words.size() - 1) + " has no value");
        }
        Map<String, String> credentials = new HashMap<>();
        if (invocation.has("file")) {
            Properties properties = new Properties();
            try (Reader reader = Files.newBufferedReader(Path.of(invocation.option("file")))) {
                properties.load(reader);
            }
            properties.stringPropertyNames().forEach(key -> credentials.put(key, properties.getProperty(key)));
        }
        for (int i = 1; i < words.size(); i += 2) {
            credentials.put(words.get(i), words.get(i + 1));
        }
        boolean pushed = StormSubmitter.pushCredentials(words.get(0), invocation.conf(), credentials, invocation.option("user"));
        if (!pushed && invocation.has("exception-when-empty")) {
            throw new CommandFailure("there are no credentials to upload: give KEY VALUE pairs or -f FILE");
        }
        invocation.out().println(pushed ? "Uploaded new credentials to topology " + words.get(0) : "No credentials to upload");
        return Cli.OK;
    }
}
