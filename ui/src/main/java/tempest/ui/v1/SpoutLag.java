// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.ui.v1;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.storm.generated.ComponentCommon;
import org.apache.storm.generated.StormTopology;
import tempest.cluster.Json;

/**
 * The lag of Kafka spouts. The program {@code bin/storm-kafka-monitor}, which users of Kafka install beside {@code bin/storm}, as in Storm, queries
 * the brokers; without it every such spout is listed with the reason. Used by request threads; waits for the program for a bounded time.
 */
final class SpoutLag {
    private static final int PATIENCE_SECS = 20;
    private static final String TOPICS = "config.topics";

    private final Path monitor;
    private final boolean enabled;

    /**
     * @param monitor the program
     * @param enabled whether lag is queried at all
     */
    SpoutLag(Path monitor, boolean enabled) {
        this.monitor = monitor;
        this.enabled = enabled;
    }

    List<Map<String, Object>> of(StormTopology topology) {
        List<Map<String, Object>> rows = new ArrayList<>();
        if (enabled) {
            new TreeMap<>(topology.get_spouts()).forEach((id, spout) -> {
                Map<String, Object> conf = conf(spout.get_common());
                if (conf.containsKey(TOPICS)) {
                    rows.add(row(id, conf));
                }
            });
        }
        return rows;
    }

    private static Map<String, Object> conf(ComponentCommon common) {
        return Json.parse(common.get_json_conf());
    }

    private Map<String, Object> row(String spout, Map<String, Object> conf) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("spoutId", spout);
        row.put("spoutType", "KAFKA");
        try {
            row.put("spoutLagResult", query(conf));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            row.put("errorInfo", "interrupted");
        } catch (IOException | IllegalArgumentException e) {
            row.put("errorInfo", e.getMessage());
        }
        return row;
    }

    private Map<String, Object> query(Map<String, Object> conf) throws IOException, InterruptedException {
        if (!Files.isExecutable(monitor)) {
            throw new IOException("there is no program " + monitor.getFileName() + " beside bin/storm that could query Kafka");
        }
        List<String> command = new ArrayList<>(List.of(monitor.toString(), "-t", String.valueOf(conf.get(TOPICS)),
            "-g", String.valueOf(conf.get("config.groupid")), "-b", String.valueOf(conf.get("config.bootstrap.servers"))));
        if (conf.get("config.security.protocol") != null) {
            command.addAll(List.of("-s", String.valueOf(conf.get("config.security.protocol"))));
        }
        Path output = Files.createTempFile("lag", ".json");
        // Into a file, so that long output does not block the program.
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
        try {
            if (!process.waitFor(PATIENCE_SECS, TimeUnit.SECONDS)) {
                throw new IOException("the program that queries Kafka did not end within " + PATIENCE_SECS + " s");
            }
            return Json.parse(Files.readString(output, StandardCharsets.UTF_8).strip());
        } finally {
            process.destroyForcibly();
            Files.deleteIfExists(output);
        }
    }
}
