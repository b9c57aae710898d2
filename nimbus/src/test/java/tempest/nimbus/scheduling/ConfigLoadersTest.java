// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus.scheduling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.storm.scheduler.utils.ArtifactoryConfigLoader;
import org.apache.storm.scheduler.utils.FileConfigLoader;
import org.apache.storm.scheduler.utils.IConfigLoader;
import org.apache.storm.utils.Time;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tempest.cluster.Eventually;

class ConfigLoadersTest {
    private static final String POOLS = "multitenant.scheduler.user.pools";
    private static final String URI = "scheduler.config.loader.uri";
    @TempDir
    private Path folder;

    /** A loader whose server answers out of a map, by path. */
    private final class Served extends ArtifactoryConfigLoader {
        private final Map<String, String> files = new HashMap<>();

        Served() {
            super(Map.of(URI, "artifactory+http://localhost:1/artifactory/pools", "storm.local.dir", folder.toString(),
                "scheduler.config.loader.polltime.secs", 60));
        }

        Served with(String name, String text) {
            files.put("/pools", "{\"children\":[{\"uri\":\"/1.yaml\",\"folder\":false},{\"uri\":\"/" + name + "\",\"folder\":false},{\"uri\":\"/9\",\"folder\":true}]}");
            files.put("/pools/" + name, text);
            return this;
        }

        @Override
        protected String doGet(String api, String artifact, String host, Integer port) {
            return files.get(artifact);
        }
    }

    @Test
    void artifactoryGivesTheNewestFileOfAFolderAndWhatItGaveLastWhenItIsAway() {
        Served loader = new Served().with("2.yaml", POOLS + ": {owner: 2}");
        assertEquals(Map.of("owner", 2), loader.load(POOLS));
        assertNull(loader.load("other"));
        assertEquals(Map.of("owner", 2), new Served().load(POOLS), "a Nimbus that starts while the server is away");
    }

    @Test
    void artifactoryIsAskedOnceInAPollTime() throws Exception {
        try (Time.SimulatedTime simulated = new Time.SimulatedTime()) {
            Served loader = new Served().with("2.yaml", POOLS + ": {owner: 2}");
            assertEquals(Map.of("owner", 2), loader.load(POOLS));
            loader.with("3.yaml", POOLS + ": {owner: 3}");
            Time.advanceTimeSecs(59);
            assertEquals(Map.of("owner", 2), loader.load(POOLS));
            Time.advanceTimeSecs(1);
            assertEquals(Map.of("owner", 3), loader.load(POOLS));
        }
    }

    @Test
    void whatWasLoadedIsLoadedAgainWhenItHasExpiredHoweverSeldomALoaderAsksItsServer() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        IConfigLoader loader = key -> Map.of("owner", asked.incrementAndGet());
        Map<String, Object> conf = Map.of("scheduler.config.cache.expiration.secs", 1, "scheduler.config.loader.polltime.secs", 3600);
        try (LiveSetting<Object> pools = LiveSetting.of(conf, POOLS, loader, map -> map.get("owner") == null ? 0 : map.get("owner"))) {
            Object first = pools.get();
            Eventually.holds("it is loaded again", () -> !pools.get().equals(first));
        }
    }

    @Test
    void whatIsNoConfigurationReplacesNone() {
        assertNull(new Served().with("2.yaml", "just text").load(POOLS));
        assertEquals(Map.of("owner", 2), new Served().with("2.yaml", POOLS + ": {owner: 2}").load(POOLS));
        assertEquals(Map.of("owner", 2), new Served().with("2.yaml", "just text").load(POOLS));
        assertEquals(Map.of("owner", 2), new Served().with("2.yaml", "a: [1").load(POOLS));
    }

    @Test
    void aLoaderThatHasNothingToLoadFromGivesNull() throws Exception {
        Path text = Files.writeString(folder.resolve("text.yaml"), "just text");
        Path pools = Files.writeString(folder.resolve("pools.yaml"), POOLS + ": {owner: 2}");
        for (IConfigLoader loader : new IConfigLoader[] {new FileConfigLoader(Map.of()), new ArtifactoryConfigLoader(Map.of()),
            new FileConfigLoader(Map.of(URI, "file:///nowhere/at/all")), new FileConfigLoader(Map.of(URI, text.toUri().toString()))}) {
            assertNull(loader.load(POOLS));
        }
        assertEquals(Map.of("owner", 2), new FileConfigLoader(Map.of(URI, "file://" + pools)).load(POOLS));
    }

    @Test
    void whatIsBehindTheBaseDirectoryOfTheServerIsTheFolder() {
        List<String> asked = new ArrayList<>();
        ArtifactoryConfigLoader loader = new ArtifactoryConfigLoader(Map.of(URI, "artifactory+http://localhost:1/repo/v2/pools", "storm.local.dir", folder.toString(),
            "scheduler.config.loader.artifactory.base.directory", "/repo/v2")) {
            @Override
            protected String doGet(String api, String artifact, String host, Integer port) {
                asked.add(artifact);
                return null;
            }
        };
        assertNull(loader.load(POOLS));
        assertEquals(List.of("/pools"), asked);
    }
}
