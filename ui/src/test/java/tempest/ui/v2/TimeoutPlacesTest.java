// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.ui.v2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.storm.generated.Bolt;
import org.apache.storm.generated.ComponentCommon;
import org.apache.storm.generated.ComponentObject;
import org.apache.storm.generated.GlobalStreamId;
import org.apache.storm.generated.Grouping;
import org.apache.storm.generated.NullStruct;
import org.apache.storm.generated.SpoutSpec;
import org.apache.storm.generated.StormTopology;
import org.junit.jupiter.api.Test;
import tempest.rpc.EndCause;
import tempest.rpc.WorkerEnd;
import tempest.rpc.WorkerEnds;

class TimeoutPlacesTest {
    private final Map<String, Bolt> bolts = new HashMap<>();
    private final Map<String, Map<String, Double>> metrics = new HashMap<>();

    private void bolt(String id, String input, String conf, Map<String, Double> figures) {
        ComponentCommon common = new ComponentCommon(Map.of(new GlobalStreamId(input, "default"), Grouping.shuffle(new NullStruct())), Map.of());
        common.set_json_conf(conf);
        bolts.put(id, new Bolt(ComponentObject.serialized_java(new byte[0]), common));
        metrics.put(id, figures);
    }

    private List<Map<String, Object>> places(WorkerEnd... ends) {
        StormTopology layout = new StormTopology(Map.of(), bolts, Map.of());
        return new TimeoutPlaces(layout, metrics, new WorkerEnds(Map.of(), List.of(ends)), 30).of("spout", 100_000, 200_000);
    }

    private static WorkerEnd end(long millis, EndCause cause) {
        return new WorkerEnd(millis, cause, "h", 6700, "exited with status 7");
    }

    @Test
    void tuplesThatWaitLongInAnInboxAreThere() {
        bolt("quick", "spout", "", Map.of("queued", 900.0, "oldest_queued_secs", 0.0));
        bolt("slow", "quick", "", Map.of("queued", 1200.0, "oldest_queued_secs", 34.0));
        assertEquals(1, places().size());
        assertEquals("waiting in the inbox of slow", places().get(0).get("title"));
        assertEquals("1,200 tuples wait in the inbox of slow, the oldest for at least 34 s.", places().get(0).get("sentence"));
    }

    @Test
    void aBoltThatForgetsToAckIsNamed() {
        bolt("forgetful", "spout", "", Map.of("held", 5000.0, "held_before", 4000.0));
        assertEquals("forgetful has executed 5,000 tuples that it has neither acked nor failed, 1,000 more than a minute ago.", places().get(0).get("sentence"));
    }

    @Test
    void aWindowKeepsItsTuples() {
        bolt("hourly", "spout", "{\"topology.bolts.window.length.duration.ms\": 60000}", Map.of("held", 50.0));
        assertEquals("50 tuples are kept by the window of hourly (60 s long): they are acked when they leave it; the time-out is 30 s.",
            places().get(0).get("sentence"));
    }

    @Test
    void aWorkerThatEndedWithinATimeOutTookTuplesWithIt() {
        bolt("split", "spout", "", Map.of());
        assertEquals("gone with worker h:6700", places(end(80_000, EndCause.SIGNALLED)).get(0).get("title"));
        assertEquals("unknown", places(end(50_000, EndCause.SIGNALLED)).get(0).get("kind"));
        assertEquals("unknown", places(end(80_000, EndCause.PLANNED)).get(0).get("kind"));
    }

    @Test
    void theSpoutWhoseTuplesTimeOutMostDecidesWhatIsSaidInAFewWords() {
        bolt("slow", "spout", "", Map.of("queued", 70.0, "oldest_queued_secs", 31.0));
        bolt("other", "elsewhere", "", Map.of("held", 9000.0));
        SpoutSpec spec = new SpoutSpec(ComponentObject.serialized_java(new byte[0]), new ComponentCommon(Map.of(), Map.of()));
        StormTopology layout = new StormTopology(Map.of("spout", spec, "elsewhere", spec), bolts, Map.of());
        TimeoutPlaces places = new TimeoutPlaces(layout, metrics, new WorkerEnds(Map.of(), List.of()), 30);
        assertNull(places.likeliest(1_000));
        metrics.put("elsewhere", Map.of("timed_out", 1.0));
        metrics.put("spout", Map.of("timed_out", 20.0));
        assertEquals("waiting in the inbox of slow", places.likeliest(1_000));
    }

    @Test
    void theLikeliestComesFirstAndAnotherSpoutsBoltsAreNoPlace() {
        bolt("one", "spout", "", Map.of("held", 5.0));
        bolt("two", "one", "", Map.of("queued", 70.0, "oldest_queued_secs", 31.0));
        bolt("other", "elsewhere", "", Map.of("held", 9000.0));
        assertEquals(List.of("two", "one"), places().stream().map(place -> place.get("component")).toList());
    }
}
