// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.storm.generated.Assignment;
import org.apache.storm.generated.Credentials;
import org.apache.storm.generated.ErrorInfo;
import org.apache.storm.generated.NodeInfo;
import org.apache.storm.generated.ProfileAction;
import org.apache.storm.generated.ProfileRequest;
import org.apache.storm.generated.StormBase;
import org.apache.storm.generated.SupervisorInfo;
import org.apache.storm.generated.TopologyStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tempest.rpc.DeadLetter;
import tempest.rpc.EndCause;
import tempest.rpc.EndedTopology;
import tempest.rpc.WorkerEnd;
import tempest.rpc.WorkerEnds;

/** What every implementation of {@link ClusterState} must do. */
public abstract class ClusterStateContract {
    protected ClusterState state;

    protected abstract ClusterState open() throws Exception;

    @BeforeEach
    void openState() throws Exception {
        state = open();
    }

    @AfterEach
    void closeState() {
        state.close();
    }

    private static StormBase base(String name) {
        return base(name, 1);
    }

    private static StormBase base(String name, int workers) {
        return new StormBase(name, TopologyStatus.ACTIVE, workers);
    }

    @Test
    void anEntryIsReadAsItWasWrittenAndReplacedAsAWhole() {
        assertEquals(Optional.empty(), state.topologies().get("a-1-1"));
        state.topologies().put("a-1-1", base("a"));
        assertEquals(Optional.of(base("a")), state.topologies().get("a-1-1"));
        state.topologies().put("a-1-1", base("a", 7));
        assertEquals(7, state.topologies().get("a-1-1").orElseThrow().get_num_workers());
    }

    @Test
    void changingAValueThatWasReadOrWrittenChangesNothing() {
        StormBase written = base("a");
        state.topologies().put("t", written);
        written.set_num_workers(9);
        state.topologies().get("t").orElseThrow().set_num_workers(8);
        assertEquals(1, state.topologies().get("t").orElseThrow().get_num_workers());
    }

    @Test
    void anyTextCanBeAKeyButNoneIsNot() {
        List<String> keys = List.of(" ", "..", "a b", "a/b", "zookeeper", "ä%");
        keys.forEach(key -> state.topologies().put(key, base(key)));
        assertEquals(keys, state.topologies().keys());
        assertEquals(keys, List.copyOf(state.topologies().all().keySet()));
        assertEquals("a/b", state.topologies().get("a/b").orElseThrow().get_name());
        assertThrows(IllegalArgumentException.class, () -> state.topologies().put("", base("")));
    }

    @Test
    void removingTellsWhetherThereWasAnything() {
        state.credentials().put("t", new Credentials(Map.of("k", "v")));
        assertTrue(state.credentials().remove("t"));
        assertFalse(state.credentials().remove("t"));
        assertEquals(List.of(), state.credentials().keys());
    }

    @Test
    void aWatchOfOneEntryTellsAbsencePresenceChangeAndRemoval() throws Exception {
        BlockingQueue<Optional<Assignment>> seen = new LinkedBlockingQueue<>();
        state.assignments().watch("t", seen::add);
        assertEquals(Optional.empty(), next(seen));
        state.assignments().put("t", new Assignment("one"));
        assertEquals("one", next(seen).orElseThrow().get_master_code_dir());
        state.assignments().put("other", new Assignment("other"));
        state.assignments().put("t", new Assignment("two"));
        assertEquals("two", next(seen).orElseThrow().get_master_code_dir());
        state.assignments().remove("t");
        assertEquals(Optional.empty(), next(seen));
    }

    @Test
    void aWatchOfAllTellsWhatIsThereThenWhatComesAndGoes() throws Exception {
        state.topologies().put("a", base("a"));
        Map<String, StormBase> mirror = new ConcurrentHashMap<>();
        state.topologies().watchAll((key, value) -> value.ifPresentOrElse(v -> mirror.put(key, v), () -> mirror.remove(key)));
        Eventually.holds("a is told", () -> mirror.keySet().equals(Set.of("a")));
        for (int i = 0; i < 50; i++) {
            state.topologies().put("b" + i, base("b" + i));
        }
        state.topologies().remove("a");
        state.topologies().put("b7", base("b7", 77));
        Eventually.holds("all is told", () -> mirror.size() == 50 && !mirror.containsKey("a") && mirror.get("b7").get_num_workers() == 77);
    }

