// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.storm.generated.GetInfoOptions;
import org.apache.storm.generated.LSWorkerHeartbeat;
import org.apache.storm.generated.RebalanceOptions;
import org.apache.storm.generated.SettableBlobMeta;
import org.apache.storm.generated.SupervisorWorkerHeartbeat;
import org.apache.storm.generated.SupervisorWorkerHeartbeats;
import org.apache.storm.thrift.TException;
import org.apache.storm.thrift.protocol.TBinaryProtocol;
import org.apache.storm.thrift.transport.TSocket;
import org.apache.storm.thrift.transport.TTransport;
import org.apache.storm.thrift.transport.layered.TFramedTransport;
import org.apache.storm.utils.Utils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tempest.cluster.Clock;
import tempest.cluster.Eventually;
import tempest.cluster.InMemoryClusterState;
import tempest.cluster.PortFuzz;
import tempest.rpc.TempestNimbus;

/** Whatever bytes come to Nimbus's port, it goes on, and its caller is answered or gone. */
@Timeout(3600)
class NimbusPortFuzzTest {
    @TempDir
    private Path folder;

    /** A request of each kind; that Nimbus refuses it is no matter. */
    private interface Request {
        void make(TempestNimbus.Client nimbus) throws TException;
    }

    private static final List<Request> REQUESTS = List.of(
        nimbus -> nimbus.getClusterInfo(),
        nimbus -> nimbus.submitTopology("words", "nowhere", "{\"topology.workers\": 2}", SampleTopologies.wordCount()),
        nimbus -> nimbus.rebalance("words", new RebalanceOptions()),
        nimbus -> nimbus.uploadChunk("nowhere", ByteBuffer.wrap(new byte[1000])),
        nimbus -> nimbus.beginCreateBlob("key", new SettableBlobMeta(List.of())),
        nimbus -> nimbus.getTopologyInfoWithOpts("words-1-1", new GetInfoOptions()),
        nimbus -> nimbus.sendSupervisorWorkerHeartbeats(new SupervisorWorkerHeartbeats("supervisor",
            List.of(new SupervisorWorkerHeartbeat("words-1-1", List.of(), 1)))),
        nimbus -> nimbus.getTopologyPageInfo("words-1-1", ":all-time", true),
        nimbus -> nimbus.setLogConfig("words", new org.apache.storm.generated.LogConfig()));

    private static void request(int port, Request request) throws TException {
        try (TTransport transport = new TFramedTransport(new TSocket("127.0.0.1", port, 60_000))) {
            transport.open();
            try {
                request.make(new TempestNimbus.Client(new TBinaryProtocol(transport)));
            } catch (TException e) {
                assertTrue(transport.isOpen(), () -> "it is refused, not cut off: " + e);
            }
        }
    }

    @Test
    void changedRequestsCostTheirCallersAnAnswerOrTheConnectionAndNimbusNothing() throws Exception {
        Map<String, Object> conf = new HashMap<>(Utils.readStormConfig());
        conf.putAll(Map.of("storm.local.dir", folder.toString(), "storm.local.hostname", "localhost", "nimbus.thrift.port", 0));
        try (Nimbus nimbus = new Nimbus(conf, new InMemoryClusterState(), Clock.system())) {
            nimbus.start();
            Eventually.holds("Nimbus leads", nimbus::isLeading);
            PortFuzz fuzz = new PortFuzz(nimbus.port());
            for (Request each : REQUESTS) {
                fuzz.learn(port -> request(port, each));
            }
            assertEquals(REQUESTS.size(), fuzz.repeat(PortFuzz::withLength).answered(), "unchanged, all are read and answered");
            PortFuzz.Outcome outcome = fuzz.run(PortFuzz::withLength);
            assertEquals(List.of(), outcome.silent());
            assertTrue(outcome.answered() > outcome.sessions() / 20, () -> "too few get as far as Nimbus: " + outcome);
            request(nimbus.port(), TempestNimbus.Client::getClusterInfo);
            assertTrue(nimbus.isLeading());
        }
    }
}
