// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.storm.generated.Bolt;
import org.apache.storm.generated.ComponentCommon;
import org.apache.storm.generated.GlobalStreamId;
import org.apache.storm.generated.Grouping;
import org.apache.storm.generated.InvalidTopologyException;
import org.apache.storm.generated.NullStruct;
import org.apache.storm.generated.SpoutSpec;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.generated.StreamInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import tempest.cluster.Json;
import tempest.cluster.OneLine;
import tempest.cluster.SystemTopology;

class SubmissionTest {
    private static final Map<String, Object> CLUSTER = Map.of("topology.workers", 1, "topology.message.timeout.secs", 30,
        "topology.eventlogger.executors", 0, "nimbus.thrift.port", 1);

    private static Submission submit(Map<String, Object> conf, Consumer<StormTopology> change, Map<String, Object> cluster)
            throws InvalidTopologyException {
        StormTopology topology = SampleTopologies.wordCount();
        change.accept(topology);
        return Submission.of("t", cluster, new HashMap<>(conf), topology, "me", NimbusConfig.of(cluster).limits());
    }

    private static Submission submit(Map<String, Object> conf) throws InvalidTopologyException {
        return submit(conf, topology -> { }, CLUSTER);
    }

    private static String refused(Consumer<StormTopology> change) {
        return assertThrows(InvalidTopologyException.class, () -> submit(Map.of(), change, CLUSTER)).get_msg();
    }

    private static void bolt(StormTopology topology, String id, String source, String stream, Grouping grouping) {
        topology.put_to_bolts(id, new Bolt(SampleTopologies.object(),
            SampleTopologies.from(SampleTopologies.common(1, "x"), source, stream, grouping)));
    }

    private static Grouping shuffle() {
        return Grouping.shuffle(new NullStruct());
    }

    @Test
    void aSoundTopologyIsCompletedWithSettingsTasksAndSystemComponents() throws InvalidTopologyException {
        Submission submission = submit(Map.of("topology.workers", 2));
        assertEquals(30, submission.conf().get("topology.message.timeout.secs"));
        assertEquals(2, submission.conf().get("topology.acker.executors"));
        assertEquals("me", submission.conf().get("topology.submitter.user"));
        assertEquals(List.of("me"), submission.conf().get("topology.users"));
        assertEquals(List.of("you", "me"), submit(Map.of("topology.users", List.of("you", "me"))).conf().get("topology.users"));
        assertFalse(submission.conf().containsKey("nimbus.thrift.port"));
        assertEquals(Map.of("__acker", 2, "count", 3, "split", 2, "spout", 2), SystemTopology.executors(submission.system()));
        assertEquals(3, SystemTopology.tasks(submission.topology().get_bolts().get("count").get_common()));
    }

    @Test
    void exactlyOnceIsTakenOfAClientThatRewritesTheTopologyForIt() throws InvalidTopologyException {
        String key = "topology.state.guarantee";
        String message = assertThrows(InvalidTopologyException.class, () -> submit(Map.of(key, "exactly-once"))).get_msg();
        assertTrue(message.contains(key) && message.contains("this client does not know it"), message);
        assertTrue(assertThrows(InvalidTopologyException.class, () -> submit(Map.of(key, "once"))).get_msg().contains("at-least-once or exactly-once"));
        Consumer<StormTopology> rewritten = topology -> topology.put_to_spouts("$epochs", topology.get_spouts().values().iterator().next());
        assertEquals("exactly-once", submit(Map.of(key, "exactly-once"), rewritten, CLUSTER).conf().get(key));
        assertTrue(assertThrows(InvalidTopologyException.class, () -> submit(Map.of(), rewritten, CLUSTER)).get_msg().contains("was rewritten"));
    }

