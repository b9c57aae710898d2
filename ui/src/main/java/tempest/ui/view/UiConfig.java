// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.ui.view;

import java.util.Map;
import tempest.cluster.ConfigReader;

/**
 * The UI's configuration, except for what concerns HTTP.
 *
 * @param actions         whether the UI may change anything
 * @param displayResource whether resources are shown
 * @param lag             whether the lag of Kafka spouts is queried
 * @param bugTracker      null for none
 * @param centralLog      null for none
 */
public record UiConfig(String title, boolean actions, boolean displayResource, boolean lag, String bugTracker, String centralLog,
                   LogLinks links) {
    public static UiConfig of(Map<String, Object> conf) {
        ConfigReader read = new ConfigReader(conf);
        int tls = (int) read.whole("logviewer.https.port", 0, -1, 65535);
        boolean secure = tls > 0 && read.flag("logviewer.disable.http.binding", true);
        return new UiConfig(read.text("ui.title", "Storm UI"), read.flag("ui.actions.enabled", true), read.flag("scheduler.display.resource", false), !read.flag("ui.disable.spout.lag.monitoring", true),
            read.text("ui.project.bugtracker.url", null), read.text("ui.central.logging.url", null),
            new LogLinks(secure ? "https" : "http", secure ? tls : read.port("logviewer.port", 8000)));
    }
}
