// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.apache.storm.blobstore.NimbusBlobStore;
import org.apache.storm.generated.AccessControl;
import org.apache.storm.generated.BeginDownloadResult;
import org.apache.storm.generated.Bolt;
import org.apache.storm.generated.ComponentCommon;
import org.apache.storm.generated.ComponentObject;
import org.apache.storm.generated.ErrorInfo;
import org.apache.storm.generated.GlobalStreamId;
import org.apache.storm.generated.Grouping;
import org.apache.storm.generated.ListBlobsResult;
import org.apache.storm.generated.NotAliveException;
import org.apache.storm.generated.ReadableBlobMeta;
import org.apache.storm.generated.SettableBlobMeta;
import org.apache.storm.generated.SpoutSpec;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.generated.TopologyInfo;
import org.apache.storm.generated.TopologySummary;
import org.apache.storm.utils.NimbusClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tempest.cli.launch.Installation;
import tempest.rpc.EndCause;
import tempest.rpc.WorkerEnd;
import tempest.rpc.WorkerEnds;

class CliTest {
    @TempDir
    Path folder;
    private FakeNimbus nimbus;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final List<List<String>> launched = new ArrayList<>();

    @BeforeEach
    void startNimbus() throws Exception {
        nimbus = new FakeNimbus();
    }

    @AfterEach
    void stopNimbus() throws Exception {
        nimbus.close();
    }

    private int storm(String... words) {
        return stormWith(nimbus.conf(), words);
    }

    private int stormWith(Map<String, Object> conf, String... words) {
        out.reset();
        err.reset();
        CommandEnvironment environment = new CommandEnvironment(new Installation(folder, folder.resolve("conf"), Map.of()), Map.of(),
            new CommandEnvironment.Console(new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8)),
            overrides -> conf,
            command -> {
                launched.add(command);
                return 0;
            });
        return new Cli(environment).run(words);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void listPrintsStormsColumnsSortedByName() {
        TopologySummary second = new TopologySummary("wordcount-2-1", "wordcount", 28, 27, 3, 61, "ACTIVE");
        second.set_owner("joe");
        nimbus.answer("getTopologySummaries", a -> List.of(second, new TopologySummary("a-1-1", "a", 1, 1, 1, 2, "KILLED")));
        assertEquals(0, storm("list"));
        List<String> lines = out().lines().toList();
        assertEquals(List.of("Topology_name", "Status", "Num_tasks", "Num_workers", "Uptime_secs", "Topology_Id", "Owner"),
            Arrays.asList(lines.get(0).split(" +")));
        assertTrue(lines.get(1).matches("-+"));
        assertEquals(List.of("a", "KILLED", "1", "1", "2", "a-1-1"), Arrays.asList(lines.get(2).split(" +")));
        assertEquals(List.of("wordcount", "ACTIVE", "28", "3", "61", "wordcount-2-1", "joe"), Arrays.asList(lines.get(3).split(" +")));
    }

    @Test
    void listSaysWhyATopologyIsUnavailable() {
        TopologySummary lost = new TopologySummary("words-1-1", "words", 28, 27, 3, 61, "UNAVAILABLE");
        lost.set_sched_status("blob words-1-1-stormcode.ser is not on Nimbus a:6627; it comes back with Nimbus b:6627");
        nimbus.answer("getTopologySummaries", a -> List.of(lost, new TopologySummary("a-1-1", "a", 1, 1, 1, 2, "ACTIVE")));
        assertEquals(0, storm("list"));
        assertEquals("words runs on where it runs, but Nimbus cannot move it: blob words-1-1-stormcode.ser is not on Nimbus a:6627; "
            + "it comes back with Nimbus b:6627", out().lines().toList().get(4));
    }

    @Test
    void listSaysBelowItsColumnsWhoseWorkersEndAgainAndAgain() {
        long now = System.currentTimeMillis();
        List<WorkerEnd> recent = Stream.of(0, 5_000, 9_000)
            .map(ago -> new WorkerEnd(now - ago, EndCause.EXITED, "h", 6700, "exited with status 7: System.exit was called")).toList();
        nimbus.answer("workerEnds", a -> Map.of("words-1-1", new WorkerEnds(Map.of(EndCause.EXITED, 3L), recent)));
        nimbus.answer("getTopologySummaries", a -> List.of(new TopologySummary("words-1-1", "words", 28, 27, 3, 61, "ACTIVE")));
        assertEquals(0, storm("list"));
        List<String> lines = out().lines().toList();
        assertEquals(List.of("words", "ACTIVE", "28", "3", "61", "words-1-1"), Arrays.asList(lines.get(2).split(" +")));
        assertTrue(lines.get(3).matches("words is RESTARTING: workers end again and again: 3 within 5 minutes, the last \\d+ s ago: "
            + "worker h:6700 exited with status 7: System.exit was called"), lines.get(3));
    }

