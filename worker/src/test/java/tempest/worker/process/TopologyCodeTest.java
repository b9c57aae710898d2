// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.apache.storm.generated.ComponentCommon;
import org.apache.storm.generated.ComponentObject;
import org.apache.storm.generated.SpoutSpec;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.generated.StreamInfo;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tempest.cluster.Json;
import tempest.cluster.LocalLayout;
import tempest.cluster.ThriftCodec;
import tempest.worker.transport.WorkerAddress;

final class TopologyCodeTest {
    private static final String ID = "topo-1-1";

    @TempDir
    private Path home;
    private LocalLayout layout;

    @BeforeEach
    void layOut() throws IOException {
        layout = LocalLayout.of(Map.of(), home);
        Files.createDirectories(layout.stormDist(ID));
        ComponentCommon common = new ComponentCommon(new HashMap<>(), new HashMap<>());
        common.put_to_streams("default", new StreamInfo(List.of("word"), false));
        common.set_parallelism_hint(2);
        StormTopology topology = new StormTopology(new HashMap<>(Map.of("words", new SpoutSpec(ComponentObject.serialized_java(new byte[0]), common))),
            new HashMap<>(), new HashMap<>());
        Files.write(layout.stormCode(ID), new ThriftCodec<>(StormTopology::new).encode(topology));
        Files.write(layout.stormConf(ID), gzip(Json.write(Map.of("topology.workers", 1, "own", "topology's"))));
        Files.write(layout.stormJar(ID), new byte[0]);
    }

    @Test
    void theTopologysConfigurationGoesOverTheDaemonsAndSystemComponentsAreThere() throws IOException {
        TopologyCode code = TopologyCode.load(spec(Map.of("own", "daemon's", "other", 5)));
        assertEquals("topology's", code.conf().get("own"));
        assertEquals(5, code.conf().get("other"));
        assertTrue(code.topology().get_bolts().containsKey("__system"));
        assertEquals(Set.of(1, 2, 3), code.tasks().keySet());
        assertEquals(2, code.tasks().values().stream().filter("words"::equals).count());
        assertEquals("user", code.userCode().getName());
    }

    @Test
    void theUsersClassPathIsJarDependenciesWhatTheConfigurationAddsAndLastOurLibrariesForIt() throws IOException {
        Path dependencies = Files.createDirectories(layout.stormDependencies(ID));
        Path second = Files.write(dependencies.resolve("b.jar"), new byte[0]);
        Path first = Files.write(dependencies.resolve("a.jar"), new byte[0]);
        Path extra = Files.createDirectories(home.resolve("extra"));
        Path wild = Files.write(extra.resolve("wild.jar"), new byte[0]);
        Files.write(extra.resolve("notes.txt"), new byte[0]);
        Path ours = Files.write(Files.createDirectories(home.resolve("lib-user")).resolve("ours.jar"), new byte[0]);
        List<Path> paths = TopologyCode.userPaths(layout, ID, Map.of("topology.classpath.beginning", "/first",
            "topology.classpath", List.of(extra + "/*", "/last")));
        assertEquals(List.of(Path.of("/first"), layout.stormJar(ID), first, second, wild, Path.of("/last"), ours), paths);
    }

    @Test
    void aMissingFileIsNamed() throws IOException {
        Files.delete(layout.stormCode(ID));
        IOException e = assertThrows(IOException.class, () -> TopologyCode.load(spec(Map.of())));
        assertTrue(e.getMessage().contains(layout.stormCode(ID).toString()), e.getMessage());
    }

    @Test
    void aDamagedConfigurationIsNamed() throws IOException {
        Files.writeString(layout.stormConf(ID), "not gzip");
        IOException e = assertThrows(IOException.class, () -> TopologyCode.load(spec(Map.of())));
        assertTrue(e.getMessage().contains(layout.stormConf(ID).toString()), e.getMessage());
    }

    private WorkerSpec spec(Map<String, Object> conf) {
        return new WorkerSpec(ID, new WorkerAddress("node-a", 6700), "worker-1", conf, layout, null);
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
