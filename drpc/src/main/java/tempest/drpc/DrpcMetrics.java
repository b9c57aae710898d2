// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.drpc;

import com.codahale.metrics.Meter;
import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.Timer;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntSupplier;
import org.apache.storm.generated.DRPCExceptionType;
import org.apache.storm.generated.DRPCExecutionException;
import tempest.cluster.metrics.PrometheusText;

/** The metrics of a DRPC server, under Apache Storm's names. Any thread. */
final class DrpcMetrics {
    final Meter calls;
    final Meter httpCalls;
    final Meter fetches;
    final Meter results;
    final Meter failures;
    final Meter timeouts;
    final Timer httpDurations;
    private final IntSupplier unanswered;

    /** @param unanswered gives the number of calls that wait now */
    DrpcMetrics(MetricRegistry registry, IntSupplier unanswered) {
        calls = registry.meter("drpc:num-execute-calls");
        httpCalls = registry.meter("drpc:num-execute-http-requests");
        fetches = registry.meter("drpc:num-fetchRequest-calls");
        results = registry.meter("drpc:num-result-calls");
        failures = registry.meter("drpc:num-failRequest-calls");
        timeouts = registry.meter("drpc:num-server-timedout-requests");
        httpDurations = registry.timer("drpc:HTTP-request-response-duration");
        this.unanswered = unanswered;
        registry.registerGauge("drpc:num-unanswered-calls", unanswered::getAsInt);
    }

    /** All metrics as Prometheus text. */
    String page() {
        return new PrometheusText().jvm("drpc")
            .counter("storm_drpc_calls_total", "Calls of functions.", calls.getCount())
            .counter("storm_drpc_http_calls_total", "Calls by HTTP.", httpCalls.getCount())
            .counter("storm_drpc_fetches_total", "Fetches by topologies.", fetches.getCount())
            .counter("storm_drpc_results_total", "Results from topologies.", results.getCount())
            .counter("storm_drpc_failures_total", "Calls that topologies failed.", failures.getCount())
            .counter("storm_drpc_timeouts_total", "Calls that timed out.", timeouts.getCount())
            .gauge("storm_drpc_unanswered_calls", "Calls without an answer yet.", unanswered.getAsInt()).toString();
    }

    /** Counts a call, and its time-out if it times out. */
    CompletableFuture<String> counting(CompletableFuture<String> answer) {
        calls.mark();
        answer.whenComplete((result, failure) -> {
            if (failure instanceof DRPCExecutionException e && e.get_type() == DRPCExceptionType.SERVER_TIMEOUT) {
                timeouts.mark();
            }
        });
        return answer;
    }
}
