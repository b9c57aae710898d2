// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.metrics2.filters;

import com.codahale.metrics.Metric;
import java.util.Map;
import java.util.regex.Pattern;

/** Passes the metrics whose whole name matches a regular expression. */
public class RegexFilter implements StormMetricsFilter {
    private Pattern pattern;

    @Override
    public void prepare(Map<String, Object> config) {
        Object expression = config.get("expression");
        if (expression == null) {
            throw new IllegalArgumentException("RegexFilter needs an 'expression', a regular expression; its configuration is " + config);
        }
        pattern = Pattern.compile(expression.toString());
    }

    @Override
    public boolean matches(String name, Metric metric) {
        return pattern.matcher(name).matches();
    }
}
