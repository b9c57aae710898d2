// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.storm.generated.Credentials;
import org.junit.jupiter.api.Test;
import tempest.cluster.ClusterStateException;
import tempest.cluster.ConfigReader;
import tempest.cluster.Eventually;
import tempest.cluster.InMemoryClusterState;

/** What a worker reads again although it is told of changes. */
class StateRefreshTest {
    private static final Thread.UncaughtExceptionHandler NOBODY = (thread, error) -> { };

    private static Credentials credentials(String value) {
        return new Credentials(Map.of("key", value));
    }

    @Test
    void entriesAreReadWithTheNoticesThatCameBeforeAndAStateThatDoesNotAnswerHarmsNothing() {
        AtomicLong notices = new AtomicLong(4);
        List<String> read = new ArrayList<>();
        try (InMemoryClusterState state = new InMemoryClusterState(); StateRefresh refresh = new StateRefresh("words", 6700, NOBODY)) {
            refresh.every(30, state.assignments(), () -> 0, (before, latest) -> {
                throw new ClusterStateException("away", null);
            });
            refresh.every(30, state.credentials(), notices::get,
                (before, latest) -> read.add(before + " " + latest.map(one -> one.get_creds().get("key")).orElse("none")));
            refresh.readNow();
            state.credentials().put("words", credentials("new"));
            notices.incrementAndGet();
            refresh.readNow();
        }
        assertEquals(List.of("4 none", "5 new"), read);
    }

    @Test
    void entriesAreReadAgainAndAgainByThemselves() throws Exception {
        List<String> read = new CopyOnWriteArrayList<>();
        try (InMemoryClusterState state = new InMemoryClusterState(); StateRefresh refresh = new StateRefresh("words", 6700, NOBODY)) {
            refresh.every(1, state.credentials(), () -> 0, (before, latest) -> read.add(latest.isPresent() ? "some" : "none"));
            refresh.start();
            Eventually.holds("it is read", () -> read.contains("none"));
            state.credentials().put("words", credentials("new"));
            Eventually.holds("it is read again", () -> read.contains("some"));
        }
    }

    @Test
    void periodsComeFromTheConfigurationOrAreStorms() {
        assertEquals(new StateRefresh.Periods(10, 30, 30), StateRefresh.Periods.of(new ConfigReader(Map.of())));
        assertEquals(new StateRefresh.Periods(1, 2, 3), StateRefresh.Periods.of(new ConfigReader(
            Map.of("task.refresh.poll.secs", 1, "task.credentials.poll.secs", 2, "worker.log.level.reset.poll.secs", 3))));
    }
}
