// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.testing;

import java.io.Serializable;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.storm.ILocalCluster;
import org.apache.storm.Testing;
import org.apache.storm.generated.Bolt;
import org.apache.storm.generated.ComponentObject;
import org.apache.storm.generated.SpoutSpec;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.task.IBolt;
import org.apache.storm.topology.IRichBolt;
import org.apache.storm.topology.IRichSpout;
import org.apache.storm.utils.Utils;

/**
 * A topology whose tuples are counted, so that a test can wait until everything that its spouts emitted was processed. Needs a
 * cluster made for tracking ({@code Testing.withTrackedCluster}).
 */
public class TrackedTopology {
    private final StormTopology topology;
    private final ILocalCluster cluster;
    private final AtomicInteger lastSpoutEmit = new AtomicInteger();

    /** Wraps every spout and bolt of {@code origTopo}, which is left as it is. */
    public TrackedTopology(StormTopology origTopo, ILocalCluster cluster) {
        this.cluster = cluster;
        String id = cluster.getTrackedId();
        if (id == null) {
            throw new IllegalArgumentException("the cluster does not track; make it with Testing.withTrackedCluster");
        }
        topology = origTopo.deepCopy();
        for (SpoutSpec spout : topology.get_spouts().values()) {
            IRichSpout plain = component(spout.get_spout_object(), IRichSpout.class);
            spout.set_spout_object(serialized(new SpoutTracker(plain, id)));
        }
        for (Bolt bolt : topology.get_bolts().values()) {
            IBolt plain = component(bolt.get_bolt_object(), IBolt.class);
            bolt.set_bolt_object(serialized(plain instanceof IRichBolt rich ? new BoltTracker(rich, id) : new NonRichBoltTracker(plain, id)));
        }
    }

    private static <T> T component(ComponentObject object, Class<T> type) {
        if (!object.is_set_serialized_java()) {
            throw new IllegalArgumentException("only components in Java can be tracked, not " + object.getSetField());
        }
        return type.cast(Utils.javaDeserialize(object.get_serialized_java(), Serializable.class));
    }

    private static ComponentObject serialized(Serializable component) {
        return ComponentObject.serialized_java(Utils.javaSerialize(component));
    }

    /** The topology to submit. */
    public StormTopology getTopology() {
        return topology;
    }

    /** The cluster it was made for. */
    public ILocalCluster getCluster() {
        return cluster;
    }

    /** Waits until one more spout tuple was emitted and no tuple is in flight. */
    public void trackedWait() {
        trackedWait(1, Testing.TEST_TIMEOUT_MS);
    }

    /** Waits until {@code amt} more spout tuples were emitted and no tuple is in flight. */
    public void trackedWait(int amt) {
        trackedWait(amt, Testing.TEST_TIMEOUT_MS);
    }

    /** Waits, {@code timeoutMs} milliseconds at most, until {@code amt} more spout tuples were emitted and no tuple is in flight. */
    public void trackedWait(int amt, int timeoutMs) {
        int target = amt + lastSpoutEmit.get();
        int[] quietLooks = {0};
        Testing.whileTimeout(timeoutMs, () -> {
            boolean quiet = globalAmt(TrackedCounts.SPOUT_EMITTED) >= target
                && globalAmt(TrackedCounts.TRANSFERRED) == globalAmt(TrackedCounts.PROCESSED)
                && Testing.quiet(cluster);
            quietLooks[0] = quiet ? quietLooks[0] + 1 : 0;
            return quietLooks[0] < 2;
        }, () -> Testing.letTimePass(cluster));
        lastSpoutEmit.set(target);
    }

    /** The count {@code key}: {@code spout-emitted}, {@code transferred} or {@code processed}. */
    public int globalAmt(String key) {
        return Testing.globalAmt(cluster.getTrackedId(), key);
    }
}