    @Test
    void aClosedWatchTellsNothingMore() throws Exception {
        List<String> closedSees = new CopyOnWriteArrayList<>();
        BlockingQueue<String> openSees = new LinkedBlockingQueue<>();
        Table.Watch closed = state.topologies().watchAll((key, value) -> closedSees.add(key));
        state.topologies().watchAll((key, value) -> openSees.add(key));
        state.topologies().put("before", base("before"));
        assertEquals("before", next(openSees));
        Eventually.holds("the first watch saw it too", () -> closedSees.size() == 1);
        closed.close();
        state.topologies().put("after", base("after"));
        assertEquals("after", next(openSees));
        assertEquals(List.of("before"), closedSees);
    }

    @Test
    void allCallbacksComeOnOneThread() throws Exception {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        state.topologies().watchAll((key, value) -> { threads.add(Thread.currentThread()); seen.add(key); });
        state.assignments().watchAll((key, value) -> { threads.add(Thread.currentThread()); seen.add(key); });
        state.topologies().put("t", base("t"));
        state.assignments().put("t", new Assignment("t"));
        next(seen);
        next(seen);
        assertEquals(1, threads.size());
        assertFalse(threads.contains(Thread.currentThread()));
    }

    @Test
    void anAnnouncedEntryIsUpdatedAndWithdrawnByItsOwner() {
        Table.Presence<SupervisorInfo> presence = state.supervisors().announce("s", new SupervisorInfo(1, "host"));
        assertEquals("host", state.supervisors().get("s").orElseThrow().get_hostname());
        presence.update(new SupervisorInfo(2, "host"));
        assertEquals(2, state.supervisors().get("s").orElseThrow().get_time_secs());
        presence.close();
        assertEquals(List.of(), state.supervisors().keys());
    }

    @Test
    void onlyTheLatestTenErrorsOfAComponentAreKept() {
        for (int i = 1; i <= 13; i++) {
            state.errors().add("t", "bolt/1", new ErrorInfo("e" + i, i));
        }
        state.errors().add("t", "spout", new ErrorInfo("s", 99));
        List<ErrorInfo> kept = state.errors().list("t", "bolt/1");
        assertEquals(10, kept.size());
        assertEquals("e13", kept.get(0).get_error());
        assertEquals("e4", kept.get(9).get_error());
        assertEquals("e13", state.errors().last("t", "bolt/1").orElseThrow().get_error());
        assertEquals(List.of("bolt/1", "spout"), state.errors().components("t"));
        assertEquals(List.of("t"), state.errors().topologies());
        state.errors().remove("t");
        assertEquals(List.of(), state.errors().list("t", "bolt/1"));
        assertEquals(Optional.empty(), state.errors().last("t", "spout"));
        assertEquals(List.of(), state.errors().topologies());
    }

    @Test
    void endsOfWorkersThatSeveralAddAtOnceAreAllKept() throws Exception {
        Runnable add = () -> {
            for (int i = 0; i < 5; i++) {
                WorkerEnd end = new WorkerEnd(i, EndCause.EXITED, "h", 1, "exited with status 7");
                state.workerEnds().update("t", before -> WorkerEndHistory.plus(before, end));
            }
        };
        Thread other = new Thread(add);
        other.start();
        add.run();
        other.join();
        assertEquals(Map.of(EndCause.EXITED, 10L), state.workerEnds().get("t").orElseThrow().get_totals());
        LeaderElection election = state.election(new HostPort("one", 1));
        Epoch first = state.beginEpoch(new HostPort("one", 1), election, () -> { });
        WorkerEnd lost = new WorkerEnd(9, EndCause.UNREACHABLE, "h", 2, "is not heard of");
        first.state().workerEnds().update("t", before -> WorkerEndHistory.plus(before, lost));
        first.state().workerEnds().update("u", before -> WorkerEndHistory.plus(before, lost));
        assertEquals(lost, state.workerEnds().get("t").orElseThrow().get_recent().get(0));
        assertEquals(List.of("t", "u"), state.workerEnds().keys());
        state.beginEpoch(new HostPort("two", 2), election, () -> { });
        assertThrows(LeadershipLostException.class, () -> first.state().workerEnds().update("t", before -> WorkerEndHistory.plus(before, lost)));
        state.removeTopology("t");
        assertEquals(List.of("u"), state.workerEnds().keys());
        election.close();
    }

