// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.utils;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FileNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.storm.Config;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigUtilsTest {

    private interface Read {
        Object read(Object value);
    }

    @TempDir
    Path folder;

    private Map<String, Object> conf() {
        Map<String, Object> conf = new HashMap<>();
        conf.put(Config.STORM_LOCAL_DIR, folder.toString());
        conf.put(Config.STORM_WORKERS_ARTIFACTS_DIR, "workers-artifacts");
        return conf;
    }

    @Test
    void filesAreWhereStormsUsersLookForThem() throws Exception {
        String root = folder.toString();
        System.setProperty("storm.log.dir", "logs-here");
        try {
            assertEquals("logs-here/workers-artifacts/t-1-1/6700", ConfigUtils.workerArtifactsRoot(conf(), "t-1-1", 6700));
            assertEquals("logs-here/workers-artifacts/t-1-1/6700/worker.pid", ConfigUtils.workerArtifactsPidPath(conf(), "t-1-1", 6700));
        } finally {
            System.clearProperty("storm.log.dir");
        }
        assertEquals(root + "/workers/w/pids/5", ConfigUtils.workerPidPath(conf(), "w", 5));
        assertEquals(root + "/workers/w/artifacts", ConfigUtils.workerArtifactsSymlink(conf(), "w"));
        assertEquals(root + "/workers/w/heartbeats", ConfigUtils.workerHeartbeatsRoot(conf(), "w"));
        assertEquals(root + "/workers/w/tmp", ConfigUtils.workerTmpRoot(conf(), "w"));
        assertEquals(root + "/workers-users/w", ConfigUtils.workerUserFile(conf(), "w"));
        assertEquals(root + "/supervisor/stormdist/a%2Fb", ConfigUtils.supervisorStormDistRoot(conf(), "a/b"));
        assertEquals("r/stormjar.jar", ConfigUtils.supervisorStormJarPath("r"));
        assertEquals(root, ConfigUtils.absoluteStormBlobStoreDir(conf()));
    }

    @Test
    void blobKeysNameTheirTopology() {
        for (String key : List.of(ConfigUtils.masterStormJarKey("t-1-1"), ConfigUtils.masterStormCodeKey("t-1-1"),
            ConfigUtils.masterStormConfKey("t-1-1"))) {
            assertEquals("t-1-1", ConfigUtils.getIdFromBlobKey(key));
        }
        assertNull(ConfigUtils.getIdFromBlobKey("dictionary"));
    }

    @Test
    void secretsAreMasked() {
        Map<String, Object> conf = Map.of("ui.https.keystore.password", "hush", "ui.port", 8744);
        assertEquals(Map.of("ui.https.keystore.password", "*****", "ui.port", 8744), ConfigUtils.maskPasswords(conf));
    }

    @Test
    void theModeIsOneOfTwo() {
        assertTrue(ConfigUtils.isLocalMode(Map.of(Config.STORM_CLUSTER_MODE, "local")));
        assertFalse(ConfigUtils.isLocalMode(Map.of(Config.STORM_CLUSTER_MODE, "distributed")));
        assertThrows(IllegalArgumentException.class, () -> ConfigUtils.isLocalMode(Map.of(Config.STORM_CLUSTER_MODE, "cloud")));
    }

    @Test
    void aTopologysConfigurationIsReadOnTopOfTheNodes() throws Exception {
        Path file = folder.resolve("stormconf.ser");
        assertThrows(FileNotFoundException.class, () -> ConfigUtils.readSupervisorStormConfGivenPath(conf(), file.toString()));
        Files.write(file, Utils.toCompressedJsonConf(Map.of("topology.workers", 3)));
        Map<String, Object> read = ConfigUtils.readSupervisorStormConfGivenPath(conf(), file.toString());
        assertEquals(3, read.get("topology.workers"));
        assertEquals(folder.toString(), read.get(Config.STORM_LOCAL_DIR));
    }

    @Test
    void optionsAreSplitAtWhiteSpace() {
        assertEquals(List.of("x", "y", "z"), ConfigUtils.getValueAsList("a", Map.of("a", "x y  z")));
        assertEquals(List.of("x", "y", "z"), ConfigUtils.getValueAsList("a", Map.of("a", List.of("x y", "z"))));
        assertNull(ConfigUtils.getValueAsList("a", Map.of()));
    }

    @Test
    void aSamplerSaysYesOnceInEachStretch() {
        assertEquals(20, ConfigUtils.samplingRate(Map.of(Config.TOPOLOGY_STATS_SAMPLE_RATE, 0.05)));
        BooleanSupplier sampler = ConfigUtils.evenSampler(10);
        for (int stretch = 0; stretch < 100; stretch++) {
            int yes = 0;
            for (int i = 0; i < 10; i++) {
                yes += sampler.getAsBoolean() ? 1 : 0;
            }
            assertEquals(1, yes);
        }
        assertThrows(IllegalArgumentException.class, () -> ConfigUtils.samplingRate(Map.of(Config.TOPOLOGY_STATS_SAMPLE_RATE, 0)));
    }

    @Test
    void valuesAreReadWhateverTypeTheFileGaveThem() {
        for (Object seven : Arrays.asList(7, 7L, (short) 7, 7.0, "7")) {
            assertEquals(7, ObjectReader.getInt(seven));
            assertEquals(7L, ObjectReader.getLong(seven));
        }
        assertEquals(5, ObjectReader.getInt(null, 5));
        assertNull(ObjectReader.getLong(null));
        assertEquals(2.5, ObjectReader.getDouble(2.5f));
        assertEquals(List.of("a"), ObjectReader.getStrings("a"));
        assertEquals(List.of("a", "1"), ObjectReader.getStrings(List.of("a", 1)));
        assertEquals(List.of(), ObjectReader.getStrings(null));
        assertTrue(ObjectReader.getBoolean(null, true));
        Map<Object, Read> wrong = new HashMap<>();
        wrong.put(3_000_000_000L, ObjectReader::getInt);
        wrong.put(5.7, ObjectReader::getInt);
        wrong.put("x", ObjectReader::getInt);
        wrong.put("7", ObjectReader::getDouble);
        wrong.put("true", value -> ObjectReader.getBoolean(value, false));
        wrong.forEach((value, read) -> assertThrows(IllegalArgumentException.class, () -> read.read(value), value.toString()));
    }
}
