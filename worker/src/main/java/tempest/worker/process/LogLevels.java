// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.process;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.storm.generated.LogConfig;
import org.apache.storm.generated.LogLevel;
import org.apache.storm.generated.LogLevelAction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sets the levels of loggers as {@code storm set_log_level} asks, and puts each back when its time is over or it is removed.
 * Called by the worker's control thread only; it never touches appenders.
 */
final class LogLevels {
    private static final Logger LOG = LoggerFactory.getLogger(LogLevels.class);
    private static final String ROOT = "ROOT";

    private record Change(Level level, Level back, long endsAtMillis) {
    }

    private final Map<String, Change> changed = new TreeMap<>();

    /** Follows the latest configuration; what it no longer names is put back. */
    void apply(Optional<LogConfig> config, long nowMillis) {
        Map<String, LogLevel> wanted = new HashMap<>();
        config.map(LogConfig::get_named_logger_level).ifPresent(wanted::putAll);
        wanted.values().removeIf(level -> level.get_action() == LogLevelAction.REMOVE);
        for (String name : Map.copyOf(changed).keySet()) {
            if (!wanted.containsKey(name)) {
                putBack(name, "it was removed");
            }
        }
        wanted.forEach((name, level) -> change(name, level, nowMillis));
    }

    private void change(String name, LogLevel wanted, long nowMillis) {
        Level target = Level.toLevel(wanted.get_target_log_level(), null);
        if (target == null) {
            LOG.warn("Log level {} of logger {} is none of OFF, FATAL, ERROR, WARN, INFO, DEBUG, TRACE, ALL: left as it is",
                wanted.get_target_log_level(), name);
            return;
        }
        boolean ends = wanted.is_set_reset_log_level_timeout_epoch() && wanted.get_reset_log_level_timeout_epoch() > 0;
        long endsAt = ends ? wanted.get_reset_log_level_timeout_epoch() : Long.MAX_VALUE;
        Change before = changed.get(name);
        if (endsAt <= nowMillis) {
            if (before != null) {
                putBack(name, "its time is over");
            }
            return;
        }
        Level asked = Level.toLevel(wanted.get_reset_log_level(), null);
        Level back = asked != null ? asked : before != null ? before.back() : explicitLevel(name);
        Change now = new Change(target, back, endsAt);
        if (!now.equals(before)) {
            changed.put(name, now);
            set(name, target);
            LOG.info("Logger {} is at level {} now", name, target);
        }
    }

    /** Puts back what has been changed for long enough; called once in a while. */
    void expire(long nowMillis) {
        Map.copyOf(changed).forEach((name, change) -> {
            if (change.endsAtMillis() <= nowMillis) {
                putBack(name, "its time is over");
            }
        });
    }

    private void putBack(String name, String why) {
        Change change = changed.remove(name);
        set(name, change.back());
        LOG.info("Logger {} is back at level {}: {}", name, change.back() == null ? "of its parent" : change.back(), why);
    }

    private static Configuration configuration() {
        return ((LoggerContext) LogManager.getContext(false)).getConfiguration();
    }

    private static String internalName(String name) {
        return name.equalsIgnoreCase(ROOT) ? LogManager.ROOT_LOGGER_NAME : name;
    }

    /** The level configured for exactly this logger; null if it has its parent's. */
    private static Level explicitLevel(String name) {
        LoggerConfig config = configuration().getLoggerConfig(internalName(name));
        return config.getName().equals(internalName(name)) ? config.getLevel() : null;
    }

    private static void set(String name, Level level) {
        String internal = internalName(name);
        Configuration configuration = configuration();
        LoggerConfig config = configuration.getLoggerConfig(internal);
        if (config.getName().equals(internal)) {
            config.setLevel(level);
        } else if (level != null) {
            configuration.addLogger(internal, new LoggerConfig(internal, level, true));
        }
        ((LoggerContext) LogManager.getContext(false)).updateLoggers();
    }
}
