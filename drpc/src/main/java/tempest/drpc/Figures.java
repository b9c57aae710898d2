// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.drpc;

import com.codahale.metrics.Meter;
import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.Timer;
import java.util.function.IntSupplier;

/** What a DRPC server counts, under the names that Storm's users chart. Any thread. */
final class Figures {
    final Meter calls;
    final Meter httpCalls;
    final Meter fetches;
    final Meter results;
    final Meter failures;
    final Meter timeouts;
    final Timer httpDurations;

    /** @param unanswered asked for the calls that wait now */
    Figures(MetricRegistry registry, IntSupplier unanswered) {
        calls = registry.meter("drpc:num-execute-calls");
        httpCalls = registry.meter("drpc:num-execute-http-requests");
        fetches = registry.meter("drpc:num-fetchRequest-calls");
        results = registry.meter("drpc:num-result-calls");
        failures = registry.meter("drpc:num-failRequest-calls");
        timeouts = registry.meter("drpc:num-server-timedout-requests");
        httpDurations = registry.timer("drpc:HTTP-request-response-duration");
        registry.registerGauge("drpc:num-unanswered-calls", unanswered::getAsInt);
    }
}
