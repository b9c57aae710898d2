// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.storm.DaemonConfig;
import org.apache.storm.generated.Bolt;
import org.apache.storm.generated.ComponentCommon;
import org.apache.storm.generated.ComponentObject;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.state.KeyValueState;
import org.apache.storm.testing.FeederSpout;
import org.apache.storm.topology.TopologyBuilder;
import org.apache.storm.topology.base.BaseStatefulBolt;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.utils.Utils;
import org.apache.storm.validation.UnsupportedKeys.Reader;
import org.junit.jupiter.api.Test;

class ConfigNoticesTest {
    private static final Set<Reader> EVERYBODY = EnumSet.allOf(Reader.class);

    @Test
    void defaultsAreSilentForEverybody() {
        assertEquals(new ConfigNotices(List.of(), List.of()), ConfigNotices.of(Utils.readDefaultConfig(), EVERYBODY));
        assertEquals(new ConfigNotices(List.of(), List.of()), ConfigNotices.of(Map.of(), EVERYBODY));
    }

    @Test
    void aSettingWithoutEffectIsToldInOneLineWithItsValueAndTheReason() {
        assertEquals(List.of("configuration pacemaker.port is 7000, which has no effect: there is no Pacemaker: workers report to Nimbus"),
            ConfigNotices.of(conf("pacemaker.port", 7000), Set.of(Reader.NIMBUS)).told());
    }

    @Test
    void whatIsTheClustersAloneIsToldOfATopologyThatSetsIt() {
        assertEquals(List.of("configuration worker.childopts of a topology has no effect: it is the cluster's alone; see topology.worker.childopts"),
            ConfigNotices.ofTopology(conf("worker.childopts", "-Xmx4g"), Map.of(), null).told());
        assertEquals(List.of(), ConfigNotices.of(conf("worker.childopts", "-Xmx4g"), EVERYBODY).told(), "the cluster's own");
        Object usual = org.apache.storm.utils.Utils.readDefaultConfig().get("worker.childopts");
        assertEquals(List.of(), ConfigNotices.ofTopology(conf("worker.childopts", usual), Map.of(), null).told(), "a topology that has all defaults");
    }

