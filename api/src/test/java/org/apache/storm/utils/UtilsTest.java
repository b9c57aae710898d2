// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.utils;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.storm.generated.GlobalStreamId;
import org.apache.storm.generated.NimbusSummary;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.testing.TestWordCounter;
import org.apache.storm.testing.TestWordSpout;
import org.apache.storm.topology.TopologyBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class UtilsTest {

    @Test
    void aSumIsDealtIntoPartsThatDifferByOneAtMost() {
        assertEquals(new TreeMap<>(Map.of(3, 2, 4, 1)), Utils.integerDivided(10, 3));
        assertEquals(new TreeMap<>(Map.of(2, 3)), Utils.integerDivided(6, 3));
        assertEquals(List.of(List.of(1, 2, 3), List.of(4, 5), List.of(6, 7)), Utils.partitionFixed(3, List.of(1, 2, 3, 4, 5, 6, 7)));
        assertEquals(List.of(List.of(1), List.of(2)), Utils.partitionFixed(3, List.of(1, 2)));
        assertEquals(List.of(), Utils.partitionFixed(0, List.of(1)));
    }

    @Test
    void mapsAreTurnedAround() {
        HashMap<Integer, List<String>> reversed = Utils.reverseMap(new TreeMap<>(Map.of("a", 1, "b", 1, "c", 2)));
        assertEquals(Map.of(1, List.of("a", "b"), 2, List.of("c")), reversed);
        assertEquals(Map.of(1, List.of("a", "b")), Utils.reverseMap(List.of(List.of("a", 1), List.of("b", 1))));
        assertEquals(Arrays.asList("a", null, "c"), Utils.convertToArray(Map.of(2, "a", 4, "c"), 2));
        assertEquals(Map.of("a", 1, "b", 3), Utils.merge(Map.of("a", 1, "b", 2), Map.of("b", 3)));
        assertEquals(List.of("a"), Utils.getRepeat(List.of("a", "b", "a")));
    }

    /** A class that a user's loader has, too. */
    public static class Theirs implements java.io.Serializable {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void objectsAreReadWithTheThreadsClassLoader() throws Exception {
        java.net.URL classes = Theirs.class.getProtectionDomain().getCodeSource().getLocation();
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (java.net.URLClassLoader users = new java.net.URLClassLoader(new java.net.URL[] {classes}, null)) {
            thread.setContextClassLoader(users);
            assertEquals(users, Utils.javaDeserialize(Utils.javaSerialize(new Theirs()), Object.class).getClass().getClassLoader());
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Test
    void theHeapIsReadFromAWorkersOptions() {
        assertEquals(1024.0, Utils.parseJvmHeapMemByChildOpts(List.of("-Xms3m -Xmx1g -XX:+UseG1GC"), 5.0));
        assertEquals(0.5, Utils.parseJvmHeapMemByChildOpts(List.of("-Xmx512k"), 5.0));
        assertEquals(1.0, Utils.parseJvmHeapMemByChildOpts(List.of("-Xmx1m", "-Xmx2M"), 5.0), "the first one counts");
        assertEquals(2048.0, Utils.parseJvmHeapMemByChildOpts(List.of("-Xmx1t", "-Xmx1048576", "---Xmx2ggg"), 5.0), "units are k, m and g");
        assertEquals(5.0, Utils.parseJvmHeapMemByChildOpts(Arrays.asList("-Xms3m", null), 5.0));
    }

    /** A spout "in" and bolts that read as told: {@code "a<in,b"}. */
    private static List<List<String>> cycles(String... bolts) {
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("in", new TestWordSpout());
        for (String bolt : bolts) {
            var declarer = builder.setBolt(bolt.substring(0, 1), new TestWordCounter());
            for (String source : bolt.substring(2).split(",")) {
                declarer.shuffleGrouping(source);
            }
        }
        return Utils.findComponentCycles(builder.createTopology(), "t");
    }

    @Test
    void cyclesThatShareAComponentAreOne() {
        assertEquals(List.of(), cycles("a<in", "b<a", "c<a,b"));
        assertEquals(List.of(List.of("a")), cycles("a<in,a"));
        assertEquals(List.of(List.of("a", "b"), List.of("c", "d")), cycles("a<in,b", "b<a", "c<in,d", "d<c"));
        assertEquals(1, cycles("a<in,d", "b<a", "c<b,d", "d<c").size());
        assertEquals(List.of(), cycles("a<in", "b<c", "c<b"), "no spout's tuples get there");
    }

    @Test
    void configurationsConsistOfWhatJsonCanCarry() {
        assertTrue(Utils.isValidConf(Map.of("a", 1, "b", 2.5f, "c", List.of("x", 3L), "d", Map.of("e", true))));
        Map<String, Object> withNull = new HashMap<>();
        withNull.put("a", null);
        assertTrue(Utils.isValidConf(withNull));
        assertFalse(Utils.isValidConf(Map.of("a", new Object())));
        assertFalse(Utils.isValidConf(Map.of("a", Map.of(1, "x"))));
        Map<String, Object> conf = Map.of("a", List.of(1, 2.5, "x"), "b", "ü");
        assertEquals(conf, Utils.fromCompressedJsonConf(Utils.toCompressedJsonConf(conf)));
        assertThrows(RuntimeException.class, () -> Utils.parseJson("{\"a\":"));
    }

    @Test
    void commandLineOptionsAreJsonOrPlainStrings() {
        System.setProperty("storm.options", "a%3D5,b%3D%22x%22,c%3D%5B1%2C2%5D,d%3Dplain+text,e%3D-Xmx1g,f%3Dk%3Dv,nonsense");
        try {
            Map<String, Object> options = Utils.readCommandLineOpts();
            assertEquals(Map.of("a", 5, "b", "x", "c", List.of(1, 2), "d", "plain text", "e", "-Xmx1g", "f", "k=v"), options);
        } finally {
            System.clearProperty("storm.options");
        }
    }

    @Test
    void aConfigurationFileOverridesDefaultsAndAWrongOneIsNamed(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("my.yaml");
        try {
            System.setProperty("storm.conf.file", file.toString());
            assertTrue(assertThrows(RuntimeException.class, Utils::readStormConfig).getMessage().contains("my.yaml"));
            Files.writeString(file, "topology.workers: 7\n");
            assertEquals(7, Utils.readStormConfig().get("topology.workers"));
            assertEquals(6627, Utils.readStormConfig().get("nimbus.thrift.port"));
            Files.writeString(file, "- a\n- b\n");
            assertTrue(assertThrows(RuntimeException.class, Utils::readStormConfig).getMessage().contains("not a configuration"));
            Files.writeString(file, "a: [1\n");
            assertTrue(assertThrows(RuntimeException.class, Utils::readStormConfig).getMessage().contains("is not YAML"));
            Files.writeString(file, "");
            assertEquals(1, Utils.readStormConfig().get("topology.workers"));
        } finally {
            System.clearProperty("storm.conf.file");
        }
    }

    @Test
    void yamlCannotCreateObjects(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("evil.yaml");
        Files.writeString(file, "a: !!java.io.File [\"x\"]\n");
        assertThrows(RuntimeException.class, () -> Utils.findAndReadConfigFile(file.toString()));
        assertNull(Utils.readYamlFile(file.toString()));
    }

    @Test
    void bytesComeBackAsTheyWere() {
        byte[] data = new byte[100_000];
        Arrays.fill(data, 10, 50_000, (byte) 7);
        assertArrayEquals(data, Utils.gunzip(Utils.gzip(data)));
        assertEquals(List.of("a", 1), Utils.javaDeserialize(Utils.javaSerialize(new ArrayList<>(List.of("a", 1))), List.class));
        NimbusSummary summary = new NimbusSummary("host", 1, 2, true, "v");
        assertEquals(summary, Utils.thriftDeserialize(NimbusSummary.class, Utils.thriftSerialize(summary)));
        assertEquals(summary, Utils.deserialize(Utils.serialize(summary), NimbusSummary.class));
        assertEquals(summary, Utils.deserializeFromString(Utils.serializeToString(summary), NimbusSummary.class));
        assertArrayEquals(new byte[] {2, 3}, Utils.toByteArray(ByteBuffer.wrap(new byte[] {1, 2, 3}, 1, 2)));
        assertThrows(RuntimeException.class, () -> Utils.thriftDeserialize(NimbusSummary.class, new byte[] {1, 2}));
    }

    @Test
    void causesAreFound() {
        Exception wrapped = new RuntimeException(new IllegalStateException(new InterruptedException("x")));
        assertTrue(Utils.exceptionCauseIsInstanceOf(InterruptedException.class, wrapped));
        assertFalse(Utils.exceptionCauseIsInstanceOf(IOException.class, wrapped));
        assertEquals("x", Utils.unwrapTo(InterruptedException.class, wrapped).getMessage());
        assertThrows(IllegalStateException.class, () -> Utils.unwrapAndThrow(IllegalStateException.class, wrapped));
        assertSame(wrapped, Utils.wrapInRuntime(wrapped));
        assertThrows(Error.class, () -> Utils.handleUncaughtException(wrapped));
        Utils.handleWorkerUncaughtException(wrapped);
    }

    @Test
    void aLoopCallsUntilNullAndHandsExceptionsOn() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        Thread counting = Utils.asyncLoop(() -> calls.incrementAndGet() < 3 ? 0L : null, "counting", null);
        counting.join();
        assertEquals(3, calls.get());
        BlockingQueue<Throwable> caught = new ArrayBlockingQueue<>(1);
        Utils.asyncLoop(() -> {
            throw new IllegalStateException("as asked");
        }, "failing", (thread, e) -> caught.add(e));
        assertEquals("as asked", caught.poll(60, TimeUnit.SECONDS).getMessage());
        AtomicReference<Throwable> unexpected = new AtomicReference<>();
        Thread sleeping = Utils.asyncLoop(() -> 1000L, "sleeping", (thread, e) -> unexpected.set(e));
        sleeping.interrupt();
        sleeping.join();
        assertNull(unexpected.get());
    }

    @Test
    void foldersAreDeletedWithAllThatIsInThem(@TempDir Path folder) throws IOException {
        Path tree = folder.resolve("tree");
        Files.createDirectories(tree.resolve("a/b"));
        Files.writeString(tree.resolve("a/b/file"), "x");
        Path outside = Files.writeString(folder.resolve("outside"), "x");
        Files.createSymbolicLink(tree.resolve("link"), outside);
        Utils.forceDelete(tree.toString());
        assertFalse(Files.exists(tree));
        assertTrue(Files.exists(outside), "links are not followed");
        Utils.forceDelete(tree.toString());
    }

    @Test
    void smallThingsAreAsStormsUsersKnowThem() {
        assertEquals(3L, Utils.bitXorVals(List.of(1L, 2L)));
        assertEquals(Integer.MAX_VALUE - 4, Utils.toPositive(-5));
        assertEquals(0.0, Utils.zeroIfNaNOrInf(Double.NaN));
        assertEquals("1-2", Utils.join(List.of(1, 2), "-"));
        assertEquals(2, Utils.get(Map.of("a", 1), "b", 2));
        assertEquals("b", Utils.OR(null, "b"));
        assertTrue(Utils.isSystemId("__acker"));
        assertEquals(new GlobalStreamId("a", "default"), Utils.getGlobalStreamId("a", null));
        assertEquals(Map.of("a", "####", "b", 1), Utils.redactValue(Map.of("a", "hush", "b", 1), "a"));
        assertTrue(Utils.isValidKey("a-b_c.d 1") && !Utils.isValidKey("a/b") && !Utils.isValidKey("..") && !Utils.isValidKey(""));
        assertEquals("2.8.3", Utils.addVersions(new StormTopology(Map.of(), Map.of(), Map.of())).get_storm_version());
        assertEquals(3, Utils.findOne(x -> x > 2, List.of(1, 2, 3, 4)));
        assertTrue(Utils.threadDump().contains(Thread.currentThread().getName()));
        assertEquals("a b&=", Utils.urlDecodeUtf8(Utils.urlEncodeUtf8("a b&=")));
        assertEquals(Long.toString(ProcessHandle.current().pid()), Utils.processPid());
        assertTrue(Utils.isLocalhostAddress("127.0.0.1") && !Utils.isLocalhostAddress("10.0.0.1"));
    }
}
