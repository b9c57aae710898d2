// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.storm.generated.Assignment;
import org.junit.jupiter.api.Test;
import tempest.cluster.ClusterState;
import tempest.cluster.ClusterStateException;
import tempest.cluster.InMemoryClusterState;
import tempest.cluster.Mailbox;
import tempest.cluster.ManualClock;
import tempest.rpc.EndCause;
import tempest.rpc.WorkerEnd;

/** The test is the mailbox's thread. */
class WorkerEndReportsTest {
    private final ManualClock clock = new ManualClock();
    private final Mailbox mailbox = new Mailbox(clock);
    private final InMemoryClusterState memory = new InMemoryClusterState();
    private boolean removedBeside;
    private boolean away;
    /** The state in memory, which may be away. */
    private final ClusterState state = (ClusterState) java.lang.reflect.Proxy.newProxyInstance(getClass().getClassLoader(),
        new Class<?>[] {ClusterState.class}, (proxy, method, arguments) -> {
            if (away) {
                throw new ClusterStateException("ZooKeeper is away", null);
            }
            if (removedBeside && method.getName().equals("workerEnds")) {
                memory.assignments().remove("t");
            }
            return method.invoke(memory, arguments);
        });
    private final WorkerEndReports reports = new WorkerEndReports(state, mailbox);

    private void settle() {
        while (mailbox.doWork() > 0) {
            continue;
        }
    }

    private static WorkerEnd end(long millis) {
        return new WorkerEnd(millis, EndCause.EXITED, "h", 6700, "exited with status 7");
    }

    private List<Long> times(String topology) {
        return memory.workerEnds().get(topology).map(ends -> ends.get_recent().stream().map(WorkerEnd::get_time_millis).toList()).orElse(List.of());
    }

    @Test
    void whatHappensWhileTheSharedStateIsAwayIsToldWhenItIsBack() {
        memory.assignments().put("t", new Assignment("t"));
        away = true;
        reports.add("t", end(1));
        reports.add("t", end(2));
        settle();
        away = false;
        assertEquals(List.of(), times("t"));
        clock.advance(5, TimeUnit.SECONDS);
        settle();
        assertEquals(List.of(2L, 1L), times("t"));
        reports.add("t", end(3));
        settle();
        assertEquals(Map.of(EndCause.EXITED, 3L), memory.workerEnds().get("t").orElseThrow().get_totals());
    }

    @Test
    void nothingIsWrittenOfATopologyThatHasBeenRemoved() {
        reports.add("gone", end(1));
        settle();
        assertEquals(List.of(), memory.workerEnds().keys());
    }

    @Test
    void nothingStaysOfATopologyThatIsRemovedWhileAnEndIsWritten() {
        memory.assignments().put("t", new Assignment("t"));
        removedBeside = true;
        reports.add("t", end(1));
        settle();
        assertEquals(List.of(), memory.workerEnds().keys());
    }
}
