// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.storm.blobstore.AtomicOutputStream;
import org.apache.storm.blobstore.NimbusBlobStore;
import org.apache.storm.generated.AlreadyAliveException;
import org.apache.storm.generated.Bolt;
import org.apache.storm.generated.ComponentCommon;
import org.apache.storm.generated.ComponentObject;
import org.apache.storm.generated.Credentials;
import org.apache.storm.generated.GlobalStreamId;
import org.apache.storm.generated.Grouping;
import org.apache.storm.generated.InvalidTopologyException;
import org.apache.storm.generated.NullStruct;
import org.apache.storm.generated.SettableBlobMeta;
import org.apache.storm.generated.SpoutSpec;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.generated.SubmitOptions;
import org.apache.storm.generated.TopologyInitialStatus;
import org.apache.storm.utils.NimbusClient;
import org.apache.storm.utils.Utils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Submits to a small Nimbus over real sockets. */
@Timeout(30)
class StormSubmitterTest {
    private static final List<String> PROPERTIES = List.of("storm.jar", "storm.options", "storm.dependency.jars", "storm.dependency.artifacts");

    @TempDir
    Path folder;
    private RecordingNimbus nimbus;
    private Map<String, Object> conf;
    private Path jar;

    @BeforeEach
    void begin() throws Exception {
        nimbus = new RecordingNimbus();
        conf = new HashMap<>();
        conf.put(Config.NIMBUS_SEEDS, List.of("localhost"));
        conf.put(Config.NIMBUS_THRIFT_PORT, nimbus.port());
        conf.put(Config.STORM_NIMBUS_RETRY_TIMES, 0);
        jar = jar("topology.jar", 700_000);
        System.setProperty("storm.jar", jar.toString());
    }

    @AfterEach
    void end() {
        PROPERTIES.forEach(System::clearProperty);
        nimbus.close();
    }

