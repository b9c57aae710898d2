// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Finds Log4j's configuration of daemons and workers. Stateless; any thread. */
public final class LogSettings {
    private static final String KEY = "storm.log4j2.conf.dir";
    private static final String USUAL = "log4j2";

    private LogSettings() {
    }

    /**
     * The file; its folder is below the installation unless it is absolute.
     *
     * @throws IllegalArgumentException if the configuration names a folder that does not have it
     */
    public static Path file(Path home, Map<String, Object> conf, String name) {
        String configured = new ConfigReader(conf).text(KEY, USUAL);
        String folder = configured.isBlank() ? USUAL : configured;
        Path file = home.resolve(folder).resolve(name);
        if (!folder.equals(USUAL) && !Files.isRegularFile(file)) {
            throw new IllegalArgumentException("configuration " + KEY + " is " + folder + ", but there is no file " + file);
        }
        return file;
    }
}
