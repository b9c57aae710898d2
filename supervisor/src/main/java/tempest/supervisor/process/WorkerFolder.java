// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.storm.shade.org.yaml.snakeyaml.Yaml;
import tempest.cluster.AtomicFile;
import tempest.cluster.LocalLayout;
import tempest.supervisor.localizer.FileTree;
import tempest.supervisor.slot.LaunchRequest;

/** A worker's working folder and its artifacts folder: what is in them before it starts. Stateless; the slots' thread. */
final class WorkerFolder {

    private WorkerFolder() { }

    /** Makes both, with links to what the worker finds in its working folder. */
    static void prepare(LaunchRequest request, Map<String, Object> conf, LocalLayout layout) throws IOException {
        Path folder = layout.worker(request.workerId());
        Path artifacts = layout.workerArtifacts(request.topologyId(), request.port());
        Files.createDirectories(layout.workerPids(request.workerId()));
        Files.createDirectories(layout.workerTmp(request.workerId()));
        Files.createDirectories(artifacts);
        Files.createSymbolicLink(folder.resolve("artifacts"), artifacts);
        Path dist = layout.stormDist(request.topologyId());
        for (Path child : FileTree.children(dist)) {
            // The topology's user blobs are links there, named as the topology wants to see them.
            if (Files.isSymbolicLink(child)) {
                Files.createSymbolicLink(folder.resolve(child.getFileName()), child);
            }
        }
        Path resources = layout.stormResources(request.topologyId());
        if (Files.isDirectory(resources) && !Files.exists(folder.resolve("resources"), LinkOption.NOFOLLOW_LINKS)) {
            Files.createSymbolicLink(folder.resolve("resources"), resources);
        }
        AtomicFile.replace(layout.workerYaml(request.topologyId(), request.port()), describe(request, conf).getBytes(StandardCharsets.UTF_8));
    }

    /** Who may read the worker's logs; the log viewer goes by it. */
    private static String describe(LaunchRequest request, Map<String, Object> conf) {
        Map<String, Object> text = new LinkedHashMap<>();
        text.put("worker-id", request.workerId());
        Object submitter = conf.get("topology.submitter.user");
        text.put("topology.submitter.user", submitter == null ? request.assignment().owner() : submitter);
        text.put("logs.users", names(conf, "logs.users", "topology.users"));
        text.put("logs.groups", names(conf, "logs.groups", "topology.groups"));
        return new Yaml().dump(text);
    }

    private static List<String> names(Map<String, Object> conf, String... keys) {
        TreeSet<String> names = new TreeSet<>();
        for (String key : keys) {
            Object configured = conf.get(key);
            if (configured instanceof Iterable<?> many) {
                many.forEach(name -> names.add(String.valueOf(name)));
            } else if (configured instanceof String one && !one.isBlank()) {
                names.add(one);
            }
        }
        return List.copyOf(names);
    }
}