    @Test
    void deadLettersAddAStreamToEachBoltAndAStoreForThoseThatNobodyReads() throws InvalidTopologyException {
        Map<String, Object> on = Map.of("topology.dead.letter.after", 3);
        Submission plain = submit(Map.of());
        assertFalse(plain.system().get_bolts().containsKey("__dead_letter_store"));
        Submission stored = submit(on);
        Set<GlobalStreamId> inputs = stored.system().get_bolts().get("__dead_letter_store").get_common().get_inputs().keySet();
        assertEquals(stored.topology().get_bolts().keySet(), inputs.stream().map(GlobalStreamId::get_componentId).collect(Collectors.toSet()));
        Submission read = submit(on, topology -> topology.get_bolts().keySet().stream().toList()
            .forEach(id -> bolt(topology, "of " + id, id, "__dead_letters", shuffle())), CLUSTER);
        Set<GlobalStreamId> left = read.system().get_bolts().get("__dead_letter_store").get_common().get_inputs().keySet();
        assertTrue(left.stream().allMatch(input -> input.get_componentId().startsWith("of ")), left::toString);
    }

    @Test
    void deadLettersThatCannotBeMeantAreRefusedInOneLine() {
        for (Object wrong : List.of(0, -3, "often")) {
            assertEquals("configuration topology.dead.letter.after is " + wrong + "; it must be an integer from 1 to 2147483647",
                refused(Map.of("topology.dead.letter.after", wrong), topology -> { }));
        }
        assertTrue(refused(Map.of("topology.dead.letter.after", 3, "topology.acker.executors", 0), topology -> { }).contains("topology.acker.executors is 0"));
        Consumer<StormTopology> reader = topology -> bolt(topology, "reader", topology.get_bolts().keySet().iterator().next(), "__dead_letters", shuffle());
        assertTrue(refused(Map.of(), reader).contains("topology.dead.letter.after is not set"));
        assertTrue(refused(Map.of("topology.dead.letter.after", 3), topology -> bolt(topology, "reader", topology.get_spouts().keySet().iterator().next(),
            "__dead_letters", shuffle())).contains("no bolt of the topology"));
        assertTrue(refused(Map.of(), topology -> topology.get_bolts().values().iterator().next().get_common()
            .set_json_conf("{\"topology.dead.letter.after\":3}")).contains("counts for the whole topology"));
        assertTrue(assertThrows(InvalidTopologyException.class, () -> Submission.overridden(Map.of(), "{\"topology.dead.letter.after\":3}")).get_msg()
            .contains("kill the topology and submit it again"));
    }

    private static String refused(Map<String, Object> conf, Consumer<StormTopology> change) {
        return assertThrows(InvalidTopologyException.class, () -> submit(conf, change, CLUSTER)).get_msg();
    }

    @Test
    void theResourceAwareSchedulerHasAsManyAckersAWorkerAsTheTopologyAsksForAndNoneTurnsTrackingOff() throws InvalidTopologyException {
        Map<String, Object> byResources = new HashMap<>(CLUSTER);
        byResources.put("storm.scheduler", "org.apache.storm.scheduler.resource.ResourceAwareScheduler");
        for (int each : new int[] {0, 1, 3}) {
            Map<String, Object> conf = Map.of("topology.workers", 2, "topology.ras.acker.executors.per.worker", each);
            assertEquals(2 * each, submit(conf, topology -> { }, byResources).conf().get("topology.acker.executors"));
            assertEquals(2, submit(conf).conf().get("topology.acker.executors"), "with another scheduler it counts for nothing");
        }
        Map<String, Object> both = Map.of("topology.acker.executors", 5, "topology.ras.acker.executors.per.worker", 3);
        assertEquals(5, ((Number) submit(both, topology -> { }, byResources).conf().get("topology.acker.executors")).intValue());
    }

    @Test
    void theNumberOfTasksIsLimitedByMaxTaskParallelism() throws InvalidTopologyException {
        Submission submission = submit(Map.of("topology.max.task.parallelism", 2), topology ->
            topology.get_bolts().get("count").get_common().set_json_conf("{\"topology.tasks\":8}"), CLUSTER);
        assertEquals(2, SystemTopology.tasks(submission.topology().get_bolts().get("count").get_common()));
        assertEquals(2, SystemTopology.executors(submission.system()).get("count"));
    }

