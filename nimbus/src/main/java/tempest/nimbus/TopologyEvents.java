// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.storm.generated.LogConfig;
import org.apache.storm.generated.LogLevel;
import org.apache.storm.generated.LogLevelAction;
import org.apache.storm.generated.RebalanceOptions;
import org.apache.storm.generated.StormBase;
import org.apache.storm.generated.TopologyEvent;
import org.apache.storm.generated.TopologyEventKind;
import tempest.cluster.Json;
import tempest.cluster.OneLine;

/**
 * What was done to a topology, in words, and how it is kept: in the topology's own entry of the shared state, so that each is stored in one step with
 * what it tells of and outlives every Nimbus. Pure functions, for Nimbus's thread and RPC threads.
 */
final class TopologyEvents {
    /** The first one, its submission, and the latest are kept. */
    static final int KEPT = 40;
    private static final int LONGEST = 200;

    private TopologyEvents() { }

    /** @param user null if nobody is known */
    static TopologyEvent of(long millis, TopologyEventKind kind, String text, String user) {
        String line = OneLine.of(text);
        TopologyEvent event = new TopologyEvent(millis, kind, line.substring(0, Math.min(LONGEST, line.length())));
        event.set_user(user);
        return event;
    }

    /** A copy of what is stored of a topology, with one more event. */
    static StormBase plus(StormBase base, TopologyEvent event) {
        StormBase next = base.deepCopy();
        List<TopologyEvent> events = new ArrayList<>(of(base));
        events.add(event);
        while (events.size() > KEPT) {
            events.remove(1);
        }
        next.set_events(events);
        return next;
    }

    /** A step that tells what was done; one that changes nothing tells nothing. */
    static Lifecycle.Step told(Lifecycle.Step step, StormBase before, TopologyEvent event) {
        return step.base() == null || step.base().equals(before) ? step : new Lifecycle.Step(plus(step.base(), event), step.waitSecs(), step.replace());
    }

    /** The oldest first. */
    static List<TopologyEvent> of(StormBase base) {
        return base.is_set_events() ? base.get_events() : List.of();
    }

    /** What a rebalance changes. */
    static String rebalance(StormBase base, RebalanceOptions options) {
        List<String> changes = new ArrayList<>();
        if (options.is_set_num_workers() && options.get_num_workers() != base.get_num_workers()) {
            changes.add(count(options.get_num_workers(), "worker") + " instead of " + base.get_num_workers());
        }
        Map<String, Integer> before = base.is_set_component_executors() ? base.get_component_executors() : Map.of();
        if (options.is_set_num_executors()) {
            new TreeMap<>(options.get_num_executors()).forEach((component, executors) -> {
                if (!executors.equals(before.get(component))) {
                    changes.add(component + " with " + count(executors, "executor") + " instead of " + before.getOrDefault(component, 0));
                }
            });
        }
        if (options.is_set_topology_conf_overrides() && !options.get_topology_conf_overrides().isBlank()) {
            changes.add("configuration " + String.join(", ", new TreeSet<>(Json.parse(options.get_topology_conf_overrides()).keySet())));
        }
        if (options.is_set_topology_resources_overrides() && !options.get_topology_resources_overrides().isEmpty()) {
            changes.add("resources of " + String.join(", ", new TreeSet<>(options.get_topology_resources_overrides().keySet())));
        }
        return changes.isEmpty() ? "rebalanced" : "rebalanced: " + String.join("; ", changes);
    }

    private static String count(int n, String one) {
        return n + " " + one + (n == 1 ? "" : "s");
    }

    /** Which log levels are set or taken back. */
    static String logLevels(LogConfig change) {
        List<String> changes = new ArrayList<>();
        if (change.is_set_named_logger_level()) {
            new TreeMap<>(change.get_named_logger_level()).forEach((logger, level) -> {
                if (level.get_action() != LogLevelAction.UNCHANGED) {
                    changes.add(logger + " " + level(level));
                }
            });
        }
        return "log level of " + (changes.isEmpty() ? "nothing" : String.join("; ", changes));
    }

    private static String level(LogLevel level) {
        return level.get_action() == LogLevelAction.REMOVE ? "as configured" : level.get_target_log_level()
            + (level.get_reset_log_level_timeout_secs() > 0 ? " for " + level.get_reset_log_level_timeout_secs() + " s" : "");
    }
}