    @Test
    void whatIsLeftOfAnEndedTopologyOutlivesItAndIsTheLeadersToWrite() throws Exception {
        LeaderElection election = state.election(new HostPort("one", 1));
        Epoch first = state.beginEpoch(new HostPort("one", 1), election, () -> { });
        EndedTopology ended = new EndedTopology("t", "t", "ann", 1, 2, List.of(), 1, 1, "{}", new WorkerEnds(Map.of(), List.of()));
        first.state().endedTopologies().put("t", ended);
        first.state().removeTopology("t");
        assertEquals(Map.of("t", ended), state.endedTopologies().all());
        state.beginEpoch(new HostPort("two", 2), election, () -> { });
        assertThrows(LeadershipLostException.class, () -> first.state().endedTopologies().remove("t"));
        election.close();
    }

    @Test
    void removingATopologyLeavesNothingOfIt() {
        state.topologies().put("t", base("t"));
        state.assignments().put("t", new Assignment("t"));
        state.credentials().put("t", new Credentials(Map.of()));
        state.errors().add("t", "c", new ErrorInfo("e", 1));
        ProfileRequest request = new ProfileRequest(new NodeInfo("n", Set.of(6700L)), ProfileAction.JSTACK_DUMP);
        state.profileRequests("t").put(ClusterState.profileKey(request), request);
        state.deadLetters("t").put("17", new DeadLetter(17, 1, "b", 2, "s", 1, "default", "s", 3, List.of("f"), List.of("v")));
        assertEquals(List.of("t"), state.deadLetterTopologies());
        state.topologies().put("u", base("u"));
        state.removeTopology("t");
        state.removeTopology("t");
        assertEquals(List.of("u"), state.topologies().keys());
        assertEquals(List.of(), state.assignments().keys());
        assertEquals(List.of(), state.credentials().keys());
        assertEquals(List.of(), state.errors().components("t"));
        assertEquals(List.of(), state.profileRequests("t").keys());
        assertEquals(List.of(), state.deadLetters("t").keys());
        assertEquals(List.of(), state.deadLetterTopologies());
    }

    @Test
    void blobHoldersAreCountedAndForgotten() {
        state.blobHolders("k").put("h:1", 3L);
        state.blobHolders("k").put("h:2", 4L);
        assertEquals(Map.of("h:1", 3L, "h:2", 4L), state.blobHolders("k").all());
        assertEquals(List.of("k"), state.heldBlobs());
        state.removeBlob("k");
        assertEquals(List.of(), state.heldBlobs());
    }

    @Test
    void aWatchOfBlobsTellsWhichOnesHoldersChange() throws Exception {
        BlockingQueue<Optional<String>> told = new LinkedBlockingQueue<>();
        Table.Watch watch = state.watchBlobs(told::add);
        assertEquals(Optional.empty(), next(told));
        state.blobHolders("a key").put("h:1", 3L);
        // A connection that is made anew meanwhile says once more that all may have changed.
        Eventually.holds("the key is told", () -> told.contains(Optional.of("a key")));
        Eventually.holds("what came of the first change is told", () -> state.heldBlobs().equals(List.of("a key")));
        state.blobHolders("other").put("h:1", 3L);
        Eventually.holds("the other key is told", () -> told.contains(Optional.of("other")));
        told.clear();
        state.removeBlob("a key");
        Eventually.holds("that it is gone is told", () -> told.contains(Optional.of("a key")));
        watch.close();
    }

