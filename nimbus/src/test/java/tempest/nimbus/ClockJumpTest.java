// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.storm.generated.KillOptions;
import org.apache.storm.generated.SettableBlobMeta;
import org.apache.storm.generated.TopologyStatus;
import org.apache.storm.generated.AccessControl;
import org.apache.storm.generated.AccessControlType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tempest.cluster.Eventually;

/** The computer's clock is set by an hour while things run, forward and back: nothing takes that for time that has passed. */
class ClockJumpTest extends NimbusFixture {
    private static final String OWNERLESS = "coming-1-1-stormcode.ser";

    @ParameterizedTest
    @ValueSource(ints = {1, -1})
    void aWorkerThatBeatsIsNotTakenForSilent(int hours) throws Exception {
        supervisor("a", 6700);
        supervisor("b", 6700);
        String id = submit("words", "{}");
        List<String> before = nodes(id);
        calls.workerBeat(beat(id, before.get(0), 6700));
        clock.setBy(hours, TimeUnit.HOURS);
        pass(3);
        calls.workerBeat(beat(id, before.get(0), 6700));
        pass(11);
        assertEquals(before, nodes(id));
        pass(600);
        Eventually.holds("one that is silent is replaced all the same", () -> !nodes(id).equals(before));
    }

    private List<String> nodes(String id) throws Exception {
        return new ArrayList<>(assigned(id).get_node_host().keySet());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, -1})
    void theWaitOfAKillIsAsLongAsWasAsked(int hours) throws Exception {
        supervisor("a", 6700);
        String id = submit("words", "{}");
        KillOptions options = new KillOptions();
        options.set_wait_secs(20);
        calls.killTopologyWithOpts("words", options);
        clock.setBy(hours, TimeUnit.HOURS);
        pass(10);
        assertEquals(TopologyStatus.KILLED, state.topologies().get(id).orElseThrow().get_status());
        pass(11);
        Eventually.holds("it is gone", () -> state.topologies().get(id).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, -1})
    void aJarThatWasJustUploadedAndABlobWhoseTopologyIsToComeStay(int hours) throws Exception {
        supervisor("a", 6700);
        String location = jar();
        String session = calls.beginCreateBlob(OWNERLESS, new SettableBlobMeta(List.of(new AccessControl(AccessControlType.OTHER, 7))));
        calls.uploadBlobChunk(session, ByteBuffer.wrap(new byte[] {1}));
        calls.finishBlobUpload(session);
        clock.setBy(hours, TimeUnit.HOURS);
        pass(601);
        assertEquals(1, inbox().size());
        assertTrue(blobs().contains(OWNERLESS));
        calls.submitTopology("words", location, "{}", SampleTopologies.wordCount());
        for (int i = 0; i < 8; i++) {
            pass(601);
        }
        Eventually.holds("what nobody wants goes in the end", () -> !blobs().contains(OWNERLESS));
    }
}