    @Test
    void aSettingThatOneReliesOnIsRefusedWithWhatWouldBeRight() {
        UnsupportedKeys.Entry listed = new UnsupportedKeys.Entry("nimbus.blobstore.class", true, Set.of(Reader.NIMBUS),
            "blobs would be on Nimbus's disk in place of the store it names");
        ConfigNotices notices = ConfigNotices.of(conf("nimbus.blobstore.class", "org.apache.storm.hdfs.blobstore.HdfsBlobStore"), Set.of(Reader.NIMBUS),
            Map.of("nimbus.blobstore.class", listed));
        assertEquals(List.of("configuration nimbus.blobstore.class is org.apache.storm.hdfs.blobstore.HdfsBlobStore; it must be left out or "
            + "org.apache.storm.blobstore.LocalFsBlobStore: blobs would be on Nimbus's disk in place of the store it names"), notices.refused());
        assertEquals(List.of(), notices.told());
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, notices::requireNoneRefused);
        assertEquals(notices.refused().get(0), e.getMessage());
    }

    @Test
    void eachListedKeyWithAnotherValueIsToldOrRefusedByAllItsReaders() {
        UnsupportedKeys.byKey().forEach((key, entry) -> {
            for (Reader reader : Reader.values()) {
                ConfigNotices notices = ConfigNotices.of(Map.of(key, "another"), Set.of(reader));
                if (key.equals(DaemonConfig.STORM_RESOURCE_ISOLATION_PLUGIN)) {
                    continue; // whether it is refused depends on another key
                }
                List<String> lines = new ArrayList<>(notices.told());
                lines.addAll(notices.refused());
                assertEquals(entry.readers().contains(reader) ? 1 : 0, lines.size(), key + " for " + reader);
                assertEquals(entry.refused() && entry.readers().contains(reader), !notices.refused().isEmpty(), key);
                assertTrue(lines.stream().allMatch(line -> line.startsWith("configuration " + key + " is ") && !line.contains("\n")), key);
            }
        });
    }

    @Test
    void anIsolationOfOnesOwnIsRefusedOnlyWhereItIsTurnedOn() {
        Map<String, Object> conf = conf("storm.resource.isolation.plugin", "org.apache.storm.container.oci.RuncLibContainerManager");
        ConfigNotices off = ConfigNotices.of(conf, Set.of(Reader.SUPERVISOR));
        assertEquals(List.of(), off.refused());
        assertEquals(List.of("configuration storm.resource.isolation.plugin is org.apache.storm.container.oci.RuncLibContainerManager, which has no effect: "
            + "workers run as plain processes, whose memory a supervisor watches itself"), off.told());
        for (Object on : List.of(true, "true")) {
            conf.put("storm.resource.isolation.plugin.enable", on);
            assertEquals(List.of("configuration storm.resource.isolation.plugin is org.apache.storm.container.oci.RuncLibContainerManager; it must be left out or "
                + "org.apache.storm.container.cgroup.CgroupManager: workers run as plain processes, whose memory a supervisor watches itself"),
                ConfigNotices.of(conf, Set.of(Reader.SUPERVISOR)).refused());
        }
        assertEquals(List.of(), ConfigNotices.of(conf, Set.of(Reader.NIMBUS, Reader.TOPOLOGY)).refused());
    }

    @Test
    void limitsOfCgroupsThatAreTurnedOnAreToldToBeOfMemoryAlone() {
        Map<String, Object> conf = conf("storm.resource.isolation.plugin.enable", true);
        assertEquals(List.of("configuration storm.resource.isolation.plugin.enable is true: the memory of workers is limited, their CPU is not, since there are no "
            + "cgroups"), ConfigNotices.of(conf, Set.of(Reader.SUPERVISOR)).told());
        assertEquals(List.of(), ConfigNotices.of(conf, Set.of(Reader.NIMBUS, Reader.UI)).told());
    }

    @Test
    void theDefaultWrittenDownIsSilentHoweverItsNumberIsRead() {
        assertEquals(List.of(), ConfigNotices.of(conf("topology.transfer.batch.size", 1L), EVERYBODY).told());
        assertEquals(List.of(), ConfigNotices.of(conf("topology.transfer.batch.size", 1.0), EVERYBODY).told());
        assertEquals(List.of(), ConfigNotices.of(conf("topology.transfer.batch.size", null), EVERYBODY).told());
        assertEquals(List.of(), ConfigNotices.of(conf("pacemaker.servers", List.of()), EVERYBODY).told());
        assertEquals(1, ConfigNotices.of(conf("topology.transfer.batch.size", 100), EVERYBODY).told().size());
        assertEquals(1, ConfigNotices.of(conf("pacemaker.servers", List.of("a")), EVERYBODY).told().size());
    }

    @Test
    void anUnknownKeyThatLooksLikeASlipIsNamedWithTheLikelyOneAndWithoutItsValue() {
        assertEquals(List.of("unknown configuration key topology.worker: did you mean topology.workers?"),
            ConfigNotices.of(conf("topology.worker", "tiger"), Set.of(Reader.UI)).told());
        assertEquals(List.of(), ConfigNotices.of(conf("my.own.key", 1), EVERYBODY).told());
    }

    @Test
    void aPasswordIsNotShown() {
        // None of those that are listed now has one.
        assertEquals("*****", ConfigNotices.shown("storm.zookeeper.ssl.keystore.password", "tiger"));
        assertEquals("tiger", ConfigNotices.shown("storm.zookeeper.ssl.keystore.path", "tiger"));
    }

    @Test
    void aTopologysComponentsAreLookedAtAndEachLineIsSaidOnce() {
        StormTopology topology = new StormTopology(new HashMap<>(), new HashMap<>(), new HashMap<>());
        topology.put_to_bolts("a", bolt("{\"topology.transfer.batch.size\": 7}"));
        topology.put_to_bolts("b", bolt("{\"topology.transfer.batch.size\": 7, \"pacemaker.port\": 1}"));
        topology.put_to_bolts("c", bolt("not JSON"));
        topology.put_to_bolts("d", bolt(null));
        assertEquals(List.of(
            "configuration topology.backpressure.enable is true, which has no effect: in Storm 2 neither: backpressure is always on",
            "configuration topology.transfer.batch.size is 7, which has no effect: an executor's round is a batch, whatever its size"),
            ConfigNotices.ofTopology(conf("topology.backpressure.enable", true), Map.of(), topology).told());
    }

    private static Bolt bolt(String conf) {
        ComponentCommon common = new ComponentCommon(new HashMap<>(), new HashMap<>());
        common.set_json_conf(conf);
        return new Bolt(ComponentObject.serialized_java(new byte[] {1}), common);
    }

    private static Map<String, Object> conf(String key, Object value) {
        Map<String, Object> conf = new HashMap<>(Utils.readDefaultConfig());
        conf.put(key, value);
        return conf;
    }

    @Test
    void stateThatIsLostWithItsWorkerIsSaid() {
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("spout", new FeederSpout(new Fields("word")));
        assertEquals(List.of(), ConfigNotices.ofTopology(Map.of(), Map.of(), builder.createTopology()).told(), "nothing with state");
        builder.setBolt("count", new Counter()).shuffleGrouping("spout");
        StormTopology topology = builder.createTopology();
        List<String> told = ConfigNotices.ofTopology(Map.of(), Map.of(), topology).told();
        assertEquals(1, told.size());
        assertTrue(told.get(0).contains("topology.state.provider") && told.get(0).contains("lost with it"), told.get(0));
        Map<String, Object> memory = Map.of("topology.state.provider", "org.apache.storm.state.InMemoryKeyValueStateProvider");
        assertEquals(1, ConfigNotices.ofTopology(memory, memory, topology).told().size());
        Map<String, Object> clusters = Map.of("topology.state.provider", "org.apache.storm.redis.state.RedisKeyValueStateProvider");
        assertEquals(List.of(), ConfigNotices.ofTopology(Map.of(), clusters, topology).told(), "the cluster's provider keeps it");
    }

    private static final class Counter extends BaseStatefulBolt<KeyValueState<String, Long>> {
        @Override
        public void initState(KeyValueState<String, Long> state) {
            // never run
        }

        @Override
        public void execute(Tuple input) {
            // never run
        }
    }
}