    @Test
    void endsOfWorkersAreToldOnceEachAfterTheFirstLook() throws Exception {
        List<WorkerEnd> recent = new CopyOnWriteArrayList<>(List.of(new WorkerEnd(1_000, EndCause.EXITED, "h", 6700, "exited with status 7")));
        nimbus.answer("workerEnds", a -> Map.of("t", new WorkerEnds(Map.of(), recent)));
        try (NimbusClient client = NimbusClient.Builder.withConf(nimbus.conf()).build()) {
            WorkerEndNotes notes = new WorkerEndNotes(client.getClient(), List.of("t"));
            assertEquals(List.of(), notes.fresh());
            recent.add(0, new WorkerEnd(2_000, EndCause.HUNG, "h", 6700, "hangs"));
            assertEquals(List.of("worker h:6700 hangs"), notes.fresh().stream().map(line -> line.substring(9)).toList());
            assertEquals(List.of(), notes.fresh());
        }
    }

    @Test
    void listOfNothingSaysSo() {
        nimbus.answer("getTopologySummaries", a -> List.of());
        assertEquals(0, storm("list"));
        assertEquals("No topologies running.\n", out());
    }

    @Test
    void killPassesTheWaitAndTakesSeveralNames() {
        assertEquals(0, storm("kill", "one", "two", "-w", "5"));
        assertEquals(List.of("killTopologyWithOpts[one, KillOptions(wait_secs:5)]", "killTopologyWithOpts[two, KillOptions(wait_secs:5)]"), nimbus.calls());
    }

    @Test
    void killOfATopologyThatIsNotThereIsOneLineAndExit1() {
        nimbus.answer("killTopologyWithOpts", a -> {
            throw new NotAliveException(a[0] + " is not alive");
        });
        assertEquals(1, storm("kill", "ghost"));
        assertEquals("storm kill: no such topology: ghost is not alive\n", err());
    }

    @Test
    void killThatIgnoresErrorsGoesOnAndStillFails() {
        nimbus.answer("killTopologyWithOpts", a -> {
            if (a[0].equals("ghost")) {
                throw new NotAliveException("ghost is not alive");
            }
            return null;
        });
        assertEquals(1, storm("kill", "-i", "ghost", "real"));
        assertEquals(2, nimbus.calls().size());
        assertTrue(out().contains("Killed topology: real"));
    }

    @Test
    void activateAndDeactivateNameTheTopology() {
        assertEquals(0, storm("activate", "wordcount"));
        assertEquals(0, storm("deactivate", "wordcount"));
        assertEquals(List.of("activate[wordcount]", "deactivate[wordcount]"), nimbus.calls());
    }

    @Test
    void rebalancePassesWorkersExecutorsWaitResourcesAndConfiguration() {
        assertEquals(0, storm("rebalance", "wordcount", "-n", "3", "-e", "split=4", "-e", "count=2", "-w", "0",
            "-r", "{\"split\": {\"cpu.pcore.percent\": 20}}", "-t", "{\"topology.max.spout.pending\": 10}"));
        String call = nimbus.calls().get(0);
        assertTrue(call.startsWith("rebalance[wordcount, RebalanceOptions(wait_secs:0, num_workers:3, num_executors:{"), call);
        assertTrue(call.contains("split=4") && call.contains("count=2") && call.contains("{split={cpu.pcore.percent=20.0}}")
            && call.contains("{\"topology.max.spout.pending\":10}"), call);
    }

    @Test
    void numbersOutOfRangeAndMalformedValuesAreUsageErrorsToldInOneLine() {
        String[][] wrong = {{"rebalance", "x", "-n", "0"}, {"rebalance", "x", "-e", "split"}, {"rebalance", "x", "-e", "split=0"},
            {"kill", "x", "-w", "-1"}, {"rebalance", "x", "-r", "{oops"}, {"rebalance", "x", "-t", "[1]"}, {"set_log_level", "x", "-l", "ROOT=LOUD"},
            {"set_log_level", "x"}, {"kill"}, {"activate", "a", "b"}, {"list", "more"}, {"monitor", "x", "-w", "acked"}, {"list", "-c", "novalue"},
            {"upload-credentials", "x", "key"}, {"blobstore", "creat", "key"}, {"list", "--config", "no-such-file.yaml"}};
        for (String[] words : wrong) {
            assertEquals(2, storm(words), String.join(" ", words));
            assertEquals(1, err().lines().count(), err());
            assertTrue(err().startsWith("storm " + words[0] + ": "), err());
        }
        assertEquals(List.of(), nimbus.calls());
    }

