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
            "point":null,"workerErrors":[],"debug":{"enabled":false,"samplingPercent":10.0},"tracePercent":0.0,"actionsEnabled":true,"tableRows":20,"csrfToken":"t"}"""
            .formatted(id, id, name, acked, acked, String.join(",", nodes), String.join(",", edges), String.join(",", findings), workerMore);
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
}
