// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.process;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import org.apache.storm.generated.StormTopology;
import tempest.cluster.BindAddress;
import tempest.cluster.Json;
import tempest.cluster.LocalLayout;
import tempest.cluster.SystemTopology;
import tempest.cluster.ThriftCodec;
import tempest.cluster.UserClassLoader;

/**
 * A topology as its supervisor laid it out on disk, read once when a worker starts. Immutable; any thread.
 *
 * @param conf the daemons' configuration with the topology's own over it
 * @param topology with the components that the system adds
 * @param tasks the component of every task
 * @param userCode loads the user's classes
 */
public record TopologyCode(Map<String, Object> conf, StormTopology topology, SortedMap<Integer, String> tasks, ClassLoader userCode) {

    private static final List<String> OPERATORS_ONLY = List.of(BindAddress.KEY, BindAddress.ALLOW_STRANGERS, "worker.profiler.command");
    /** Whether workers encrypt what they tell each other, and with which keys. */
    private static final String OPERATORS_TLS = "storm.messaging.netty.tls.";

    /**
     * Reads the files of a worker's topology.
     *
     * @throws IOException if one is missing or damaged, with its path
     */
    public static TopologyCode load(WorkerSpec spec) throws IOException {
        LocalLayout layout = spec.layout();
        String id = spec.topologyId();
        Map<String, Object> conf = new HashMap<>(spec.conf());
        conf.putAll(conf(layout.stormConf(id)));
        // What is open to the network, and what is run on a computer besides workers, is the operator's decision, never a topology's.
        OPERATORS_ONLY.forEach(key -> conf.compute(key, (same, any) -> spec.conf().get(same)));
        conf.keySet().removeIf(key -> key.startsWith(OPERATORS_TLS));
        spec.conf().forEach((key, value) -> {
            if (key.startsWith(OPERATORS_TLS)) {
                conf.put(key, value);
            }
        });
        conf.putIfAbsent("storm.id", id);
        StormTopology user = new ThriftCodec<>(StormTopology::new).decode(read(layout.stormCode(id), "code"));
        StormTopology topology = SystemTopology.of(conf, user);
        ClassLoader userCode = spec.userCode() != null ? spec.userCode() : UserClassLoader.ofPaths(userPaths(layout, id, conf));
        return new TopologyCode(Collections.unmodifiableMap(conf), topology, SystemTopology.tasks(topology), userCode);
    }

    private static Map<String, Object> conf(Path file) throws IOException {
        byte[] bytes = read(file, "configuration");
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return Json.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException | IllegalArgumentException e) {
            throw new IOException("The topology's configuration in " + file + " is damaged: " + e.getMessage(), e);
        }
    }

    private static byte[] read(Path file, String what) throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new IOException("The topology's " + what + " is missing: " + file + " is what its supervisor should have put there", e);
        }
    }

    /**
     * The user's jar, the jars it depends on and what {@code topology.classpath} and its sibling add, in the order of search; last the libraries that
     * Apache Storm's workers have for user code too, so that a user's own version of them wins.
     */
    static List<Path> userPaths(LocalLayout layout, String topologyId, Map<String, Object> conf) throws IOException {
        List<Path> paths = new ArrayList<>();
        addClassPath(conf.get("topology.classpath.beginning"), paths);
        paths.add(layout.stormJar(topologyId));
        Path dependencies = layout.stormDependencies(topologyId);
        if (Files.isDirectory(dependencies)) {
            paths.addAll(files(dependencies, "*"));
        }
        addClassPath(conf.get("topology.classpath"), paths);
        addClassPath(layout.userLibraries().resolve("*").toString(), paths);
        return paths;
    }

    private static void addClassPath(Object value, List<Path> paths) throws IOException {
        List<?> entries = value instanceof List<?> list ? list : value == null ? List.of() : List.of(value);
        for (Object entry : entries) {
            for (String part : entry.toString().split(File.pathSeparator)) {
                if (part.endsWith("/*")) {
                    Path folder = Path.of(part.substring(0, part.length() - 2));
                    if (Files.isDirectory(folder)) {
                        paths.addAll(files(folder, "*.{jar,JAR}"));
                    }
                } else if (!part.isBlank()) {
                    paths.add(Path.of(part));
                }
            }
        }
    }

    private static TreeSet<Path> files(Path folder, String glob) throws IOException {
        TreeSet<Path> files = new TreeSet<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, glob)) {
            found.forEach(files::add);
        }
        return files;
    }
}