    @Test
    void anUnknownCommandIsToldWithTheNearest() {
        assertEquals(2, storm("lsit"));
        assertEquals("storm: there is no command 'lsit'; did you mean 'list'? (storm help lists them)\n", err());
        assertEquals(2, storm("frobnicate"));
        assertFalse(err().contains("did you mean"));
    }

    @Test
    void anUnknownOptionIsToldWithTheNearest() {
        assertEquals(2, storm("kill", "x", "--wiat", "3"));
        assertTrue(err().contains("--wiat") && err().contains("did you mean --wait?"), err());
    }

    @Test
    void everyCommandHasHelpThatNamesItsOptionsAndTouchesNothing() {
        for (String name : CommandTable.names()) {
            assertEquals(0, storm(name, "--help"), name);
            assertTrue(out().startsWith("usage: storm " + name), out());
            assertTrue(out().contains("-c <key=value>") && out().contains("--config <FILE>"), out());
        }
        assertEquals(List.of(), nimbus.calls());
        assertEquals(List.of(), launched);
    }

    @Test
    void helpListsEveryCommand() {
        assertEquals(0, storm("help"));
        CommandTable.names().forEach(name -> assertTrue(out().contains("  " + name + " "), name));
    }

    @Test
    void whatIsNotOfferedSaysWhy() {
        assertEquals(1, storm("sql", "file.sql", "name"));
        assertTrue(err().startsWith("storm sql: Storm SQL is not part of Tempest"), err());
    }

    @Test
    void nobodyAtNimbusIsOneLineThatNamesTheAddress() throws Exception {
        Map<String, Object> conf = new HashMap<>(nimbus.conf());
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        conf.put("nimbus.thrift.port", free);
        assertTimeout(Duration.ofSeconds(30), () -> assertEquals(1, stormWith(conf, "list")), "a person waits for this");
        assertEquals(1, err().lines().count(), err());
        assertTrue(err().contains(Integer.toString(free)), err());
    }

    @Test
    void setLogLevelSendsUpdatesAndRemovals() {
        nimbus.answer("getTopologySummaryByName", a -> new TopologySummary("x-1-1", "x", 1, 1, 1, 1, "ACTIVE"));
        assertEquals(0, storm("set_log_level", "x", "-l", "ROOT=debug:30", "-l", "a.b=WARN", "-r", "c.d"));
        String call = nimbus.calls().get(1);
        assertTrue(call.startsWith("setLogConfig[x-1-1, "), call);
        assertTrue(call.contains("ROOT=LogLevel(action:UPDATE, target_log_level:DEBUG, reset_log_level_timeout_secs:30"), call);
        assertTrue(call.contains("a.b=LogLevel(action:UPDATE, target_log_level:WARN, reset_log_level_timeout_secs:0"), call);
        assertTrue(call.contains("c.d=LogLevel(action:REMOVE"), call);
    }

    @Test
    void getErrorsPrintsJsonAndFailsForATopologyThatIsNotThere() {
        TopologyInfo info = new TopologyInfo("x-1-1", "x", 1, List.of(), "ACTIVE", Map.of("bolt", List.of(new ErrorInfo("it broke \"badly\"", 1)), "spout", List.of()));
        nimbus.answer("getTopologyInfoByNameWithOpts", a -> info);
        assertEquals(0, storm("get-errors", "x"));
        assertEquals("""
            {
              "Topology Name": "x",
              "Comp-Errors": {
                "bolt": "it broke \\"badly\\""
              }
            }
            """, out());
        nimbus.answer("getTopologyInfoByNameWithOpts", a -> {
            throw new NotAliveException("x");
        });
        assertEquals(1, storm("get-errors", "x"));
        assertTrue(out().contains("\"Failure\": \"No topologies running with name x\""), out());
    }