    @Test
    void serializersOfAllComponentsAreCollected() throws InvalidTopologyException {
        Submission submission = submit(Map.of("topology.kryo.register", List.of("a.A")), topology ->
            topology.get_bolts().get("count").get_common().set_json_conf("{\"topology.kryo.register\":[\"a.A\",{\"b.B\":\"b.S\"}]}"), CLUSTER);
        assertEquals(List.of("a.A", Map.of("b.B", "b.S")), submission.conf().get("topology.kryo.register"));
    }

    @Test
    void whereTheTopologyAndAComponentNameASerializerTheTopologysCounts() throws InvalidTopologyException {
        Submission submission = submit(Map.of("topology.kryo.register", List.of("one", Map.of("two", "topology's"))), topology ->
            topology.get_bolts().get("count").get_common().set_json_conf("{\"topology.kryo.register\":[\"one\",{\"two\":\"its\",\"three\":\"its\"}]}"), CLUSTER);
        assertEquals(List.of("one", Map.of("two", "topology's"), Map.of("three", "its")), submission.conf().get("topology.kryo.register"));
    }

    @Test
    void aComponentMayGiveANumberAsText() throws InvalidTopologyException {
        Submission submission = submit(Map.of(), topology -> topology.get_bolts().get("count").get_common()
            .set_json_conf("{\"topology.tick.tuple.freq.secs\":\"1\",\"mine\":\"2\"}"), CLUSTER);
        String json = submission.topology().get_bolts().get("count").get_common().get_json_conf();
        assertTrue(json.contains("\"topology.tick.tuple.freq.secs\":1"), json);
        assertTrue(json.contains("\"mine\":\"2\""), json);
        String message = refused(topology -> topology.get_bolts().get("count").get_common().set_json_conf("{\"topology.tick.tuple.freq.secs\":\"x\"}"));
        assertTrue(message.contains("topology.tick.tuple.freq.secs"), message);
    }

    @Test
    void aWindowsLagMayBeZero() throws InvalidTopologyException {
        submit(Map.of(), topology -> topology.get_bolts().get("count").get_common()
            .set_json_conf("{\"topology.bolts.tuple.timestamp.max.lag.ms\":0}"), CLUSTER);
    }

    @Test
    void namesThatCannotBeAreRefused() throws InvalidTopologyException {
        for (String name : new String[] {null, "", "a/b", "a.b", "a:b", "a\\b", "a#b", "a+b", "a\nb/"}) {
            String message = assertThrows(InvalidTopologyException.class, () -> Submission.checkName(name)).get_msg();
            assertTrue(message.contains("'" + OneLine.of(name) + "' is not allowed"), message);
        }
        Submission.checkName("word count_1-ä");
        Submission.checkName("n".repeat(200));
        assertTrue(message(() -> Submission.checkName("n".repeat(201))).contains("too long"));
    }

    @Test
    void wrongConfigurationIsRefusedWithItsKey() {
        assertTrue(message(() -> Submission.userConf("{\"topology.workers\":")).contains("not JSON"));
        assertTrue(message(() -> Submission.userConf("{\"topology.workers\":\"many\"}")).contains("topology.workers"));
        assertTrue(message(() -> Submission.userConf("{\"topology.workers\":-1}")).contains("topology.workers"));
    }

    @Test
    void aDanglingSubscriptionIsRefused() {
        assertTrue(refused(t -> bolt(t, "x", "nobody", "default", shuffle()))
            .contains("component 'x' subscribes to stream 'default' of component 'nobody', which does not exist; there are [count, split, spout, x]"));
        assertTrue(refused(t -> bolt(t, "x", "spout", "nothing", shuffle()))
            .contains("stream 'nothing' of component 'spout', which declares only [default]"));
        assertTrue(refused(t -> bolt(t, "x", "spout", "default", Grouping.fields(List.of("word"))))
            .contains("grouped by fields [word], but that stream has only [sentence]"));
        assertTrue(refused(t -> bolt(t, "x", "spout", "default", new Grouping())).contains("without a grouping"));
    }

    @Test
    void badIdsAreRefused() {
        assertTrue(refused(t -> bolt(t, "__x", "spout", "default", shuffle())).contains("component id '__x' is not allowed"));
        assertTrue(refused(t -> bolt(t, "spout", "split", "default", shuffle())).contains("component id 'spout' is used twice"));
        assertTrue(refused(t -> t.get_bolts().get("count").get_common().put_to_streams("__s",
            new StreamInfo(List.of(), false))).contains("declares stream '__s'"));
    }

