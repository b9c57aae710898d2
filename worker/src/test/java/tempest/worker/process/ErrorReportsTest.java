// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.apache.storm.generated.ErrorInfo;
import org.junit.jupiter.api.Test;
import tempest.cluster.Clock;
import tempest.cluster.InMemoryClusterState;
import tempest.worker.transport.WorkerAddress;

final class ErrorReportsTest {
    @Test
    void anErrorReachesTheSharedStateWithWhereItHappenedBeforeTheDrainEnds() {
        try (InMemoryClusterState state = new InMemoryClusterState();
             ErrorReports reports = new ErrorReports("topo-1", new WorkerAddress("node-a", 6700), "host-a", state, Clock.system())) {
            reports.report("split", 3, new IllegalStateException("no such word"));
            reports.drain(10_000);
            List<ErrorInfo> errors = state.errors().list("topo-1", "split");
            assertEquals(1, errors.size());
            assertTrue(errors.get(0).get_error().contains("no such word"));
            assertTrue(errors.get(0).get_error().contains("anErrorReachesTheSharedState"), "the stack is there");
            assertEquals("host-a", errors.get(0).get_host());
            assertEquals(6700, errors.get(0).get_port());
        }
    }

    @Test
    void aHugeErrorIsCutToWhatTheSharedStateTakes() {
        try (InMemoryClusterState state = new InMemoryClusterState();
             ErrorReports reports = new ErrorReports("topo-1", new WorkerAddress("node-a", 6700), "host-a", state, Clock.system())) {
            reports.report("split", 3, new IllegalStateException("x".repeat(51_000)));
            reports.drain(10_000);
            assertEquals(50_000, state.errors().list("topo-1", "split").get(0).get_error().length());
        }
    }
}
