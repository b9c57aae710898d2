// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.metrics2.reporters;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.storm.utils.ObjectReader;

/** The units and the locale in a reporter's configuration. */
final class ReporterUnits {
    private ReporterUnits() {
    }

    /** The unit of rates, or null to leave the reporter's own. */
    static TimeUnit rate(Map<String, Object> reporterConf) {
        return unit(reporterConf, "rate.unit");
    }

    /** The unit of durations, or null to leave the reporter's own. */
    static TimeUnit duration(Map<String, Object> reporterConf) {
        return unit(reporterConf, "duration.unit");
    }

    /** How to write numbers, or null to leave the reporter's own. */
    static Locale locale(Map<String, Object> reporterConf) {
        String tag = ObjectReader.getString(reporterConf.get("locale"), null);
        return tag == null ? null : Locale.forLanguageTag(tag);
    }

    static TimeUnit unit(Map<String, Object> reporterConf, String key) {
        String name = ObjectReader.getString(reporterConf.get(key), null);
        if (name == null) {
            return null;
        }
        try {
            return TimeUnit.valueOf(name);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("Metrics reporter setting " + key + " = " + name + " is no unit of time; one of "
                + java.util.Arrays.toString(TimeUnit.values()) + " is", e);
        }
    }
}