    @Test
    void oneOfTwoLeadsAndTheOtherFollowsWhenItLeaves() throws Exception {
        BlockingQueue<String> told = new LinkedBlockingQueue<>();
        LeaderElection first = state.election(new HostPort("one", 1));
        first.start(listener("one", told));
        assertEquals("one won", next(told));
        LeaderElection second = state.election(new HostPort("two", 2));
        second.start(listener("two", told));
        assertTrue(first.isLeader());
        assertFalse(second.isLeader());
        assertEquals(Optional.of(new HostPort("one", 1)), second.leader());
        first.close();
        Eventually.holds("two leads", second::isLeader);
        assertEquals(Optional.of(new HostPort("two", 2)), second.leader());
        Eventually.holds("two is told", () -> told.contains("two won"));
        second.close();
    }

    @Test
    void onceALaterLeadershipHasBegunAnEarlierOneWritesAndRemovesNothing() {
        LeaderElection election = state.election(new HostPort("one", 1));
        assertEquals(Optional.empty(), state.latestLeader());
        AtomicInteger refused = new AtomicInteger();
        Epoch first = state.beginEpoch(new HostPort("one", 1), election, refused::incrementAndGet);
        first.state().topologies().put("t", base("t"));
        first.state().topologies().put("t", base("t", 2));
        first.state().assignments().put("t", new Assignment("first"));
        first.state().blobHolders("k").put("h:1", 3L);
        state.errors().add("t", "c", new ErrorInfo("e", 1));
        assertEquals(2, state.topologies().get("t").orElseThrow().get_num_workers());
        Epoch second = state.beginEpoch(new HostPort("two", 2), election, () -> { });
        assertTrue(second.number() > first.number());
        assertEquals(Optional.of(new HostPort("two", 2)), state.latestLeader());
        ClusterState late = first.state();
        assertThrows(LeadershipLostException.class, () -> late.assignments().put("t", new Assignment("late")));
        assertThrows(LeadershipLostException.class, () -> late.assignments().put("new", new Assignment("late")));
        assertThrows(LeadershipLostException.class, () -> late.topologies().remove("t"));
        assertThrows(LeadershipLostException.class, () -> late.removeTopology("t"));
        assertThrows(LeadershipLostException.class, () -> late.removeBlob("k"));
        assertEquals(5, refused.get());
        assertEquals("first", state.assignments().get("t").orElseThrow().get_master_code_dir());
        assertEquals(List.of("t"), state.assignments().keys());
        assertEquals(List.of("k"), state.heldBlobs());
        assertEquals("e", state.errors().last("t", "c").orElseThrow().get_error());
        second.state().removeTopology("t");
        second.state().removeBlob("k");
        assertEquals(List.of(), state.topologies().keys());
        assertEquals(List.of(), state.errors().topologies());
        assertEquals(List.of(), state.heldBlobs());
        assertFalse(second.state().topologies().remove("t"));
        election.close();
    }

    @Test
    void aWatchOfTheLeaderTellsWhoBeganTheLatestEpoch() throws Exception {
        BlockingQueue<Optional<HostPort>> told = new LinkedBlockingQueue<>();
        LeaderElection election = state.election(new HostPort("one", 1));
        state.watchLeader(told::add);
        assertEquals(Optional.empty(), next(told));
        state.beginEpoch(new HostPort("one", 1), election, () -> { });
        assertEquals(Optional.of(new HostPort("one", 1)), next(told));
        state.beginEpoch(new HostPort("one", 1), election, () -> { });
        assertEquals(Optional.of(new HostPort("one", 1)), next(told));
        election.close();
    }

    static LeaderElection.Listener listener(String name, BlockingQueue<String> told) {
        return new LeaderElection.Listener() {
            @Override
            public void won() {
                told.add(name + " won");
            }

            @Override
            public void lost() {
                told.add(name + " lost");
            }
        };
    }

    private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
        T value = queue.poll(60, TimeUnit.SECONDS);
        if (value == null) {
            throw new AssertionError("nothing was told within 60 s");
        }
        return value;
    }
}
