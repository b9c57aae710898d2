// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.storm.generated.AlreadyAliveException;
import org.apache.storm.generated.Assignment;
import org.apache.storm.generated.SettableBlobMeta;
import org.apache.storm.generated.StormBase;
import org.apache.storm.generated.TopologyStatus;
import org.apache.storm.metric.StormMetricsRegistry;
import org.apache.storm.scheduler.DefaultScheduler;
import org.apache.storm.thrift.TException;
import org.junit.jupiter.api.Test;
import tempest.cluster.ClusterState;
import tempest.cluster.Epoch;
import tempest.cluster.Eventually;
import tempest.cluster.HostPort;
import tempest.cluster.LeaderElection;
import tempest.cluster.Mailbox;
import tempest.cluster.Secrets;
import tempest.nimbus.blobs.BlobAcl;
import tempest.nimbus.blobs.LocalBlobStore;

/** What changes hands between leaders, and what a leader whose time is over may still do: nothing. */
class LeadershipTest extends NimbusFixture {
    private static final HostPort SELF = new HostPort("here", 1);

    /** Leads behind Nimbus's back, as another does while this one is stopped. */
    private ClusterState anotherLeads() {
        LeaderElection election = state.election(new HostPort("other", 1));
        return state.beginEpoch(new HostPort("other", 1), election, () -> { }).state();
    }

    @Test
    void aLeaderThatWasStoppedAssignsNothingWhenItWakes() throws Exception {
        supervisor("a", 6700);
        String id = submit("words", "{}");
        assigned(id);
        supervisor("b", 6700);
        ClusterState other = anotherLeads();
        Assignment moved = state.assignments().get(id).orElseThrow();
        moved.set_owner("moved by the other");
        other.assignments().put(id, moved);
        // Everybody is silent for it, so it would move the worker.
        clock.advance(200, TimeUnit.SECONDS);
        Eventually.holds("it stands down", () -> !nimbus.isLeading());
        assertEquals(moved, state.assignments().get(id).orElseThrow());
    }

    @Test
    void aLeaderWhoseTimeIsOverRefusesCommandsAndLeavesEverythingAsItIs() throws Exception {
        String id = submit("words", "{}");
        anotherLeads();
        assertThrows(TException.class, () -> calls.deactivate("words"));
        assertEquals(TopologyStatus.ACTIVE, state.topologies().get(id).orElseThrow().get_status());
        Eventually.holds("it has stood down", () -> !nimbus.isLeading());
        // The election still says that it leads, so it begins anew, from what is stored.
        clock.advance(2, TimeUnit.SECONDS);
        Eventually.holds("it leads again", nimbus::isLeading);
        calls.deactivate("words");
        assertEquals(TopologyStatus.INACTIVE, state.topologies().get(id).orElseThrow().get_status());
    }

    @Test
    void aLeaderWhoseTimeIsOverDeletesNoBlob() throws Exception {
        String session = calls.beginCreateBlob("k", new SettableBlobMeta(List.of()));
        calls.uploadBlobChunk(session, ByteBuffer.wrap(new byte[] {1}));
        calls.finishBlobUpload(session);
        anotherLeads();
        assertThrows(TException.class, () -> calls.deleteBlob("k"));
        assertEquals(List.of("k"), state.heldBlobs());
        Eventually.holds("it has stood down", () -> !nimbus.isLeading());
        clock.advance(2, TimeUnit.SECONDS);
        Eventually.holds("it leads again", nimbus::isLeading);
        assertEquals(List.of("k"), blobs());
    }

    private Leader.Parts parts() throws Exception {
        StoredTopologies stored = new StoredTopologies(new LocalBlobStore(folder.resolve("own"), new BlobAcl(false, Set.of()), clock), state, SELF, clock, 3);
        return new Leader.Parts(NimbusConfig.of(conf()).liveness(), stored, new Mailbox(clock), clock,
            new Scheduling(conf(), new AllSlots(), new DefaultScheduler(), new StormMetricsRegistry()), Secrets.of(conf()));
    }

    private Epoch epoch() {
        return state.beginEpoch(SELF, state.election(SELF), () -> { });
    }

    @Test
    void aSubmissionThatALossOfLeadershipInterruptsTakesNoName() throws Exception {
        Leadership leadership = new Leadership(parts());
        leadership.begin(epoch());
        Leader first = leadership.current().orElseThrow();
        String id = first.reserve("words");
        leadership.begin(epoch());
        Leader second = leadership.current().orElseThrow();
        String other = second.reserve("words");
        assertThrows(AlreadyAliveException.class, () -> second.reserve("words"));
        Submission submission = Submission.of("words", conf(), new HashMap<>(), SampleTopologies.wordCount(), "me",
            NimbusConfig.of(conf()).limits());
        assertThrows(RuntimeException.class, () -> first.commit(id, new StormBase("words", TopologyStatus.ACTIVE, 1), submission, null));
        first.withdraw("words", id);
        assertThrows(IllegalStateException.class, () -> second.commit(id + "x", new StormBase("words", TopologyStatus.ACTIVE, 1), submission, null));
        second.commit(other, new StormBase("words", TopologyStatus.ACTIVE, 1), submission, null);
        assertEquals(List.of(other), state.topologies().keys());
        assertTrue(second.byName("words").isPresent());
        assertFalse(second.livingOrComing().contains(id + "x"));
        leadership.end();
    }
}