    /** A jar of that size or a little more. */
    private Path jar(String name, int size) throws IOException {
        Path file = folder.resolve(name);
        byte[] content = new byte[size];
        new Random(1).nextBytes(content);
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
            ZipEntry entry = new ZipEntry("content");
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(size);
            CRC32 crc = new CRC32();
            crc.update(content);
            entry.setCrc(crc.getValue());
            out.putNextEntry(entry);
            out.write(content);
        }
        return file;
    }

    private static StormTopology topology() {
        ComponentObject object = ComponentObject.serialized_java(new byte[] {1});
        Map<String, SpoutSpec> spouts = new HashMap<>();
        spouts.put("words", new SpoutSpec(object, new ComponentCommon(new HashMap<>(), new HashMap<>())));
        Map<String, Bolt> bolts = new HashMap<>();
        bolts.put("count", new Bolt(object, new ComponentCommon(inputs("words"), new HashMap<>())));
        return new StormTopology(spouts, bolts, new HashMap<>());
    }

    private static Map<GlobalStreamId, Grouping> inputs(String... sources) {
        Map<GlobalStreamId, Grouping> inputs = new HashMap<>();
        for (String source : sources) {
            inputs.put(new GlobalStreamId(source, "default"), Grouping.shuffle(new NullStruct()));
        }
        return inputs;
    }

    @Test
    void theJarGoesInChunksAndThenTheTopologyWithItsOwnConfigurationAlone() throws Exception {
        conf.put(Config.TOPOLOGY_WORKERS, 3);
        StormSubmitter.submitTopology("wordcount", conf, topology());
        assertEquals(topology(), nimbus.topologies.get("wordcount"));
        assertEquals(TopologyInitialStatus.ACTIVE, nimbus.submitted.get("wordcount").get_initial_status());
        Map<String, Object> sent = Utils.parseJson(nimbus.confs.get("wordcount"));
        assertEquals(3, ((Number) sent.get(Config.TOPOLOGY_WORKERS)).intValue());
        assertFalse(sent.containsKey(DaemonConfig.UI_PORT), "defaults stay at home");
        byte[] uploaded = nimbus.uploads.values().iterator().next().toByteArray();
        assertArrayEquals(Files.readAllBytes(jar), uploaded);
        assertEquals(3, nimbus.calls.stream().filter("uploadChunk"::equals).count());
        assertEquals("submitTopologyWithOpts", nimbus.calls.get(nimbus.calls.size() - 1));
    }

    @Test
    void optionsReachNimbus() throws Exception {
        SubmitOptions options = new SubmitOptions(TopologyInitialStatus.INACTIVE);
        options.set_creds(new Credentials(Map.of("user", "secret")));
        StormSubmitter.submitTopology("wordcount", conf, topology(), options);
        assertEquals(options, nimbus.submitted.get("wordcount"));
    }

    @Test
    void commandLineOptionsOverrideTheTopologysConfiguration() throws Exception {
        conf.put(Config.TOPOLOGY_WORKERS, 3);
        System.setProperty("storm.options", "topology.workers%3D5,topology.worker.childopts%3D-Xmx1g%2C-Xms1g");
        StormSubmitter.submitTopology("wordcount", conf, topology());
        Map<String, Object> sent = Utils.parseJson(nimbus.confs.get("wordcount"));
        assertEquals(5, ((Number) sent.get(Config.TOPOLOGY_WORKERS)).intValue());
        assertEquals("-Xmx1g,-Xms1g", sent.get(Config.TOPOLOGY_WORKER_CHILDOPTS));
    }

    @Test
    void aNameInUseIsRefusedBeforeAnythingIsUploaded() throws Exception {
        StormSubmitter.submitTopology("wordcount", conf, topology());
        nimbus.calls.clear();
        AlreadyAliveException e = assertThrows(AlreadyAliveException.class, () -> StormSubmitter.submitTopology("wordcount", conf, topology()));
        assertTrue(e.getMessage().contains("\"wordcount\" is taken"), e.getMessage());
        assertEquals(List.of("getLeader", "isTopologyNameAllowed"), nimbus.calls);
    }

    @Test
    void whatIsWrongIsSaidBeforeNimbusIsAsked() {
        for (String name : Arrays.asList("a/b", "a.b", "a:b", "a\\b", "", null)) {
            assertThrows(IllegalArgumentException.class, () -> StormSubmitter.submitTopology(name, conf, topology()), name);
        }
        conf.put(Config.TOPOLOGY_WORKERS, "many");
        String message = assertThrows(IllegalArgumentException.class, () -> StormSubmitter.submitTopology("t", conf, topology())).getMessage();
        assertTrue(message.contains("topology.workers") && message.contains("many"), message);
        conf.put(Config.TOPOLOGY_WORKERS, 1);
        conf.put("mine", new Object());
        assertThrows(IllegalArgumentException.class, () -> StormSubmitter.submitTopology("t", conf, topology()));
        conf.remove("mine");
        StormTopology noSpout = topology();
        noSpout.get_spouts().clear();
        assertThrows(InvalidTopologyException.class, () -> StormSubmitter.submitTopology("t", conf, noSpout));
        StormTopology cycle = topology();
        cycle.get_bolts().put("sum", new Bolt(cycle.get_bolts().get("count").get_bolt_object(), new ComponentCommon(inputs("count"), new HashMap<>())));
        cycle.get_bolts().get("count").get_common().set_inputs(inputs("words", "sum"));
        message = assertThrows(InvalidTopologyException.class, () -> StormSubmitter.submitTopology("t", conf, cycle)).getMessage();
        assertTrue(message.contains("count -> sum -> count"), message);
        assertEquals(List.of(), nimbus.calls);
    }

    @Test
    void aJarThatIsNotNamedMissingOrTruncatedGivesOneLine() throws Exception {
        System.clearProperty("storm.jar");
        assertRefused("storm jar");
        System.setProperty("storm.jar", folder.resolve("nowhere.jar").toString());
        assertRefused("nowhere.jar is not there");
        Path half = folder.resolve("half.jar");
        Files.write(half, Arrays.copyOf(Files.readAllBytes(jar), 300_000));
        System.setProperty("storm.jar", half.toString());
        assertRefused("half.jar is truncated or not a jar");
        assertFalse(nimbus.calls.contains("beginFileUpload"));
    }

    private void assertRefused(String expected) {
        String message = assertThrows(RuntimeException.class, () -> StormSubmitter.submitTopology("t", conf, topology())).getMessage();
        assertTrue(message.contains(expected), message);
        assertFalse(message.contains("\n"), message);
    }

    @Test
    void dependenciesBecomeBlobsThatTheTopologyNames() throws Exception {
        Path own = jar("own.jar", 10);
        Path shared = jar("shared.jar", 2000);
        System.setProperty("storm.dependency.jars", own.toString());
        System.setProperty("storm.dependency.artifacts", "{\"org.example:shared:1.0\":\"" + shared + "\"}");
        StormSubmitter.submitTopology("wordcount", conf, topology());
        StormTopology sent = nimbus.topologies.get("wordcount");
        String ownKey = sent.get_dependency_jars().get(0);
        assertTrue(ownKey.matches("dep-own-[0-9a-f-]{36}\\.jar"), ownKey);
        assertArrayEquals(Files.readAllBytes(own), nimbus.blobs.get(ownKey));
        assertArrayEquals(Files.readAllBytes(shared), nimbus.blobs.get(sent.get_dependency_jars().get(1)));

        nimbus.refuseSubmissions = true;
        assertThrows(AlreadyAliveException.class, () -> StormSubmitter.submitTopology("other", conf, topology()));
        assertEquals(2, nimbus.blobs.size(), "a refused topology leaves no blob behind");
    }

    @Test
    void nobodysBlobIsTakenForAnArtifactsJarWhateverItsKey() throws Exception {
        Path artifact = jar("artifact.jar", 2000);
        nimbus.blobs.put("dep-org.example-artifact-1.0.jar", new byte[]{1, 2, 3});
        System.setProperty("storm.dependency.artifacts", "{\"org.example:artifact:1.0\":\"" + artifact + "\"}");
        StormSubmitter.submitTopology("wordcount", conf, topology());
        StormTopology sent = nimbus.topologies.get("wordcount");
        String key = sent.get_dependency_jars().get(0);
        assertTrue(key.matches("dep-org\\.example-artifact-1\\.0-[0-9a-f-]{36}\\.jar"), key);
        assertEquals(List.of(), sent.get_dependency_artifacts());
        assertArrayEquals(Files.readAllBytes(artifact), nimbus.blobs.get(key));
    }

    /** Keeps blobs in memory, past Nimbus. */
    public static final class MemoryBlobStore extends NimbusBlobStore {
        private static final Map<String, byte[]> BLOBS = new TreeMap<>();
        private static final AtomicInteger OPEN = new AtomicInteger();
        private final AtomicBoolean open = new AtomicBoolean();

        @Override
        public void prepare(Map<String, Object> conf) {
            open.set(true);
            OPEN.incrementAndGet();
        }

        @Override
        protected AtomicOutputStream createBlobToExtend(String key, SettableBlobMeta meta) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            return new AtomicOutputStream() {
                @Override
                public void write(int b) {
                    bytes.write(b);
                }

                @Override
                public void cancel() {
                    bytes.reset();
                }

                @Override
                public void close() {
                    BLOBS.put(key, bytes.toByteArray());
                }
            };
        }

        @Override
        public void deleteBlob(String key) {
            BLOBS.remove(key);
        }

        @Override
        public void close() {
            if (open.getAndSet(false)) {
                OPEN.decrementAndGet();
            }
        }
    }

    @Test
    void dependenciesGoToTheStoreThatIsConfigured() throws Exception {
        MemoryBlobStore.BLOBS.clear();
        Path shared = jar("shared.jar", 2000);
        System.setProperty("storm.dependency.artifacts", "{\"org.example:shared:1.0\":\"" + shared + "\"}");
        System.setProperty("storm.dependency.jars", jar("own.jar", 10).toString());
        conf.put(Config.CLIENT_BLOBSTORE, MemoryBlobStore.class.getName());
        StormSubmitter.submitTopology("wordcount", conf, topology());
        assertEquals(Set.of(), nimbus.blobs.keySet());
        List<String> keys = nimbus.topologies.get("wordcount").get_dependency_jars();
        assertEquals(Set.copyOf(keys), MemoryBlobStore.BLOBS.keySet());
        assertArrayEquals(Files.readAllBytes(shared), MemoryBlobStore.BLOBS.get(keys.get(1)));

        nimbus.refuseSubmissions = true;
        assertThrows(AlreadyAliveException.class, () -> StormSubmitter.submitTopology("other", conf, topology()));
        assertEquals(2, MemoryBlobStore.BLOBS.size(), "a refused topology leaves no blob of its own behind");
        assertEquals(0, MemoryBlobStore.OPEN.get());

        conf.put(Config.CLIENT_BLOBSTORE, "java.lang.Object");
        assertRefused("configuration client.blobstore.class is java.lang.Object; it must be a org.apache.storm.blobstore.ClientBlobStore");
    }

    @Test
    void dependenciesGoInChunksOfTheConfiguredSize() throws Exception {
        Path own = jar("own.jar", 2000);
        System.setProperty("storm.dependency.jars", own.toString());
        conf.put(Config.STORM_BLOBSTORE_DEPENDENCY_JAR_UPLOAD_CHUNK_SIZE_BYTES, 1000);
        StormSubmitter.submitTopology("wordcount", conf, topology());
        assertEquals((Files.size(own) + 999) / 1000, nimbus.calls.stream().filter("uploadBlobChunk"::equals).count());
        assertArrayEquals(Files.readAllBytes(own), nimbus.blobs.values().iterator().next());
    }

    @Test
    void aBlobThatTheTopologyNeedsMustBeThere() throws Exception {
        conf.put(Config.TOPOLOGY_BLOBSTORE_MAP, Map.of("dictionary", Map.of()));
        String message = assertThrows(InvalidTopologyException.class, () -> StormSubmitter.submitTopology("t", conf, topology())).getMessage();
        assertTrue(message.contains("dictionary"), message);
        nimbus.blobs.put("dictionary", new byte[0]);
        StormSubmitter.submitTopology("t", conf, topology());
        assertTrue(nimbus.submitted.containsKey("t"));
    }

    @Test
    void anUploadsProgressIsTold() throws Exception {
        List<String> heard = new ArrayList<>();
        StormSubmitter.submitTopology("t", conf, topology(), null, new StormSubmitter.ProgressListener() {
            @Override
            public void onStart(String srcFile, String targetFile, long totalBytes) {
                heard.add("start " + totalBytes);
            }

            @Override
            public void onProgress(String srcFile, String targetFile, long bytesUploaded, long totalBytes) {
                heard.add("progress " + bytesUploaded);
            }

            @Override
            public void onCompleted(String srcFile, String targetFile, long totalBytes) {
                heard.add("completed " + totalBytes);
            }
        });
        long size = Files.size(jar);
        assertEquals(List.of("start " + size, "progress 307200", "progress 614400", "progress " + size, "completed " + size), heard);
    }

    @Test
    void theProgressBarEndsFull() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ProgressBar bar = new ProgressBar(new PrintStream(bytes, true));
        bar.onStart("a.jar", "inbox", 10);
        bar.onProgress("a.jar", "inbox", 5, 10);
        bar.onProgress("a.jar", "inbox", 10, 10);
        bar.onCompleted("a.jar", "inbox", 10);
        assertTrue(bytes.toString().contains("[" + "=".repeat(20) + " ".repeat(20) + "] 5 / 10"));
        assertTrue(bytes.toString().contains("[" + "=".repeat(40) + "] 10 / 10"));
    }

    @Test
    void credentialsCanBePushedToARunningTopology() throws Exception {
        assertFalse(StormSubmitter.pushCredentials("t", conf, Map.of()));
        assertTrue(StormSubmitter.pushCredentials("t", conf, Map.of("user", "new"), "alice"));
        assertEquals(Map.of("user", "new"), nimbus.credentials.get("t").get_creds());
        assertEquals("alice", nimbus.credentials.get("t").get_topoOwner());
    }

    @Test
    void zooKeepersDigestIsTakenOrMadeUp() {
        assertTrue(StormSubmitter.prepareZookeeperAuthentication(new HashMap<>()).isEmpty());
        Map<String, Object> given = new HashMap<>(Map.of(Config.STORM_ZOOKEEPER_TOPOLOGY_AUTH_PAYLOAD, "user:password"));
        assertEquals("digest", StormSubmitter.prepareZookeeperAuthentication(given).get(Config.STORM_ZOOKEEPER_TOPOLOGY_AUTH_SCHEME));
        Map<String, Object> scheme = new HashMap<>(Map.of(Config.STORM_ZOOKEEPER_TOPOLOGY_AUTH_SCHEME, "digest"));
        String madeUp = (String) StormSubmitter.prepareZookeeperAuthentication(scheme).get(Config.STORM_ZOOKEEPER_TOPOLOGY_AUTH_PAYLOAD);
        assertTrue(StormSubmitter.validateZKDigestPayload(madeUp), madeUp);
        given.put(Config.STORM_ZOOKEEPER_TOPOLOGY_AUTH_PAYLOAD, "hush");
        String instead = (String) StormSubmitter.prepareZookeeperAuthentication(given).get(Config.STORM_ZOOKEEPER_TOPOLOGY_AUTH_PAYLOAD);
        assertTrue(StormSubmitter.validateZKDigestPayload(instead), instead);
    }

    @Test
    void withinALocalClusterNothingIsUploaded() throws Exception {
        System.clearProperty("storm.jar");
        try (NimbusClient.LocalOverride override = new NimbusClient.LocalOverride(nimbus.iface())) {
            StormSubmitter.submitTopology("t", new HashMap<>(), topology());
        }
        assertEquals(List.of("submitTopologyWithOpts"), nimbus.calls);
        assertNull(Utils.parseJson(nimbus.confs.get("t")).get(Config.NIMBUS_SEEDS));
    }

    /** Remembers what it was told. */
    public static final class Hook implements ISubmitterHook {
        private static volatile String told;

        @Override
        public void notify(org.apache.storm.generated.TopologyInfo topologyInfo, Map<String, Object> topoConf, StormTopology topology) {
            told = topologyInfo.get_name();
        }
    }

    @Test
    void aSubmitterHookHearsOfTheTopology() throws Exception {
        conf.put(Config.STORM_TOPOLOGY_SUBMISSION_NOTIFIER_PLUGIN, Hook.class.getName());
        StormSubmitter.submitTopology("t", conf, topology());
        assertEquals("t", Hook.told);
    }
}
