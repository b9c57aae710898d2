// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.daemon.metrics.reporters;

import com.codahale.metrics.MetricRegistry;
import java.util.Map;

/** Reports a daemon's metrics somewhere; {@code storm.daemon.metrics.reporter.plugins}. */
public interface PreparableReporter {

    /** Called once, before anything else. */
    void prepare(MetricRegistry metricsRegistry, Map<String, Object> daemonConf);

    void start();

    void stop();
}
