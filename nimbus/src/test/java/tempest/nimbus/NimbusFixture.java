// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.storm.generated.Assignment;
import org.apache.storm.generated.SupervisorInfo;
import org.apache.storm.thrift.TException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import tempest.cluster.Eventually;
import tempest.cluster.InMemoryClusterState;
import tempest.cluster.ManualClock;
import tempest.cluster.Table;
import tempest.rpc.TempestNimbus;
import tempest.rpc.WorkerBeat;

/** A whole Nimbus over state in memory and a clock moved by hand, for tests to extend. */
abstract class NimbusFixture {
    @TempDir
    Path folder;
    final ManualClock clock = new ManualClock();
    final InMemoryClusterState state = new InMemoryClusterState();
    final Map<String, Table.Presence<SupervisorInfo>> supervisors = new HashMap<>();
    Nimbus nimbus;
    TempestNimbus.Iface calls;

    @BeforeEach
    void startNimbus() throws Exception {
        nimbus = new Nimbus(conf(), state, clock, Nimbus.Reach.PROCESS);
        nimbus.start();
        calls = nimbus.iface();
        Eventually.holds("Nimbus leads", nimbus::isLeading);
    }

    @AfterEach
    void stopNimbus() {
        nimbus.close();
        state.close();
    }

    Map<String, Object> conf() {
        Map<String, Object> conf = new HashMap<>();
        conf.put("storm.local.dir", folder.toString());
        conf.put("storm.local.hostname", "here");
        conf.put("topology.workers", 1);
        conf.put("topology.message.timeout.secs", 30);
        return conf;
    }

    /** A supervisor joins; returns once the leader knows of it. */
    void supervisor(String id, long... ports) throws Exception {
        SupervisorInfo info = new SupervisorInfo(1, "host-" + id);
        info.set_meta(Arrays.stream(ports).boxed().toList());
        info.set_uptime_secs(0);
        info.set_resources_map(new HashMap<>(Map.of("supervisor.memory.capacity.mb", 4096.0, "supervisor.cpu.capacity", 400.0)));
        supervisors.put(id, state.supervisors().announce(id, info));
        Eventually.holds("Nimbus knows " + id, () -> calls.getClusterInfo().get_supervisors().stream().anyMatch(known -> known.get_supervisor_id().equals(id)));
    }

    String jar() throws TException {
        String location = calls.beginFileUpload();
        calls.uploadChunk(location, ByteBuffer.wrap(SampleTopologies.jar(10)));
        calls.finishFileUpload(location);
        return location;
    }

    String submit(String name, String conf) throws Exception {
        calls.submitTopology(name, jar(), conf, SampleTopologies.wordCount());
        return id(name);
    }

    String id(String name) throws TException {
        return calls.getTopologySummaryByName(name).get_id();
    }

    Assignment assigned(String id) throws Exception {
        Eventually.holds(id + " is assigned", () -> state.assignments().get(id).filter(a -> !a.get_executor_node_port().isEmpty()).isPresent());
        return state.assignments().get(id).orElseThrow();
    }

    static Set<Long> ports(Assignment assignment) {
        return assignment.get_executor_node_port().values().stream().flatMap(n -> n.get_port().stream()).collect(Collectors.toSet());
    }

    WorkerBeat beat(String id, String node, int port) {
        return new WorkerBeat(id, node, "host-" + node, port, clock.secs(), 1, new HashMap<>());
    }

    /** Moves time, and returns once Nimbus's thread has done what is due by then. */
    void pass(int secs) throws Exception {
        clock.advance(secs, TimeUnit.SECONDS);
        long before = clock.waits();
        // The first wait may have been decided on by the time before; nothing is due when it waits for the second time.
        Eventually.holds("what is due after " + secs + " s is done", () -> clock.waits() >= before + 2);
    }

    List<String> blobs() throws TException {
        return calls.listBlobs("").get_keys();
    }

    List<String> inbox() throws Exception {
        try (Stream<Path> files = Files.list(folder.resolve("nimbus/inbox"))) {
            return files.map(Path::toString).toList();
        }
    }
}
