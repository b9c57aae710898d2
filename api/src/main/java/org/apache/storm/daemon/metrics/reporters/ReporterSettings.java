// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.daemon.metrics.reporters;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.storm.Config;
import org.apache.storm.DaemonConfig;
import org.apache.storm.utils.ObjectReader;

/**
 * How a daemon's metrics are to be reported.
 *
 * @param rates what rates are counted by; null for the reporter's own choice, as with the others
 * @param durations what times are measured in
 * @param locale how numbers are written
 * @param periodSecs how often to report
 */
record ReporterSettings(TimeUnit rates, TimeUnit durations, Locale locale, int periodSecs) {
    private static final int DEFAULT_PERIOD_SECS = 10;

    static ReporterSettings of(Map<String, Object> conf) {
        String locale = ObjectReader.getString(conf.get(Config.STORM_DAEMON_METRICS_REPORTER_PLUGIN_LOCALE), null);
        return new ReporterSettings(unit(conf, Config.STORM_DAEMON_METRICS_REPORTER_PLUGIN_RATE_UNIT),
            unit(conf, Config.STORM_DAEMON_METRICS_REPORTER_PLUGIN_DURATION_UNIT),
            locale == null ? null : Locale.forLanguageTag(locale),
            ObjectReader.getInt(conf.get(DaemonConfig.STORM_DAEMON_METRICS_REPORTER_INTERVAL_SECS), DEFAULT_PERIOD_SECS));
    }

    private static TimeUnit unit(Map<String, Object> conf, String key) {
        String name = ObjectReader.getString(conf.get(key), null);
        try {
            return name == null ? null : TimeUnit.valueOf(name);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("Configuration key " + key + " is \"" + name + "\"; it must be a unit of time, as SECONDS", e);
        }
    }
}
