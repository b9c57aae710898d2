// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli.dev;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tempest.cluster.JvmOptions;

/** Makes the configuration of a `storm dev` cluster out of the user's and the ports that are free. Pure but for asking {@link Ports}. */
final class DevConf {
    private static final String HERE = "127.0.0.1";

    private DevConf() {}

    /**
     * @param conf the whole configuration, as any command here would see it
     * @param own the keys the user set in storm.yaml or by -c, which are kept
     */
    static Map<String, Object> of(Map<String, Object> conf, Map<String, Object> own, DevFolder folder, Ports ports, TaggedProcesses tagged) {
        Map<String, Object> made = new LinkedHashMap<>(own);
        made.put("storm.local.dir", folder.stormLocal().toString());
        made.put("storm.log.dir", folder.logs().toString());
        made.put("dev.zookeeper.path", folder.zooKeeper().toString());
        made.put("storm.zookeeper.servers", List.of(HERE));
        made.put("nimbus.seeds", List.of(HERE));
        made.put("drpc.servers", List.of(HERE));
        made.put("storm.local.hostname", HERE);
        made.put("storm.bind.address", HERE);
        made.put("ui.host", HERE);
        made.put("storm.zookeeper.port", port(conf, ports, "storm.zookeeper.port", 2181));
        made.put("nimbus.thrift.port", port(conf, ports, "nimbus.thrift.port", 6627));
        made.put("supervisor.thrift.port", port(conf, ports, "supervisor.thrift.port", 6628));
        made.put("ui.port", port(conf, ports, "ui.port", 8744));
        made.put("logviewer.port", port(conf, ports, "logviewer.port", 8000));
        made.put("drpc.port", port(conf, ports, "drpc.port", 3772));
        made.put("drpc.invocations.port", port(conf, ports, "drpc.invocations.port", 3773));
        made.put("drpc.http.port", port(conf, ports, "drpc.http.port", 3774));
        List<Integer> slots = new ArrayList<>();
        for (Object slot : conf.get("supervisor.slots.ports") instanceof List<?> list ? list : List.of(6700, 6701, 6702, 6703)) {
            slots.add(ports.take("supervisor.slots.ports", ((Number) slot).intValue()));
        }
        made.put("supervisor.slots.ports", slots);
        // Someone is looking on: fresh figures each second, and nobody waits for a second try.
        made.put("task.heartbeat.frequency.secs", 1);
        made.put("storm.zookeeper.retry.interval", 100);
        // There is no other Nimbus to lead when a laptop stalls for some seconds.
        made.put("nimbus.leader.session.timeout", 20_000);
        made.put("worker.childopts", childopts(conf, tagged.option()));
        return made;
    }

    private static int port(Map<String, Object> conf, Ports ports, String key, int usual) {
        return ports.take(key, conf.get(key) instanceof Number number ? number.intValue() : usual);
    }

    /** As a list, in which each element is one option: the mark has the path of a folder in it, which may have spaces. */
    private static List<String> childopts(Map<String, Object> conf, String mark) {
        List<String> options = new ArrayList<>(JvmOptions.of(conf, "worker.childopts"));
        options.add(mark);
        return options;
    }
}
