// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.apache.storm.generated.Bolt;
import org.apache.storm.generated.ComponentCommon;
import org.apache.storm.generated.ComponentObject;
import org.apache.storm.generated.GlobalStreamId;
import org.apache.storm.generated.Grouping;
import org.apache.storm.generated.NullStruct;
import org.apache.storm.generated.SpoutSpec;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.generated.StreamInfo;
import org.apache.storm.testing.CompletableSpout;
import org.apache.storm.testing.CompleteTopologyParam;
import org.apache.storm.testing.FixedTuple;
import org.apache.storm.testing.FixedTupleSpout;
import org.apache.storm.testing.MkClusterParam;
import org.apache.storm.testing.MkTupleParam;
import org.apache.storm.testing.TestJob;
import org.apache.storm.testing.TrackedTopology;
import org.apache.storm.testing.TupleCaptureBolt;
import org.apache.storm.thrift.TException;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.utils.RegisteredGlobalState;
import org.apache.storm.utils.Time;
import org.apache.storm.utils.Utils;
import tempest.local.StandaloneTuple;

/** What tests of topologies use: local clusters around a job, topologies run to their end, tuples made by hand. */
public class Testing {
    /** How long tests wait by default, in milliseconds; the environment variable STORM_TEST_TIMEOUT_MS changes it. */
    public static final int TEST_TIMEOUT_MS = testTimeout();
    private static final long PAUSE_MILLIS = 10;

    private static int testTimeout() {
        String set = System.getenv("STORM_TEST_TIMEOUT_MS");
        return set == null ? 5000 : Integer.parseInt(set);
    }

    /** A condition to wait for. */
    public interface Condition {
        /** Whether it holds. */
        boolean exec();
    }

    /** A topology together with the bolt that captures all it emits. */
    public static final class CapturedTopology<T> {
        public final T topology;
        public final TupleCaptureBolt capturer;

        /** {@code topology}, whose tuples reach {@code capturer}. */
        public CapturedTopology(T topology, TupleCaptureBolt capturer) {
            this.topology = topology;
            this.capturer = capturer;
        }
    }

    /** Runs {@code body} as long as {@code condition} holds; an AssertionError after {@link #TEST_TIMEOUT_MS}. */
    public static void whileTimeout(Condition condition, Runnable body) {
        whileTimeout(TEST_TIMEOUT_MS, condition, body);
    }

