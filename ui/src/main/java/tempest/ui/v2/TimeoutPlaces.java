// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.ui.v2;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.storm.generated.ComponentCommon;
import org.apache.storm.generated.StormTopology;
import tempest.cluster.Json;
import tempest.cluster.WorkerEndHistory;
import tempest.rpc.EndCause;
import tempest.rpc.WorkerEnds;

/**
 * Where tuples that time out probably are, from what can be seen: inboxes, tuples that bolts keep, windows, workers that ended. Pure.
 *
 * @param layout      components and their groupings
 * @param metrics     each component's metrics of the last minute
 * @param ends        of the topology's workers
 * @param timeoutSecs topology.message.timeout.secs
 */
record TimeoutPlaces(StormTopology layout, Map<String, Map<String, Double>> metrics, WorkerEnds ends, long timeoutSecs) {
    /** A tuple that waits for a smaller part of the time-out than this is on its way. */
    private static final double LONG_PART = 0.25;
    /** Workers' clocks and heartbeats are so much apart at most. */
    private static final long SLACK_MILLIS = 10_000;

    /** One place, with how many tuples speak for it. */
    private record Place(String kind, String component, double tuples, String title, String sentence) { }

    /**
     * The places on the way of a spout's tuples, the likeliest first; never empty.
     *
     * @param firstMillis when the first of them timed out; 0 if that is not known
     * @param lastMillis  the same for the last
     */
    List<Map<String, Object>> of(String spout, long firstMillis, long lastMillis) {
        List<Place> places = new ArrayList<>();
        Map<String, ComponentCommon> bolts = bolts();
        for (String bolt : downstream(spout, bolts)) {
            addBolt(bolt, bolts.get(bolt), metrics.getOrDefault(bolt, Map.of()), places);
        }
        addEnds(firstMillis, lastMillis, places);
        places.sort(Comparator.comparingDouble(Place::tuples).reversed());
        if (places.isEmpty()) {
            places.add(new Place("unknown", null, 0, "Not seen any more", "No inbox and no bolt on the way of " + spout
                + "'s tuples holds any for long now, and no worker ended when they timed out. A trace shows how far such tuples come."));
        }
        return places.stream().map(TimeoutPlaces::json).toList();
    }

    /** The likeliest place in a few words for the spout whose tuples time out most; null if none do or nothing is seen. */
    String likeliest(long nowMillis) {
        return layout.get_spouts().keySet().stream().filter(spout -> timedOut(spout) > 0).max(Comparator.comparingDouble(this::timedOut))
            .map(spout -> of(spout, nowMillis, nowMillis).get(0)).filter(place -> !place.get("kind").equals("unknown"))
            .map(place -> (String) place.get("title")).orElse(null);
    }

    private double timedOut(String spout) {
        double rate = metrics.getOrDefault(spout, Map.of()).getOrDefault("timed_out", 0.0);
        return Double.isNaN(rate) ? 0 : rate;
    }

    private void addBolt(String bolt, ComponentCommon common, Map<String, Double> figures, List<Place> places) {
        double queued = figures.getOrDefault("queued", 0.0);
        double oldest = figures.getOrDefault("oldest_queued_secs", 0.0);
        if (queued > 0 && oldest >= LONG_PART * timeoutSecs) {
            places.add(new Place("queued", bolt, queued, "waiting in the inbox of " + bolt,
                count(queued) + " tuples wait in the inbox of " + bolt + ", the oldest for at least " + count(oldest) + " s."));
        }
        double held = figures.getOrDefault("held", 0.0);
        if (held <= 0) {
            return;
        }
        String window = window(common);
        double more = held - figures.getOrDefault("held_before", held);
        if (window != null) {
            places.add(new Place("window", bolt, held, "kept by the window of " + bolt, count(held) + " tuples are kept by the window of " + bolt + " (" + window
                + "): they are acked when they leave it; the time-out is " + timeoutSecs + " s."));
        } else {
            places.add(new Place("unacked", bolt, held, "executed by " + bolt + " and not acked", bolt + " has executed " + count(held)
                + " tuples that it has neither acked nor failed" + (more > 0 ? ", " + count(more) + " more than a minute ago." : ".")));
        }
    }

    private void addEnds(long firstMillis, long lastMillis, List<Place> places) {
        ends.get_recent().stream().filter(end -> end.get_cause() != EndCause.PLANNED && lastMillis > 0 && end.get_time_millis() <= lastMillis + SLACK_MILLIS
            && end.get_time_millis() >= firstMillis - timeoutSecs * 1000 - SLACK_MILLIS).findFirst().ifPresent(end ->
            // Nobody can count what is gone; where something is seen to hold tuples now it comes first.
            places.add(new Place("gone", null, 0.5, "gone with worker " + end.get_host() + ":" + end.get_port(),
                "What was in it when it ended is gone: " + WorkerEndHistory.describe(end) + ".")));
    }

    private Map<String, ComponentCommon> bolts() {
        Map<String, ComponentCommon> bolts = new TreeMap<>();
        layout.get_bolts().forEach((id, bolt) -> {
            if (!id.startsWith("__")) {
                bolts.put(id, bolt.get_common());
            }
        });
        return bolts;
    }

    private static Set<String> downstream(String spout, Map<String, ComponentCommon> bolts) {
        Set<String> reached = new HashSet<>(Set.of(spout));
        boolean grown = true;
        while (grown) {
            grown = false;
            for (Map.Entry<String, ComponentCommon> bolt : bolts.entrySet()) {
                grown |= bolt.getValue().get_inputs().keySet().stream().anyMatch(input -> reached.contains(input.get_componentId())) && reached.add(bolt.getKey());
            }
        }
        reached.remove(spout);
        return reached;
    }

    /** The length of a bolt's window; null if it has none. */
    private static String window(ComponentCommon common) {
        if (!common.is_set_json_conf() || common.get_json_conf().isBlank()) {
            return null;
        }
        Map<String, Object> conf = Json.parse(common.get_json_conf());
        if (conf.get("topology.bolts.window.length.duration.ms") instanceof Number millis) {
            return String.format(Locale.ROOT, "%,d s long", millis.longValue() / 1000);
        }
        return conf.get("topology.bolts.window.length.count") instanceof Number tuples ? "of " + tuples + " tuples" : null;
    }

    private static String count(double number) {
        return String.format(Locale.ROOT, "%,d", Math.round(number));
    }

    private static Map<String, Object> json(Place place) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("kind", place.kind);
        json.put("component", place.component);
        json.put("title", place.title);
        json.put("sentence", place.sentence);
        return json;
    }
}
