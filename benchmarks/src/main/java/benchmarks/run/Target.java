// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package benchmarks.run;

import java.util.List;
import java.util.Locale;

/**
 * A ratio that is to be reached within one run.
 *
 * @param work    what is compared
 * @param against with what
 * @param of      the figure above the line
 * @param to      the figure below the line
 * @param bound   what the ratio shall be at least or, for times, at most
 * @param atLeast which of the two
 * @param limit   what the upper figure itself shall be below, or infinite
 */
record Target(String work, String against, Figure of, Figure to, double bound, boolean atLeast, double limit) {
    /** Which median. */
    record Figure(String system, String name, String metric) {
        double in(Results results) {
            return results.median(system, "default", name, metric);
        }
    }

    static List<Target> all() {
        return List.of(
            rate("ordinary word count", "wordcount-basic", "Flink, checkpoint 1 s", "flink", 2),
            rate("ordinary word count", "wordcount-basic", "Apache Storm", "apache", 12),
            rate("the same, published settings", "wordcount-basic-park", "Flink, checkpoint 1 s", "flink", 2),
            rate("the same, published settings", "wordcount-basic-park", "Apache Storm", "apache", 12),
            rate("word count, acked", "wordcount", "Apache Storm", "apache", 20),
            rate("word count, acked", "wordcount", "Flink, checkpoint 1 s", "flink", 2.5),
            rate("word count, acked", "wordcount", "Hazelcast Jet, snapshot 1 s", "jet", 3),
            rate("null, acked", "null", "Apache Storm", "apache", 10),
            rate("identity, acked", "identity", "Apache Storm", "apache", 12),
            rate("tree, acked", "tree", "Apache Storm", "apache", 12),
            rate("null, without acks", "null-unacked", "Apache Storm", "apache", 3),
            own("word count, acked", "wordcount", "itself without acks", "wordcount-unacked", 0.8),
            rate("two workers, acked", "two-workers", "Apache Storm", "apache", 6),
            time("latency p99 at 50,000/s (and under 2 ms)", "latency-50000", "p99_ms", 0.1, 2),
            time("latency p50 at 1,000/s", "latency-1000", "p50_ms", 1.0 / 3, Double.POSITIVE_INFINITY),
            own("wide, 1000 executors", "wide-1000", "its own 10 executors", "wide-10", 0.7),
            time("submit 50 topologies of 10 executors", Case.SUBMIT, "submit_s", 1.0 / 3, Double.POSITIVE_INFINITY));
    }

    private static Target rate(String work, String name, String against, String system, double bound) {
        return new Target(work, against, new Figure("tempest", name, "per_s"), new Figure(system, name, "per_s"), bound, true, Double.POSITIVE_INFINITY);
    }

    private static Target own(String work, String name, String against, String other, double bound) {
        return new Target(work, against, new Figure("tempest", name, "per_s"), new Figure("tempest", other, "per_s"), bound, true, Double.POSITIVE_INFINITY);
    }

    private static Target time(String work, String name, String metric, double bound, double limit) {
        return new Target(work, "Apache Storm", new Figure("tempest", name, metric), new Figure("apache", name, metric), bound, false, limit);
    }

    double ratio(Results results) {
        return of.in(results) / to.in(results);
    }

    boolean met(Results results) {
        double ratio = ratio(results);
        return (atLeast ? ratio >= bound : ratio <= bound) && of.in(results) < limit;
    }

    String row(Results results) {
        double ratio = ratio(results);
        boolean known = !Double.isNaN(ratio);
        return String.format(Locale.ROOT, "| %s | %s | %s | %s | %s | %s | %s |", work, against, Report.figure(of.in(results), of.metric),
            Report.figure(to.in(results), to.metric), known ? Report.ratio(ratio) : "–", (atLeast ? "≥ " : "≤ ") + Report.ratio(bound),
            known ? met(results) ? "met" : "missed" : "not measured");
    }
}
