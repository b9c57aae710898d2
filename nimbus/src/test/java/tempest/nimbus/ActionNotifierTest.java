// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.storm.generated.KillOptions;
import org.apache.storm.generated.RebalanceOptions;
import org.apache.storm.nimbus.ITopologyActionNotifierPlugin;
import org.junit.jupiter.api.Test;

/** A plug-in of {@code nimbus.topology.action.notifier.plugin.class} hears of what is done to topologies. */
class ActionNotifierTest extends NimbusFixture {
    private static final List<String> HEARD = new CopyOnWriteArrayList<>();

    /** Remembers what it hears; fails at rebalances, which must harm nothing. */
    public static final class Notifier implements ITopologyActionNotifierPlugin {
        @Override
        public void prepare(Map<String, Object> stormConf) {
            HEARD.clear();
            HEARD.add("prepare " + stormConf.get("of.the.notifier"));
        }

        @Override
        public void notify(String topologyName, String action) {
            HEARD.add(action + " " + topologyName);
            if (action.equals("rebalance")) {
                throw new IllegalStateException("on purpose");
            }
        }

        @Override
        public void cleanup() {
            HEARD.add("cleanup");
        }
    }

    @Override
    Map<String, Object> conf() {
        Map<String, Object> conf = super.conf();
        conf.put("nimbus.topology.action.notifier.plugin.class", Notifier.class.getName());
        conf.put("of.the.notifier", "mine");
        return conf;
    }

    @Test
    void eachActionIsToldOnceItIsDone() throws Exception {
        supervisor("a", 1, 2);
        submit("words", "{}");
        calls.deactivate("words");
        calls.activate("words");
        RebalanceOptions options = new RebalanceOptions();
        options.set_wait_secs(0);
        calls.rebalance("words", options);
        KillOptions kill = new KillOptions();
        kill.set_wait_secs(0);
        calls.killTopologyWithOpts("words", kill);
        nimbus.close();
        assertEquals(List.of("prepare mine", "submitTopology words", "deactivate words", "activate words", "rebalance words", "killTopology words", "cleanup"), HEARD);
    }
}
