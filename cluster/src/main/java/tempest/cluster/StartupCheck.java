// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.apache.storm.validation.ConfigNotices;
import org.apache.storm.validation.UnsupportedKeys.Reader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at a daemon's configuration before anything of it is used: a setting without effect is told in one line, and one that the daemon's owner
 * relies on for safety keeps it from starting. Called by the threads that start daemons.
 */
public final class StartupCheck {
    private static final Logger LOG = LoggerFactory.getLogger(StartupCheck.class);

    private StartupCheck() {
    }

    /**
     * For a daemon in this JVM.
     *
     * @param readers who the daemon is
     * @return {@code conf}
     * @throws IllegalArgumentException with the settings that keep it from starting
     */
    public static Map<String, Object> checked(Map<String, Object> conf, Reader... readers) {
        ConfigNotices notices = ConfigNotices.of(conf, EnumSet.copyOf(List.of(readers)));
        notices.told().forEach(LOG::warn);
        notices.requireNoneRefused();
        return conf;
    }

    /** For a daemon's own process: what is told also goes to its error stream, which is what its owner sees. */
    public static Map<String, Object> ofProcess(String daemon, Map<String, Object> conf, Reader... readers) {
        ConfigNotices.of(conf, EnumSet.copyOf(List.of(readers))).told().forEach(line -> System.err.println("storm " + daemon + ": " + line));
        return checked(conf, readers);
    }
}