    @Test
    void badShapesAreRefused() {
        assertTrue(refused(t -> t.get_spouts().clear()).contains("no spout"));
        assertTrue(refused(t -> t.get_bolts().get("count").get_common().set_parallelism_hint(0)).contains("has parallelism 0"));
        assertTrue(refused(t -> t.get_bolts().get("count").get_common().set_json_conf("{oops")).contains("component 'count'"));
        String typed = refused(t -> t.get_bolts().get("count").get_common().set_json_conf("{\"topology.tick.tuple.freq.secs\":\"x\"}"));
        assertTrue(typed.contains("component 'count'") && typed.contains("topology.tick.tuple.freq.secs"), typed);
        assertTrue(refused(t -> t.put_to_spouts("s2", new SpoutSpec(SampleTopologies.object(),
            SampleTopologies.from(SampleTopologies.common(1, "x"), "spout", "default", shuffle())))).contains("spout 's2' subscribes"));
    }

    @Test
    void aCycleIsAccepted() throws InvalidTopologyException {
        submit(Map.of(), t -> {
            bolt(t, "a", "spout", "default", shuffle());
            SampleTopologies.from(t.get_bolts().get("a").get_common(), "b", "default", shuffle());
            bolt(t, "b", "a", "default", shuffle());
        }, CLUSTER);
    }

    @Test
    void theClustersLimitsAreKept() {
        Map<String, Object> few = new HashMap<>(CLUSTER);
        few.put("nimbus.executors.perTopology", 7);
        assertTrue(message(() -> submit(Map.of(), t -> { }, few)).contains("asks for 8 executors; this cluster allows 7"));
        few.put("nimbus.executors.perTopology", 8);
        few.put("nimbus.slots.perTopology", 0);
        assertTrue(message(() -> submit(Map.of(), t -> { }, few)).contains("asks for 1 workers; this cluster allows 0"));
    }

    @Test
    void aStrategyMustBeLoadableAndAllowed() throws InvalidTopologyException {
        String strategy = "org.apache.storm.scheduler.resource.strategies.scheduling.DefaultResourceAwareStrategy";
        submit(Map.of("topology.scheduler.strategy", strategy));
        assertTrue(message(() -> submit(Map.of("topology.scheduler.strategy", "no.Such"))).contains("is no.Such; it must be a class on"));
        assertTrue(message(() -> submit(Map.of("topology.scheduler.strategy", "java.lang.String"))).contains("that implements"));
        Map<String, Object> strict = new HashMap<>(CLUSTER);
        strict.put("nimbus.scheduler.strategy.class.whitelist", List.of("a.B"));
        assertTrue(message(() -> submit(Map.of("topology.scheduler.strategy", strategy), t -> { }, strict)).contains("one of [a.B]"));
    }

    @Test
    void overridesCannotChangeWhoseTopologyItIs() throws InvalidTopologyException {
        Map<String, Object> next = Submission.overridden(Map.of("storm.id", "t-1-1", "topology.workers", 1, "topology.debug", false),
            "{\"storm.id\":\"x\",\"topology.submitter.user\":\"root\",\"topology.debug\":true}");
        assertEquals(Map.of("storm.id", "t-1-1", "topology.workers", 1, "topology.debug", true), next);
    }

    @Test
    void resourcesAreOverriddenByComponentUnderTheirCommonNames() throws InvalidTopologyException {
        StormTopology topology = SampleTopologies.wordCount();
        ComponentCommon count = topology.get_bolts().get("count").get_common();
        count.set_json_conf("{\"topology.component.resources.map\":{\"topology.component.cpu.pcore.percent\":10,\"gpu.count\":1}}");
        StormTopology next = Submission.withResources(topology, Map.of("count", Map.of("cpu.pcore.percent", 50.0,
            "topology.component.resources.onheap.memory.mb", 256.0)));
        assertEquals(Map.of("cpu.pcore.percent", 50.0, "onheap.memory.mb", 256.0, "gpu.count", 1.0),
            Json.parse(next.get_bolts().get("count").get_common().get_json_conf()).get("topology.component.resources.map"));
        assertTrue(message(() -> Submission.withResources(topology, Map.of("x", Map.of()))).contains("no component 'x'"));
        String refusal = message(() -> Submission.withResources(topology, Map.of("count", Map.of("cpu.pcore.percent", -1.0))));
        assertTrue(refusal.contains("-1.0") && refusal.contains("cpu.pcore.percent"), refusal);
    }

