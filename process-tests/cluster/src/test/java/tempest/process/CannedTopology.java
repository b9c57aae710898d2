// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.process;

import java.util.ArrayList;
import java.util.List;

/** Made-up answers of the REST API about one topology: a chain of components, or what a test adds to it. Not thread-safe. */
final class CannedTopology {
    private final String id;
    private final String name;
    private final List<String> nodes = new ArrayList<>();
    private final List<String> edges = new ArrayList<>();
    private final List<String> findings = new ArrayList<>();
    private double acked = 90;
    private String workerMore = "";

    CannedTopology(String id, String name) {
        this.id = id;
        this.name = name;
    }

    CannedTopology spout(String component) {
        return node(component, "spout");
    }

    CannedTopology bolt(String component) {
        return node(component, "bolt");
    }

    private CannedTopology node(String component, String type) {
        nodes.add("{\"id\":\"%s\",\"type\":\"%s\",\"executors\":2,\"tasks\":4,\"parallelism\":2,\"emittedPerSecond\":90.0,\"executedPerSecond\":90.0,\"ackedPerSecond\":90.0,\"failedPerSecond\":0.0,\"timedOutPerSecond\":0.0,\"capacity\":0.25,\"queueFill\":0.1,\"executeP50Ms\":0.005,\"executeP99Ms\":1.2,\"errors\":0,\"lastErrorAgeSeconds\":null,\"lastError\":null}"
            .formatted(component, type));
        return this;
    }

    CannedTopology edge(String from, String to, String stream, String grouping) {
        edges.add("{\"from\":\"%s\",\"to\":\"%s\",\"stream\":\"%s\",\"grouping\":\"%s\",\"tuplesPerSecond\":90.0}".formatted(from, to, stream, grouping));
        return this;
    }

    CannedTopology finding(String level, String kind, String sentence, String component) {
        findings.add("{\"level\":\"%s\",\"kind\":\"%s\",\"sentence\":\"%s\",\"component\":\"%s\"}".formatted(level, kind, sentence, component));
        return this;
    }

    CannedTopology ackedPerSecond(double rate) {
        acked = rate;
        return this;
    }

    /** @param more JSON members, with a comma before them */
    CannedTopology worker(String more) {
        workerMore = more;
        return this;
    }

    String json() {
        return """
            {"id":"%s","encodedId":"%s","name":"%s","owner":"ann","status":"ACTIVE","uptimeSeconds":300,"workers":1,"executors":8,"tasks":8,"numWorkers":1,"messageTimeoutSeconds":30,
            "eventLoggers":1,"nowMillis":1800000000000,"now":{"ackedPerSecond":%s,"emittedPerSecond":%s,"failedPerSecond":0.0,"timedOutPerSecond":0.0,"completeP50Ms":0.005,"completeP99Ms":12.5,"pending":3},
            "graph":{"nodes":[%s],"edges":[%s]},"bottleneck":null,"findings":[%s],"workerEnds":{"unplanned":0,"restarting":false,"totals":{},"recent":[]},
            "workerList":[{"host":"a","port":6700,"supervisorId":"s","executors":8,"uptimeSeconds":300,"memMb":832.0,"silentSeconds":1,"heapBytes":1000000,"heapMaxBytes":900000000,"gc":0.0,"cpu":0.5%s}],
            "events":[{"timeMillis":1799999700000,"kind":"submitted","text":"submitted","user":"ann"},{"timeMillis":1799999900000,"kind":"rebalanced","text":"rebalanced: 1 worker instead of 2","user":null}],
            "point":null,"workerErrors":[],"debug":{"enabled":false,"samplingPercent":10.0},"tracePercent":0.0,"actionsEnabled":true,"tableRows":20,"csrfToken":"t"}"""
            .formatted(id, id, name, acked, acked, String.join(",", nodes), String.join(",", edges), String.join(",", findings), workerMore);
    }

    /** What is left of it once it was killed. */
    String ended() {
        return """
            {"id":"%s","name":"%s","owner":"ann","submittedMillis":1799996400000,"endedMillis":1800000000000,"endedBy":"bob","workers":1,"executors":8,"workerEndCount":1,"tableRows":20,
            "events":[{"timeMillis":1799996400000,"kind":"submitted","text":"submitted","user":"ann"},{"timeMillis":1799999990000,"kind":"killed","text":"killed, wait 10 s","user":"bob"}],
            "workerEnds":{"unplanned":1,"restarting":false,"totals":{"exited":1},"recent":[{"timeMillis":1799999000000,"cause":"exited","host":"a","port":6700,"reason":"exited with status 7","status":7,"signal":null,"ranSeconds":60,"lastLines":["the last line"],"logFile":"%s/6700/worker.log"}]},
            "now":{"ackedPerSecond":77.0,"emittedPerSecond":154.0,"failedPerSecond":2.0,"timedOutPerSecond":0.0,"completeP50Ms":1.0,"completeP99Ms":12.5},
            "components":[{"id":"split","emittedPerSecond":77.0,"executedPerSecond":77.0,"ackedPerSecond":77.0,"failedPerSecond":2.0,"capacity":0.5,"queueFill":0.1,"executeP99Ms":1.0}],
            "series":%s,"failures":{"topologyName":"%s","messageTimeoutSeconds":30,"groups":[{"spout":"spout","component":"split","reason":"FAILED","count":12,"firstMillis":1799999000000,"lastMillis":1799999900000,"medianAfterMs":3.0,"maxAfterMs":9,"where":[],
            "samples":[{"messageId":"message 7","timeMillis":1799999900000,"afterMs":3,"task":null,"spoutTask":2,"host":null,"port":null,"logFile":null,"stream":"default","component":"split","error":null,"values":"[bad]"}]}]},
            "errors":[{"component":"split","timeSeconds":1799999900,"firstSeconds":1799999900,"host":"a","port":6700,"count":1,"stack":"java.lang.IllegalStateException: broken\\n\\tat user.Split","logLink":null,"logFile":"%s/6700/worker.log"}],
            "configuration":[{"key":"topology.workers","value":2,"origin":"topology","default":1},{"key":"ui.port","value":8744,"origin":"default","default":8744}]}"""
            .formatted(id, name, id, series(30), name, id);
    }

