// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.ui.v1;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.storm.generated.LogConfig;
import org.apache.storm.generated.LogLevel;
import org.apache.storm.generated.LogLevelAction;

/** Log levels of a topology as Storm's REST API reads and writes them. Pure. */
final class LogLevelsJson {
    private static final Set<String> LEVELS = Set.of("ALL", "TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL", "OFF");

    private LogLevelsJson() {}

    static Map<String, Object> of(LogConfig config) {
        Map<String, Object> levels = new LinkedHashMap<>();
        new TreeMap<>(config.is_set_named_logger_level() ? config.get_named_logger_level() : Map.<String, LogLevel>of()).forEach((logger, level) -> {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("target_level", level.get_target_log_level());
            json.put("reset_level", level.get_reset_log_level());
            json.put("timeout", level.get_reset_log_level_timeout_secs());
            json.put("timeout_epoch", level.get_reset_log_level_timeout_epoch());
            levels.put(logger, json);
        });
        return Map.of("namedLoggerLevels", levels);
    }

    /** @throws IllegalArgumentException if the text does not say which levels to set */
    static LogConfig parse(JsonNode body) {
        JsonNode named = body.get("namedLoggerLevels");
        if (named == null || !named.isObject()) {
            throw new IllegalArgumentException("the body must be {\"namedLoggerLevels\": {LOGGER: {\"target_level\": LEVEL, \"timeout\": SECONDS}}}");
        }
        Map<String, LogLevel> levels = new HashMap<>();
        named.properties().forEach(entry -> levels.put(entry.getKey(), level(entry.getKey(), entry.getValue())));
        LogConfig config = new LogConfig();
        config.set_named_logger_level(levels);
        return config;
    }

    private static LogLevel level(String logger, JsonNode json) {
        if (!json.isObject() || !json.has("target_level")) {
            throw new IllegalArgumentException("logger " + logger + " needs {\"target_level\": LEVEL}; with an empty level its own is restored");
        }
        String target = json.path("target_level").asText(null);
        if (target == null || target.isEmpty() || target.equals("null")) {
            return new LogLevel(LogLevelAction.REMOVE);
        }
        LogLevel level = new LogLevel(LogLevelAction.UPDATE);
        level.set_target_log_level(checked(logger, target));
        JsonNode reset = json.path("reset_level");
        // Without one, the logger gets back the level that it had.
        if (reset.isTextual() && !reset.asText().isEmpty()) {
            level.set_reset_log_level(checked(logger, reset.asText()));
        }
        JsonNode timeout = json.path("timeout");
        int seconds = timeout.asInt(0);
        if (seconds < 0 || !timeout.isMissingNode() && !timeout.isNull() && !timeout.isInt() && !timeout.asText().matches("\\d{1,9}")) {
            throw new IllegalArgumentException("timeout of logger " + logger + " is " + timeout.asText() + "; it must be seconds, 0 for ever");
        }
        level.set_reset_log_level_timeout_secs(seconds);
        return level;
    }

    private static String checked(String logger, String level) {
        if (!LEVELS.contains(level)) {
            throw new IllegalArgumentException("logger " + logger + " cannot have level " + level + "; levels are " + new java.util.TreeSet<>(LEVELS));
        }
        return level;
    }
}
