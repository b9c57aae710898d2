// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.storm.generated.Assignment;
import org.apache.storm.generated.Bolt;
import org.apache.storm.generated.ComponentObject;
import org.apache.storm.generated.ExecutorInfo;
import org.apache.storm.generated.SpoutSpec;
import org.apache.storm.generated.StormBase;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.scheduler.ExecutorDetails;
import org.apache.storm.scheduler.TopologyDetails;
import tempest.cluster.Mailbox;
import tempest.cluster.SystemTopology;
import tempest.nimbus.scheduling.Assignments;
import tempest.rpc.Series;

/** What the leader keeps in memory of one living topology. Owned by Nimbus's thread; its parts are never changed, only replaced. */
final class Topology {
    /** Of one name within one second, that is. */
    private static final long IDS_A_LEADERSHIP = 1000;

    final String id;
    private StormBase base;
    private Map<String, Object> conf;
    /** With the system's components, without anyone's serialized objects: those may be large and only workers need them. */
    private StormTopology layout;
    private Map<ExecutorDetails, String> executors;
    private Map<ExecutorInfo, String> components;
    private String unavailable;
    /** What is stored, or null. */
    Assignment assignment;
    /** The scheduler's last word on it, or null. */
    String scheduleStatus;
    /** The pending end of a wait, or null. */
    Mailbox.Timer wait;
    /** Its figures of the minute before it was killed, or null. */
    List<Series> lastMetrics;
    /** Since when its spouts are paused for a rebalance. */
    long drainingSinceNanos;
    /** Whether its present placement is to be given up. */
    boolean needsReschedule;

    Topology(String id, StormBase base, Map<String, Object> conf, StormTopology system) {
        this.id = id;
        this.base = base;
        become(conf, system);
    }

    /**
     * A new topology's id. Two leaderships never make the same one, also by clocks that differ: what a former leader takes back of a submission that failed would be another
     * topology's.
     *
     * @param epoch     the leadership's
     * @param submitted how many were submitted to it, this one counted
     */
    static String newId(String name, long epoch, int submitted, long nowSecs) {
        return name + "-" + (epoch * IDS_A_LEADERSHIP + submitted) + "-" + nowSecs;
    }

    /** One whose code or configuration cannot be read here: it runs on where it runs, and can be killed. */
    static Topology unavailable(String id, StormBase base, String reason) {
        Topology topology = new Topology(id, base, Map.of(), new StormTopology(new HashMap<>(), new HashMap<>(), new HashMap<>()));
        topology.unavailable = reason;
        return topology;
    }

    /** Why it cannot be read here; null if it can. */
    String unavailable() {
        return unavailable;
    }

    void unavailable(String reason) {
        unavailable = reason;
    }

    /** Takes another configuration and topology of the same components. */
    void become(Map<String, Object> newConf, StormTopology system) {
        unavailable = null;
        conf = newConf;
        layout = withoutObjects(system);
        countExecutors();
    }

    void become(StormBase next) {
        base = next;
        countExecutors();
    }

    private void countExecutors() {
        Map<String, Integer> counts = base.is_set_component_executors() ? base.get_component_executors() : Map.of();
        executors = Assignments.executors(SystemTopology.tasks(layout), counts);
        Map<ExecutorInfo, String> byInfo = new HashMap<>();
        executors.forEach((executor, component) -> byInfo.put(new ExecutorInfo(executor.getStartTask(), executor.getEndTask()), component));
        components = Collections.unmodifiableMap(byInfo);
    }

    /** Whether open trees tell of everything in flight: without ackers a tuple on its way between two workers is known to nobody. */
    boolean isTracked() {
        return SystemTopology.ackers(conf) > 0;
    }

    void cancelWait() {
        if (wait != null) {
            wait.cancel();
            wait = null;
        }
    }

    StormBase base() {
        return base;
    }

    Map<String, Object> conf() {
        return conf;
    }

    StormTopology layout() {
        return layout;
    }

    Map<ExecutorDetails, String> executors() {
        return executors;
    }

    String name() {
        return base.get_name();
    }

    TopologyDetails details() {
        return new TopologyDetails(id, conf, layout, base.get_num_workers(), executors, base.get_launch_time_secs(), base.get_owner());
    }

    Map<ExecutorInfo, String> components() {
        return components;
    }

    private static StormTopology withoutObjects(StormTopology system) {
        StormTopology slim = system.deepCopy();
        ComponentObject none = ComponentObject.serialized_java(new byte[0]);
        for (SpoutSpec spout : slim.get_spouts().values()) {
            spout.set_spout_object(none);
        }
        for (Bolt bolt : slim.get_bolts().values()) {
            bolt.set_bolt_object(none);
        }
        slim.unset_worker_hooks();
        return slim;
    }
}
