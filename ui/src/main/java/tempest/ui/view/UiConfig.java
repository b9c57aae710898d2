// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.ui.view;

import java.util.Map;
import tempest.cluster.ConfigReader;
import tempest.cluster.LocalLayout;
import tempest.cluster.Release;

/**
 * The UI's configuration, except for what concerns HTTP.
 *
 * @param release         which version of Tempest this is
 * @param tableRows       how many rows of a table the page shows at once; -1 for all
 * @param actions         whether the UI may change anything
 * @param displayResource whether resources are shown
 * @param lag             whether the lag of Kafka spouts is queried
 * @param bugTracker      null for none
 * @param centralLog      null for none
 */
public record UiConfig(String title, String release, int tableRows, boolean actions, boolean displayResource, boolean lag, String bugTracker,
                   String centralLog, LogLinks links) {
    public static UiConfig of(Map<String, Object> conf) {
        ConfigReader read = new ConfigReader(conf);
        int tls = (int) read.whole("logviewer.https.port", 0, -1, 65535);
        boolean secure = tls > 0 && read.flag("logviewer.disable.http.binding", true);
        int rows = (int) read.whole("ui.pagination", 20, -1, Integer.MAX_VALUE);
        if (rows == 0) {
            throw ConfigReader.wrong("ui.pagination", rows, "the number of a table's rows to show at once, or -1 for all");
        }
        return new UiConfig(read.text("ui.title", "Storm UI"), Release.of(LocalLayout.of(conf).home()), rows, read.flag("ui.actions.enabled", true),
            read.flag("scheduler.display.resource", false), !read.flag("ui.disable.spout.lag.monitoring", true), read.text("ui.project.bugtracker.url", null), read.text("ui.central.logging.url", null),
            new LogLinks(secure ? "https" : "http", secure ? tls : read.port("logviewer.port", 8000)));
    }
}
