// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.ui;

import java.util.Map;
import tempest.cluster.ConfigReader;

/**
 * What the UI is told by storm.yaml.
 *
 * @param host the address it listens on, `0.0.0.0` for all
 * @param port 0 for any free one
 * @param logviewerPort where the log viewers of supervisors listen
 */
record UiConfig(String host, int port, int logviewerPort) {
    static UiConfig of(Map<String, Object> conf) {
        ConfigReader read = new ConfigReader(conf);
        return new UiConfig(read.text("ui.host", "0.0.0.0"), read.integer("ui.port", 8744, 0), read.integer("logviewer.port", 8000, 0));
    }
}
