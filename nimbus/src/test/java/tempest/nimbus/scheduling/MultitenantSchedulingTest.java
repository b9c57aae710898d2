// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus.scheduling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.storm.metric.StormMetricsRegistry;
import org.apache.storm.scheduler.WorkerSlot;
import org.apache.storm.scheduler.multitenant.MultitenantScheduler;
import org.apache.storm.scheduler.utils.ArtifactoryConfigLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All of Grid's topologies belong to the user "owner". */
class MultitenantSchedulingTest {
    private static final String POOLS = "multitenant.scheduler.user.pools";
    @TempDir
    private Path folder;

    private static Grid grid() {
        Grid grid = new Grid();
        for (int i = 0; i < 4; i++) {
            grid.supervisor("s" + i, 2);
        }
        return grid;
    }

    private static Set<String> nodes(Grid grid, String topology) {
        return grid.placed(topology).values().stream().map(WorkerSlot::getNodeId).collect(Collectors.toSet());
    }

    @Test
    void machinesOfItsOwnUpToTheUsersShareAndTheRestShares() {
        Grid grid = grid().topology("alone", 2, 4, Map.of("topology.isolate.machines", 2)).topology("one", 2, 2).topology("two", 2, 2)
            .topology("toomuch", 2, 2, Map.of("topology.isolate.machines", 2));
        grid.conf.put(POOLS, Map.of("owner", 3));
        grid.round(new MultitenantScheduler());
        grid.holders();
        assertEquals(2, nodes(grid, "alone").size());
        Set<String> others = new HashSet<>(nodes(grid, "one"));
        others.addAll(nodes(grid, "two"));
        assertEquals(2, others.size());
        others.retainAll(nodes(grid, "alone"));
        assertEquals(Set.of(), others);
        assertEquals(Map.of(), grid.placed("toomuch"));
        assertTrue(grid.statuses.get("toomuch").contains("of the 3 that user owner may have 1 are left"), grid.statuses.toString());
    }

    @Test
    void aShareThatIsNoneIsRefusedWithTheKey() {
        for (Object bad : new Object[] {"x", Map.of("owner", "many"), Map.of("owner", -1)}) {
            IllegalArgumentException refused = assertThrows(IllegalArgumentException.class,
                () -> new MultitenantScheduler().prepare(Map.of(POOLS, bad), new StormMetricsRegistry()));
            assertTrue(refused.getMessage().contains(POOLS), refused.getMessage());
        }
    }

    @Test
    void sharesComeFromAFileIfThereIsOne() throws Exception {
        Path file = Files.writeString(folder.resolve("pools.yaml"), POOLS + ":\n  owner: 2\n");
        Grid grid = grid().topology("alone", 2, 2, Map.of("topology.isolate.machines", 2));
        grid.conf.put("scheduler.config.loader.uri", file.toUri().toString());
        MultitenantScheduler scheduler = new MultitenantScheduler();
        grid.round(scheduler);
        assertEquals(Map.of("owner", 2), scheduler.config());
        assertEquals(2, nodes(grid, "alone").size());
        scheduler.cleanup();
        grid.conf.put("scheduler.config.loader.uri", "gopher://x/y");
        assertTrue(assertThrows(IllegalArgumentException.class, () -> grid.round(new MultitenantScheduler())).getMessage().contains("gopher"));
    }

    @Test
    void artifactoryGivesTheNewestFileOfAFolderAndWhatItGaveLastWhenItIsAway() throws Exception {
        Map<String, String> files = Map.of("/artifactory/api/storage/pools",
            "{\"children\":[{\"uri\":\"/1.yaml\",\"folder\":false},{\"uri\":\"/2.yaml\",\"folder\":false},{\"uri\":\"/9\",\"folder\":true}]}",
            "/artifactory/pools/1.yaml", POOLS + ": {owner: 1}", "/artifactory/pools/2.yaml", POOLS + ": {owner: 2}");
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = files.getOrDefault(exchange.getRequestURI().getPath(), "").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(body.length == 0 ? 404 : 200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        Map<String, Object> conf = new HashMap<>(Map.of("storm.local.dir", folder.toString(), "scheduler.config.loader.uri",
            "artifactory+http://localhost:" + server.getAddress().getPort() + "/artifactory/pools", "scheduler.config.loader.timeout.secs", 5));
        ArtifactoryConfigLoader loader = new ArtifactoryConfigLoader(conf);
        assertEquals(Map.of("owner", 2), loader.load(POOLS));
        assertEquals(null, loader.load("other"));
        server.stop(0);
        assertEquals(Map.of("owner", 2), loader.load(POOLS));
    }
}
