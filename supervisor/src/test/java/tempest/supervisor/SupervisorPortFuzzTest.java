// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.storm.generated.Assignment;
import org.apache.storm.generated.SupervisorAssignments;
import org.apache.storm.generated.SupervisorWorkerHeartbeat;
import org.apache.storm.thrift.TException;
import org.apache.storm.thrift.protocol.TBinaryProtocol;
import org.apache.storm.thrift.transport.TSocket;
import org.apache.storm.thrift.transport.TTransport;
import org.apache.storm.thrift.transport.TTransportException;
import org.apache.storm.thrift.transport.layered.TFramedTransport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tempest.cluster.Clock;
import tempest.cluster.FatalErrorHandler;
import tempest.cluster.InMemoryClusterState;
import tempest.cluster.LocalLayout;
import tempest.cluster.NimbusRpc;
import tempest.cluster.PortFuzz;
import tempest.supervisor.localizer.FakeBlobs;
import tempest.supervisor.localizer.Localizer;
import tempest.supervisor.process.ProcessLauncher;
import tempest.supervisor.process.WorkerHome;

/** Whatever bytes come to a supervisor's port, it goes on, and its caller is answered or gone. */
@Timeout(3600)
class SupervisorPortFuzzTest {
    @TempDir
    private Path home;

    /** A request of each kind; that the supervisor refuses it is no matter. */
    private interface Request {
        void make(org.apache.storm.generated.Supervisor.Client supervisor) throws TException;
    }

    private static final List<Request> REQUESTS = List.of(
        supervisor -> supervisor.getLocalAssignmentForStorm("words-1-1"),
        supervisor -> {
            SupervisorAssignments assignments = new SupervisorAssignments();
            assignments.set_storm_assignment(Map.of("words-1-1", new Assignment("code")));
            supervisor.sendSupervisorAssignments(assignments);
        },
        supervisor -> supervisor.sendSupervisorWorkerHeartbeat(new SupervisorWorkerHeartbeat("words-1-1", List.of(), 1)));

    private static void request(int port, Request request) throws TException {
        try (TTransport transport = new TFramedTransport(new TSocket("127.0.0.1", port, 60_000))) {
            transport.open();
            try {
                request.make(new org.apache.storm.generated.Supervisor.Client(new TBinaryProtocol(transport)));
            } catch (TException e) {
                assertTrue(transport.isOpen(), () -> "it is refused, not cut off: " + e);
            }
        }
    }

    /** A Nimbus that is away. */
    private static final class Away implements NimbusRpc {
        @Override
        public <T> T call(Call<T> call) throws TException {
            throw new TTransportException("Nimbus does not answer");
        }

        @Override
        public void close() {
            // It holds nothing.
        }
    }

    @Test
    void changedRequestsCostTheirCallersAnAnswerOrTheConnectionAndTheSupervisorNothing() throws Exception {
        LocalLayout layout = LocalLayout.of(Map.of(), home);
        Map<String, Object> conf = new HashMap<>(Map.of("supervisor.slots.ports", List.of(), "supervisor.thrift.port", 0, "storm.local.hostname", "localhost"));
        SupervisorConfig config = SupervisorConfig.of(conf);
        WorkerHome workers = new WorkerHome(Path.of("java"), List.of(), "none", home.resolve("worker.xml"), "", "", 8192);
        try (InMemoryClusterState state = new InMemoryClusterState(); Supervisor supervisor = new Supervisor(new Supervisor.Parts(config, HealthCheck.of(conf), layout, state, new Away(),
                new Localizer(config.localizer(), layout, new FakeBlobs(), millis -> { }, null), Clock.system(), id -> new ProcessLauncher(conf, layout, workers, id), "test",
                FatalErrorHandler.logging("supervisor")))) {
            supervisor.start();
            PortFuzz fuzz = new PortFuzz(supervisor.thriftPort());
            for (Request each : REQUESTS) {
                fuzz.learn(port -> request(port, each));
            }
            assertEquals(REQUESTS.size(), fuzz.repeat(PortFuzz::withLength).answered(), "unchanged, all are read and answered");
            PortFuzz.Outcome outcome = fuzz.run(PortFuzz::withLength);
            assertEquals(List.of(), outcome.silent());
            assertTrue(outcome.answered() > outcome.sessions() / 20, () -> "too few get as far as the supervisor: " + outcome);
            assertEquals(REQUESTS.size(), fuzz.repeat(PortFuzz::withLength).answered(), "it goes on");
        }
    }
}