    /** One of its workers. */
    String workerJson() {
        return """
            {"topologyId":"%s","topologyName":"%s","process":{"host":"a","port":6700,"supervisorId":"s","executors":8,"uptimeSeconds":300,"memMb":832.0,"silentSeconds":1,"heapBytes":100000000,"heapMaxBytes":900000000,"gc":0.41,"cpu":0.5,
            "threads":34,"pid":4711,"recordingUntilMillis":null},"executors":[{"id":"[1-1]","component":"split","emittedPerSecond":90.0,"executedPerSecond":90.0,"capacity":0.7,"queueFill":0.1,"blocked":0.2,"executeP99Ms":1.0}],
            "workerEnds":{"unplanned":0,"restarting":false,"totals":{},"recent":[]},"nowMillis":1800000000000,"actionsEnabled":true,"tableRows":20}""".formatted(id, name);
    }

    /** Series of the whole topology: {@code steps} steps of ten seconds, with a gap of a minute in their middle. */
    String series(int steps) {
        List<String> times = new ArrayList<>();
        List<String> values = new ArrayList<>();
        for (int i = 0; i < steps; i++) {
            times.add(String.valueOf(1_799_996_400L + 10L * i + (i < steps / 2 ? 0 : 60)));
            values.add(String.valueOf(80 + i % 20));
        }
        String all = "[" + String.join(",", values) + "]";
        return "{\"component\":\"\",\"stepSeconds\":10,\"t\":[" + String.join(",", times) + "],\"acked\":" + all + ",\"emitted\":" + all + "}";
    }

    /** Metrics of its code: a gauge of {@code split}, a counter of {@code name}, and where the event time of both is. */
    static String metrics(String name) {
        return """
            {"metrics":[{"component":"%1$s","name":"lines <b>seen","kind":"total","tasks":[{"task":7,"value":1234567.0}]},
            {"component":"split","name":"queue.depth","kind":"level","tasks":[{"task":4,"value":-2.0},{"task":5,"value":7.5}]},
            {"component":"split","name":"took.p99.ms","kind":"level","tasks":[{"task":4,"value":12.25}]}],
            "eventTime":[{"component":"split","task":4,"watermarkMillis":1799999998000,"behindMillis":2000,"heldBy":null},
            {"component":"split","task":5,"watermarkMillis":1799999700000,"behindMillis":300000,"heldBy":"%1$s/default"},
            {"component":"%1$s","task":7,"watermarkMillis":null,"behindMillis":0,"heldBy":null}],"leftOut":%2$d,"tableRows":20}""".formatted(name, 3);
    }

    /** The series of one of these metrics. */
    static String metricSeries(int steps) {
        List<String> times = new ArrayList<>();
        List<String> low = new ArrayList<>();
        List<String> high = new ArrayList<>();
        for (int i = 0; i < steps; i++) {
            times.add(String.valueOf(1_799_999_990L - 10L * (steps - 1 - i)));
            low.add(String.valueOf(-2 - i % 3));
            high.add(String.valueOf(5 + i % 7));
        }
        return "{\"stepSeconds\":10,\"t\":" + times + ",\"min\":" + low + ",\"value\":" + low + ",\"mean\":" + high + ",\"max\":" + high + ",\"sum\":" + high + "}";
    }

    /** A prediction that so many executors of {@code name} give twice the tuples; or why there is none. */
    String whatIf(String component, int executors, String unknown) {
        return """
            {"known":%s,"sentence":"%s","measuredSeconds":120,"workers":1,"wantedWorkers":1,"processors":4.0,"processorsUsed":0.5,%s"remarks":[%s],
            "components":[{"id":"%s","executors":%d,"tuplesPerSecond":90.0,"predictedTuplesPerSecond":180.0,"busy":0.97,"predictedBusy":0.49}]}"""
            .formatted(unknown == null, unknown != null ? unknown : "180 tuples/s from spouts (170 to 190) instead of 90. Bottleneck then: " + component + ", busy 97 % of the time.",
                unknown != null ? "" : "\"tuplesPerSecond\":{\"measured\":90.0,\"predicted\":180.0,\"low\":170.0,\"high\":190.0},\"limit\":\"component\",\"limitComponent\":\"" + component
                    + "\",\"predictedProcessorsUsed\":1.0,", unknown != null ? "" : "\"The keys of " + component + " are uneven.\"", component, executors);
    }
}