    @Test
    void blobsAreUploadedInChunksListedByPagesAndPrinted() throws Exception {
        Path file = Files.write(folder.resolve("blob"), new byte[(1 << 20) + 7]);
        ByteArrayOutputStream uploaded = new ByteArrayOutputStream();
        nimbus.answer("beginCreateBlob", a -> "session").answer("uploadBlobChunk", a -> {
            ByteBuffer chunk = (ByteBuffer) a[1];
            uploaded.write(chunk.array(), chunk.arrayOffset() + chunk.position(), chunk.remaining());
            return null;
        });
        assertEquals(0, storm("blobstore", "create", "key", "-f", file.toString(), "-a", "u:joe:rwa,o::r--", "--replication-factor", "2"));
        assertArrayEquals(Files.readAllBytes(file), uploaded.toByteArray());
        assertTrue(nimbus.calls().get(0).contains("name:joe, access:7") && nimbus.calls().get(0).contains("replication_factor:2"), nimbus.calls().get(0));
        assertEquals("finishBlobUpload[session]", nimbus.calls().get(nimbus.calls().size() - 1));

        List<AccessControl> acl = BlobCommands.acl("u:joe:r-a");
        nimbus.answer("listBlobs", a -> new ListBlobsResult(a[0].equals("") ? List.of("one", "two") : List.of(), "s"))
            .answer("getBlobMeta", a -> new ReadableBlobMeta(new SettableBlobMeta(acl), 3));
        assertEquals(0, storm("blobstore", "list"));
        assertEquals("one 3 [u:joe:r-a]\ntwo 3 [u:joe:r-a]\n", out());

        List<String> parts = new ArrayList<>(List.of("hello ", "blob", ""));
        nimbus.answer("beginBlobDownload", a -> new BeginDownloadResult(1, "s"))
            .answer("downloadBlobChunk", a -> ByteBuffer.wrap(parts.remove(0).getBytes(StandardCharsets.UTF_8)));
        assertEquals(0, storm("blobstore", "cat", "key"));
        assertEquals("hello blob", out());
    }

    /** Has one blob, past Nimbus. */
    public static final class OneBlob extends NimbusBlobStore {
        private static int deleted;

        @Override
        public void prepare(Map<String, Object> conf) {
            assertEquals("mine", conf.get("of.the.store"));
        }

        @Override
        public Iterator<String> listKeys() {
            return List.of("one").iterator();
        }

        @Override
        public ReadableBlobMeta getBlobMeta(String key) {
            return new ReadableBlobMeta(new SettableBlobMeta(List.of()), 7);
        }

        @Override
        public void deleteBlob(String key) {
            deleted++;
        }
    }

    @Test
    void blobsAreThoseOfTheStoreThatIsConfigured() {
        Map<String, Object> conf = nimbus.conf();
        conf.put("client.blobstore.class", OneBlob.class.getName());
        conf.put("of.the.store", "mine");
        assertEquals(0, stormWith(conf, "blobstore", "list"));
        assertEquals("one 7 []\n", out());
        assertEquals(0, stormWith(conf, "blobstore", "delete", "one"));
        assertEquals(1, OneBlob.deleted);
        assertEquals(List.of(), nimbus.calls());
        conf.put("client.blobstore.class", "no.such.Store");
        assertEquals(1, stormWith(conf, "blobstore", "list"));
        assertEquals("storm blobstore: Class no.such.Store was not found on the class path\n", err());
    }

    @Test
    void printTopoShowsStreamsAsKeysAndCodeAsASize() {
        SpoutSpec spout = new SpoutSpec(ComponentObject.serialized_java(new byte[9]), new ComponentCommon(Map.of(), Map.of()));
        Bolt bolt = new Bolt(ComponentObject.serialized_java(new byte[7]),
            new ComponentCommon(Map.of(new GlobalStreamId("words", "default"), Grouping.fields(List.of("word"))), Map.of()));
        nimbus.answer("getTopologySummaries", a -> List.of(new TopologySummary("x-1-1", "x", 1, 1, 1, 1, "ACTIVE")))
            .answer("getUserTopology", a -> new StormTopology(Map.of("words", spout), Map.of("count", bolt), Map.of()));
        assertEquals(0, storm("admin", "print_topo", "x"));
        assertTrue(nimbus.calls().contains("getUserTopology[x-1-1]"), nimbus.calls().toString());
        assertTrue(out().contains("\"words:default\": {") && out().contains("\"serialized_java\": \"7 bytes\""), out());
    }

    @Test
    void remoteconfvalueAndLocalconfvaluePrintKeyAndValue() {
        nimbus.answer("getNimbusConf", a -> "{\"ui.port\": 1234, \"list\": [1, 2]}");
        assertEquals(0, storm("remoteconfvalue", "ui.port"));
        assertEquals("ui.port: 1234\n", out());
        assertEquals(0, storm("remoteconfvalue", "list"));
        assertEquals("list: [1,2]\n", out());
        assertEquals(0, storm("localconfvalue", "nimbus.thrift.port"));
        assertEquals("nimbus.thrift.port: " + nimbus.port() + "\n", out());
        assertEquals(1, storm("localconfvalue", "no.such.key"));
    }

