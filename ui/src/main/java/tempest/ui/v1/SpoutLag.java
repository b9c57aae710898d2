// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.ui.v1;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
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
    private static final String PREFIX = "config.";
    private static final String TOPICS = PREFIX + "topics";
    private static final String GROUP = PREFIX + "groupid";
    private static final String BROKERS = PREFIX + "bootstrap.servers";
    private static final String PROTOCOL = PREFIX + "security.protocol";
    private static final Set<String> OPTIONS = Set.of(TOPICS, GROUP, BROKERS, PROTOCOL);

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

    /** What is known of each Kafka spout, by the spout's id; empty if there is none. */
    Map<String, Map<String, Object>> of(StormTopology topology) {
        Map<String, Map<String, Object>> bySpout = new LinkedHashMap<>();
        if (enabled) {
            new TreeMap<>(topology.get_spouts()).forEach((id, spout) -> {
                Map<String, Object> conf = conf(spout.get_common());
                if (conf.get(TOPICS) != null && conf.get(GROUP) != null && conf.get(BROKERS) != null) {
                    bySpout.put(id, row(id, conf));
                }
            });
        }
        return bySpout;
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
        } catch (IOException e) {
            row.put("errorInfo", e.getMessage());
        }
        return row;
    }

    private Map<String, Object> query(Map<String, Object> conf) throws IOException, InterruptedException {
        if (!Files.isExecutable(monitor)) {
            throw new IOException("there is no program " + monitor.getFileName() + " beside bin/storm that could query Kafka");
        }
        List<String> command = new ArrayList<>(List.of(monitor.toString(), "-t", String.valueOf(conf.get(TOPICS)),
            "-g", String.valueOf(conf.get(GROUP)), "-b", String.valueOf(conf.get(BROKERS))));
        if (conf.get(PROTOCOL) != null) {
            command.addAll(List.of("-s", String.valueOf(conf.get(PROTOCOL))));
        }
        Path folder = Files.createTempDirectory("lag");
        Path extra = folder.resolve("extra.properties");
        Path answer = folder.resolve("answer.json");
        Path complaints = folder.resolve("complaints.txt");
        try {
            Properties properties = extra(conf);
            if (!properties.isEmpty()) {
                write(properties, extra);
                command.addAll(List.of("-c", extra.toString()));
            }
            run(command, answer, complaints);
            return answer(Files.readString(answer, StandardCharsets.UTF_8).strip(), Files.readString(complaints, StandardCharsets.UTF_8).strip());
        } finally {
            for (Path file : List.of(extra, answer, complaints, folder)) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** What else the spout tells its Kafka consumer, such as how to log in. */
    private static Properties extra(Map<String, Object> conf) {
        Properties properties = new Properties();
        conf.forEach((key, value) -> {
            if (key.startsWith(PREFIX) && !OPTIONS.contains(key) && value != null) {
                properties.setProperty(key.substring(PREFIX.length()), value.toString());
            }
        });
        return properties;
    }

    /** It may hold passwords, so it lies in a folder that is the owner's alone. */
    private static void write(Properties properties, Path file) throws IOException {
        try (Writer writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            properties.store(writer, null);
        }
    }

    /** Into files, so that long output does not block the program; its complaints apart, so that they do not spoil its answer. */
    private static void run(List<String> command, Path answer, Path complaints) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectOutput(answer.toFile()).redirectError(complaints.toFile()).start();
        try {
            if (!process.waitFor(PATIENCE_SECS, TimeUnit.SECONDS)) {
                throw new IOException("the program that queries Kafka did not end within " + PATIENCE_SECS + " s");
            }
        } finally {
            process.destroyForcibly();
        }
    }

    /** The program answers JSON, or else says why not. */
    private static Map<String, Object> answer(String answer, String complaints) throws IOException {
        if (!answer.isEmpty()) {
            try {
                return Json.parse(answer);
            } catch (IllegalArgumentException e) {
                throw new IOException(answer, e);
            }
        }
        throw new IOException(complaints.isEmpty() ? "the program that queries Kafka answered nothing" : complaints);
    }
}