    private static String message(Executable code) {
        return assertThrows(InvalidTopologyException.class, code).get_msg();
    }

    private static String refusedConf(Map<String, Object> conf) {
        return assertThrows(InvalidTopologyException.class, () -> submit(conf)).get_msg();
    }

    @Test
    void jvmOptionsThatAreNoneAreRefusedAtSubmissionAndAtRebalance() {
        assertTrue(refusedConf(Map.of("topology.worker.childopts", "Xmx1g")).contains("topology.worker.childopts is Xmx1g; it must be JVM options"));
        assertTrue(refusedConf(Map.of("topology.worker.gc.childopts", List.of("-XX:+UseZGC", "and more"))).contains("'and more'"));
        String rebalance = assertThrows(InvalidTopologyException.class,
            () -> Submission.overridden(Map.of(), "{\"topology.worker.childopts\":\"Xmx1g\"}")).get_msg();
        assertTrue(rebalance.contains("topology.worker.childopts is Xmx1g"), rebalance);
    }

    @Test
    void aBlobsLocalNameThatIsNoPlainFileNameIsRefusedAtSubmission() {
        for (String name : List.of("../out", "/etc/passwd", "..", ".", "", " ", "a/b", "a\\b", "stormjar.jar", "artifacts")) {
            String refusal = refusedConf(Map.of("topology.blobstore.map", Map.of("words", Map.of("localname", name))));
            assertTrue(refusal.startsWith("topology.blobstore.map: blob 'words' has the local name '" + name + "'"), refusal);
        }
        String same = refusedConf(Map.of("topology.blobstore.map", Map.of("a", Map.of("localname", "x"), "b", Map.of("localname", "x"))));
        assertTrue(same.contains("have the same local name 'x'"), same);
    }

    @Test
    void whatGoesBeforeTheJarOnTheClassPathIsKeptOnlyWhereTheClusterAllowsIt() throws InvalidTopologyException {
        String key = "topology.classpath.beginning";
        Map<String, Object> allows = new HashMap<>(CLUSTER);
        allows.put("storm.topology.classpath.beginning.enabled", true);
        assertEquals("/first", submit(Map.of(key, "/first"), topology -> { }, allows).conf().get(key));
        assertFalse(submit(Map.of(key, "/first")).conf().containsKey(key));
    }

    @Test
    void theClustersReportersOfMetricsAreAddedToEachTopologys() throws InvalidTopologyException {
        Map<String, Object> own = Map.of("class", "org.apache.storm.metrics2.reporters.ConsoleStormReporter");
        Map<String, Object> old = Map.of("class", "org.apache.storm.metrics2.reporters.CsvStormReporter");
        Map<String, Object> added = Map.of("class", "org.apache.storm.metrics2.reporters.JmxStormReporter");
        Map<String, Object> cluster = new HashMap<>(CLUSTER);
        cluster.put("storm.topology.metrics.system.reporters", List.of(added));
        String key = "topology.metrics.reporters";
        assertEquals(List.of(added), submit(Map.of(), topology -> { }, cluster).conf().get(key));
        assertEquals(List.of(own, added), submit(Map.of(key, List.of(own)), topology -> { }, cluster).conf().get(key));
        assertEquals(List.of(old, added), submit(Map.of("storm.metrics.reporters", List.of(old)), topology -> { }, cluster).conf().get(key));
        assertEquals(List.of(own), submit(Map.of(key, List.of(own), "storm.metrics.reporters", List.of(old))).conf().get(key));
        assertFalse(submit(Map.of()).conf().containsKey(key));
    }
}