    @Test
    void jarLaunchesAClientJvmWithTheJarTheOptionsAndTheArgumentsInOrder() throws Exception {
        Path jar = TestJars.with(folder.resolve("my topology.jar"), "org.example.Main");
        assertEquals(0, storm("jar", jar.toString(), "org.example.Main", "name", "--help", "-c", "topology.workers=2", "-x", "--", "-c", "mine"));
        List<String> command = launched.get(0);
        int main = command.indexOf("tempest.cli.client.RunMain");
        assertEquals(List.of("org.example.Main", "name", "--help", "-x", "-c", "mine"), command.subList(main + 1, command.size()));
        assertTrue(command.contains("-Dstorm.jar=" + jar), command.toString());
        assertTrue(command.contains("-Dstorm.home=" + folder), command.toString());
        assertTrue(command.contains("-Dstorm.options=topology.workers%3D2"), command.toString());
        String classPath = command.get(command.indexOf("-cp") + 1);
        assertTrue(classPath.startsWith(folder.resolve("lib-client") + "/*:" + jar + ":"), classPath);
    }

    @Test
    void whatStormHasForUserCodeBesidesTheApiComesBehindTheUsersOwn() throws Exception {
        Files.createDirectories(folder.resolve("lib-user"));
        Path jar = TestJars.with(folder.resolve("topology.jar"), "org.example.Main");
        Path more = TestJars.with(folder.resolve("more.jar"), "org.example.More");
        for (List<String> words : List.of(List.of("jar"), List.of("jar", "--storm-server-classpath"))) {
            List<String> all = new ArrayList<>(words);
            all.addAll(List.of(jar.toString(), "org.example.Main", "--jars", more.toString()));
            launched.clear();
            assertEquals(0, storm(all.toArray(String[]::new)), err());
            List<String> command = launched.get(0);
            List<String> classPath = List.of(command.get(command.indexOf("-cp") + 1).split(File.pathSeparator));
            int ours = classPath.indexOf(folder.resolve("lib-user") + "/*");
            assertTrue(ours > classPath.indexOf(more.toString()) && classPath.indexOf(more.toString()) > classPath.indexOf(jar.toString()), classPath.toString());
            assertTrue(classPath.indexOf(jar.toString()) > classPath.indexOf(folder.resolve("lib-client") + "/*"), classPath.toString());
        }
    }

    @Test
    void jarRunsAMainClassThatStormHasForUserCode() throws Exception {
        TestJars.with(Files.createDirectories(folder.resolve("lib-user")).resolve("flux.jar"), "org.apache.storm.flux.Flux");
        Path jar = TestJars.with(folder.resolve("topology.jar"), "org.example.Bolt");
        assertEquals(0, storm("jar", jar.toString(), "org.apache.storm.flux.Flux", "f.yaml"), err());
        assertTrue(launched.get(0).contains("org.apache.storm.flux.Flux"), launched.toString());
    }

    @Test
    void jarSaysWhatIsWrongBeforeAnythingIsLaunched() throws Exception {
        Path jar = TestJars.with(folder.resolve("topology.jar"), "org.example.WordCount");
        assertEquals(1, storm("jar", folder.resolve("topolgy.jar").toString(), "org.example.WordCount"));
        assertTrue(err().contains("there is no file") && err().contains("did you mean topology.jar?"), err());
        assertEquals(1, storm("jar", jar.toString(), "WordCount"));
        assertTrue(err().contains("did you mean org.example.WordCount?"), err());
        assertEquals(1, storm("jar", folder.toString(), "org.example.WordCount"));
        assertTrue(err().contains("is a folder"), err());
        byte[] whole = Files.readAllBytes(jar);
        Path half = Files.write(folder.resolve("half.jar"), Arrays.copyOf(whole, whole.length / 2));
        assertEquals(1, storm("jar", half.toString(), "org.example.WordCount"));
        assertTrue(err().contains("half.jar is not a whole jar"), err());
        assertEquals(2, storm("jar", jar.toString()));
        assertEquals(List.of(), launched);
    }

    @Test
    void aDaemonThisVersionLacksIsTold() {
        assertEquals(1, storm("drpc"));
        assertEquals("storm drpc: this version of Tempest does not have it yet\n", err());
    }
}
