// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Optional;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.storm.generated.LogConfig;
import org.apache.storm.generated.LogLevel;
import org.apache.storm.generated.LogLevelAction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

final class LogLevelsTest {
    private final LogLevels levels = new LogLevels();
    private String name;
    private final Level root = LogManager.getRootLogger().getLevel();

    @BeforeEach
    void nameTheLoggerAfterTheTest(TestInfo test) {
        name = "tempest.test." + test.getTestMethod().orElseThrow().getName();
    }

    @Test
    void aLevelIsSetAndPutBackWhenItsTimeIsOver() {
        levels.apply(config("DEBUG", 1000L, null), 0);
        assertEquals(Level.DEBUG, level());
        levels.expire(999);
        assertEquals(Level.DEBUG, level());
        levels.expire(1000);
        assertEquals(root, level());
    }

    @Test
    void aLevelIsPutBackWhenItIsRemovedFromTheConfiguration() {
        levels.apply(config("TRACE", null, null), 0);
        assertEquals(Level.TRACE, level());
        levels.apply(Optional.of(new LogConfig()), 1);
        assertEquals(root, level());
        levels.apply(config("TRACE", null, null), 2);
        levels.apply(Optional.empty(), 3);
        assertEquals(root, level());
    }

    @Test
    void aRemovalByActionPutsTheLevelBackToo() {
        levels.apply(config("TRACE", null, null), 0);
        LogLevel removed = new LogLevel(LogLevelAction.REMOVE);
        LogConfig config = new LogConfig();
        config.set_named_logger_level(Map.of(name, removed));
        levels.apply(Optional.of(config), 1);
        assertEquals(root, level());
    }

    @Test
    void theLevelToReturnToMayBeGiven() {
        levels.apply(config("DEBUG", 1000L, "WARN"), 0);
        levels.expire(2000);
        assertEquals(Level.WARN, level());
        levels.apply(config("DEBUG", 9000L, null), 3000);
        levels.apply(Optional.empty(), 4000);
        assertEquals(Level.WARN, level(), "what it was before the second change");
    }

    @Test
    void aLevelWhoseTimeWasOverBeforeItArrivedIsNotSet() {
        levels.apply(config("DEBUG", 1000L, null), 5000);
        assertEquals(root, level());
    }

    @Test
    void anUnknownLevelChangesNothing() {
        levels.apply(config("LOUD", null, null), 0);
        assertEquals(root, level());
    }

    private Optional<LogConfig> config(String level, Long endsAt, String back) {
        LogLevel wanted = new LogLevel(LogLevelAction.UPDATE);
        wanted.set_target_log_level(level);
        if (endsAt != null) {
            wanted.set_reset_log_level_timeout_epoch(endsAt);
        }
        wanted.set_reset_log_level(back);
        LogConfig config = new LogConfig();
        config.set_named_logger_level(Map.of(name, wanted));
        return Optional.of(config);
    }

    private Level level() {
        return LogManager.getLogger(name).getLevel();
    }
}