    /** Runs {@code body} as long as {@code condition} holds; an AssertionError after {@code timeoutMs} milliseconds of real time. */
    public static void whileTimeout(long timeoutMs, Condition condition, Runnable body) {
        long end = System.nanoTime() + timeoutMs * 1_000_000L;
        while (condition.exec()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("the condition still holds after " + timeoutMs + " ms");
            }
            body.run();
        }
    }

    /** Whether {@code pred} holds for each of {@code data}. */
    public static <T> boolean isEvery(Collection<T> data, Predicate<T> pred) {
        return data.stream().allMatch(pred);
    }

    /** Runs {@code code} with simulated time, which only {@link Time} advances. */
    public static void withSimulatedTime(Runnable code) {
        try (Time.SimulatedTime time = new Time.SimulatedTime()) {
            code.run();
        }
    }

    /** Runs {@code code} with a local cluster. */
    public static void withLocalCluster(TestJob code) {
        withLocalCluster(new MkClusterParam(), code);
    }

    /** Runs {@code code} with a local cluster made as {@code param} says. */
    public static void withLocalCluster(MkClusterParam param, TestJob code) {
        run(cluster(param), code);
    }

    /** A local cluster with {@code clusterConf} on top of the defaults; the caller closes it. */
    public static ILocalCluster getLocalCluster(Map<String, Object> clusterConf) {
        try {
            return new LocalCluster.Builder().withSupervisors(1).withDaemonConf(clusterConf).build();
        } catch (Exception e) {
            throw new IllegalStateException("the local cluster did not start: " + e.getMessage(), e);
        }
    }

    /** Runs {@code code} with a local cluster whose time is simulated. */
    public static void withSimulatedTimeLocalCluster(TestJob code) {
        withSimulatedTimeLocalCluster(new MkClusterParam(), code);
    }

    /** Runs {@code code} with a local cluster made as {@code param} says, whose time is simulated. */
    public static void withSimulatedTimeLocalCluster(MkClusterParam param, TestJob code) {
        run(cluster(param).withSimulatedTime(), code);
    }

    /** Runs {@code code} with a local cluster that tracks topologies. */
    public static void withTrackedCluster(TestJob code) {
        withTrackedCluster(new MkClusterParam(), code);
    }

    /** Runs {@code code} with a local cluster made as {@code param} says, that tracks topologies. */
    public static void withTrackedCluster(MkClusterParam param, TestJob code) {
        run(cluster(param).withTracked(), code);
    }

    private static LocalCluster.Builder cluster(MkClusterParam param) {
        LocalCluster.Builder builder = new LocalCluster.Builder().withNimbusDaemon(param.isNimbusDaemon());
        if (param.getSupervisors() != null) {
            builder.withSupervisors(param.getSupervisors());
        }
        if (param.getPortsPerSupervisor() != null) {
            builder.withPortsPerSupervisor(param.getPortsPerSupervisor());
        }
        if (param.getDaemonConf() != null) {
            builder.withDaemonConf(param.getDaemonConf());
        }
        return builder;
    }

    private static void run(LocalCluster.Builder builder, TestJob code) {
        try (LocalCluster cluster = builder.build()) {
            code.run(cluster);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** The count {@code key} of the tracked cluster {@code id}. */
    @SuppressWarnings("unchecked")
    public static int globalAmt(String id, String key) {
        return ((Map<String, AtomicInteger>) RegisteredGlobalState.getState(id)).get(key).get();
    }

    /** {@code topology} tracked, with a bolt that captures what its components emit. */
    public static CapturedTopology<TrackedTopology> trackAndCaptureTopology(ILocalCluster cluster, StormTopology topology) {
        CapturedTopology<StormTopology> captured = captureTopology(topology);
        return new CapturedTopology<>(new TrackedTopology(captured.topology, cluster), captured.capturer);
    }

    /** A copy of {@code topology} with a bolt that captures what its components emit. */
    public static CapturedTopology<StormTopology> captureTopology(StormTopology topology) {
        StormTopology copy = topology.deepCopy();
        TupleCaptureBolt capturer = new TupleCaptureBolt();
        Map<GlobalStreamId, Grouping> inputs = new HashMap<>();
        copy.get_spouts().forEach((id, spout) -> allStreams(inputs, id, spout.get_common().get_streams()));
        copy.get_bolts().forEach((id, bolt) -> allStreams(inputs, id, bolt.get_common().get_streams()));
        Bolt bolt = new Bolt(ComponentObject.serialized_java(Utils.javaSerialize(capturer)),
            new ComponentCommon(inputs, new HashMap<>()));
        copy.put_to_bolts(UUID.randomUUID().toString(), bolt);
        return new CapturedTopology<>(copy, capturer);
    }

    private static void allStreams(Map<GlobalStreamId, Grouping> inputs, String component, Map<String, StreamInfo> streams) {
        streams.forEach((stream, info) -> inputs.put(new GlobalStreamId(component, stream),
            info.is_direct() ? Grouping.direct(new NullStruct()) : Grouping.fields(new ArrayList<>())));
    }

    /** Runs {@code topology} until its spouts have come to an end; what each component emitted, by its id. */
    public static Map<String, List<FixedTuple>> completeTopology(ILocalCluster cluster, StormTopology topology)
        throws InterruptedException, TException {
        return completeTopology(cluster, topology, new CompleteTopologyParam());
    }

    /** As above, with mocked sources and configuration. Every spout is mocked or a {@link CompletableSpout}. */
    public static Map<String, List<FixedTuple>> completeTopology(ILocalCluster cluster, StormTopology topology, CompleteTopologyParam param)
        throws TException, InterruptedException {
        CapturedTopology<StormTopology> captured = captureTopology(topology);
        Map<String, SpoutSpec> specs = captured.topology.get_spouts();
        param.getMockedSources().getData().forEach((id, tuples) -> {
            if (!specs.containsKey(id)) {
                throw new IllegalArgumentException("there is no spout " + id + " to mock; the topology has " + specs.keySet());
            }
            specs.get(id).set_spout_object(ComponentObject.serialized_java(Utils.javaSerialize(new FixedTupleSpout(tuples))));
        });
        List<CompletableSpout> spouts = new ArrayList<>();
        specs.forEach((id, spec) -> {
            Serializable spout = Utils.javaDeserialize(spec.get_spout_object().get_serialized_java(), Serializable.class);
            if (!(spout instanceof CompletableSpout completable)) {
                throw new IllegalArgumentException("the spout " + id + " never comes to an end: mock it, or make it a CompletableSpout");
            }
            spouts.add(completable);
        });
        spouts.forEach(CompletableSpout::startup);
        String name = param.getTopologyName() == null ? "topology-" + UUID.randomUUID() : param.getTopologyName();
        cluster.submitTopology(name, param.getStormConf(), captured.topology);
        try {
            whileTimeout(param.getTimeoutMs(), () -> !isEvery(spouts, CompletableSpout::isExhausted), () -> letTimePass(cluster));
        } finally {
            cluster.killTopologyWithOpts(name, LocalCluster.KILL_NOW);
            whileTimeout(param.getTimeoutMs(), () -> isAlive(cluster, name), () -> letTimePass(cluster));
        }
        if (!param.getCleanupState()) {
            return captured.capturer.getResults();
        }
        spouts.forEach(CompletableSpout::clean);
        return captured.capturer.getAndRemoveResults();
    }

    private static boolean isAlive(ILocalCluster cluster, String name) {
        try {
            return cluster.getClusterInfo().get_topologies().stream().anyMatch(t -> t.get_name().equals(name));
        } catch (TException e) {
            throw new IllegalStateException("Nimbus does not answer: " + e.getMessage(), e);
        }
    }

    /** Lets a simulated second pass, or a moment where time is real. */
    public static void simulateWait(ILocalCluster cluster) throws InterruptedException {
        if (Time.isSimulating()) {
            cluster.advanceClusterTime(10);
        }
        Thread.sleep(PAUSE_MILLIS);
    }

    /** As {@link #simulateWait}, for loops that cannot throw. */
    public static void letTimePass(ILocalCluster cluster) {
        try {
            simulateWait(cluster);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting", e);
        }
    }

    /** Whether no tuple is in flight in {@code cluster} right now. */
    public static boolean quiet(ILocalCluster cluster) {
        return ((LocalCluster) cluster).quiet();
    }

    /** The values that {@code componentId} emitted on the default stream. */
    public static List<List<Object>> readTuples(Map<String, List<FixedTuple>> results, String componentId) {
        return readTuples(results, componentId, Utils.DEFAULT_STREAM_ID);
    }

    /** The values that {@code componentId} emitted on {@code streamId}. */
    public static List<List<Object>> readTuples(Map<String, List<FixedTuple>> results, String componentId, String streamId) {
        return results.getOrDefault(componentId, List.of()).stream()
            .filter(t -> t.stream.equals(streamId)).<List<Object>>map(t -> t.values).toList();
    }

    /** {@code topology}, tracked. */
    public static TrackedTopology mkTrackedTopology(ILocalCluster trackedCluster, StormTopology topology) {
        return new TrackedTopology(topology, trackedCluster);
    }

    /** Waits for one more spout tuple and then for rest. */
    public static void trackedWait(CapturedTopology<TrackedTopology> topo) {
        topo.topology.trackedWait();
    }

    /** Waits for {@code amt} more spout tuples and then for rest. */
    public static void trackedWait(CapturedTopology<TrackedTopology> topo, Integer amt) {
        topo.topology.trackedWait(amt);
    }

    /** Waits for {@code amt} more spout tuples and then for rest, {@code timeoutMs} milliseconds at most. */
    public static void trackedWait(CapturedTopology<TrackedTopology> topo, Integer amt, Integer timeoutMs) {
        topo.topology.trackedWait(amt, timeoutMs);
    }

    /** Waits for one more spout tuple and then for rest. */
    public static void trackedWait(TrackedTopology topo) {
        topo.trackedWait();
    }

    /** Waits for {@code amt} more spout tuples and then for rest. */
    public static void trackedWait(TrackedTopology topo, Integer amt) {
        topo.trackedWait(amt);
    }

    /** Waits for {@code amt} more spout tuples and then for rest, {@code timeoutMs} milliseconds at most. */
    public static void trackedWait(TrackedTopology topo, Integer amt, Integer timeoutMs) {
        topo.trackedWait(amt, timeoutMs);
    }

    /** Lets {@code secs} simulated seconds pass. */
    public static void advanceClusterTime(ILocalCluster cluster, Integer secs) throws InterruptedException {
        advanceClusterTime(cluster, secs, 1);
    }

    /** Lets {@code secs} simulated seconds pass, {@code step} at a time. */
    public static void advanceClusterTime(ILocalCluster cluster, Integer secs, Integer step) throws InterruptedException {
        cluster.advanceClusterTime(secs, step);
    }

    /** How often each of {@code c} is in it. */
    public static <T> Map<T, Integer> multiset(Collection<T> c) {
        Map<T, Integer> counts = new HashMap<>();
        c.forEach(one -> counts.merge(one, 1, Integer::sum));
        return counts;
    }

    /** Whether {@code a} and {@code b} hold the same, in whatever order. Where not, both are printed. */
    public static <T> boolean multiseteq(Collection<T> a, Collection<T> b) {
        boolean same = multiset(a).equals(multiset(b));
        if (!same) {
            System.err.println("differ: " + multiset(a) + " and " + multiset(b));
        }
        return same;
    }

    /** A tuple of {@code values} from nowhere: fields {@code field1}, {@code field2} ... */
    public static Tuple testTuple(List<Object> values) {
        return testTuple(values, new MkTupleParam());
    }

    /** A tuple of {@code values} with stream, source and fields as {@code param} says. */
    public static Tuple testTuple(List<Object> values, MkTupleParam param) {
        String stream = param.getStream() == null ? Utils.DEFAULT_STREAM_ID : param.getStream();
        String component = param.getComponent() == null ? "component" : param.getComponent();
        List<String> fields = param.getFields();
        if (fields == null) {
            fields = new ArrayList<>();
            for (int i = 1; i <= values.size(); i++) {
                fields.add("field" + i);
            }
        }
        return StandaloneTuple.of(component, stream, fields, values);
    }
}
