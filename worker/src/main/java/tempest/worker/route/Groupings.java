// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.route;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import org.apache.storm.generated.Grouping;
import org.apache.storm.generated.NodeInfo;
import org.apache.storm.grouping.CustomStreamGrouping;
import org.apache.storm.task.WorkerTopologyContext;
import tempest.worker.tuple.StreamSource;

/** Creates routers from a topology's groupings. Used by the thread that builds an executor; stateless. */
public final class Groupings {
    private final WorkerTopologyContext context;
    private final boolean loadAware;
    private final LoadAwareRouter.Bounds bounds;
    private final Set<Integer> here;
    private final Receivers receivers;

    /**
     * @param loadAware whether a plain shuffle considers loads and distances
     * @param lowerBound average load below which a shuffle returns to nearer tasks
     * @param higherBound average load above which a shuffle includes farther tasks
     */
    public Groupings(WorkerTopologyContext context, boolean loadAware, double lowerBound, double higherBound,
                     Receivers receivers) {
        this.context = context;
        this.loadAware = loadAware;
        this.receivers = receivers;
        here = Set.copyOf(context.getThisWorkerTasks());
        this.bounds = new LoadAwareRouter.Bounds(lowerBound, higherBound);
    }

    /** A router for what {@code sourceTask} emits on a stream to the given tasks of one subscriber, sorted and not empty. */
    public Router router(StreamSource source, int sourceTask, String subscriber, Grouping grouping, List<Integer> tasks, SplittableRandom random) {
        int[] ids = tasks.stream().mapToInt(Integer::intValue).sorted().toArray();
        return switch (grouping.getSetField()) {
            case FIELDS -> fields(source, subscriber, grouping.get_fields(), ids);
            case SHUFFLE -> shuffle(ids, sourceTask, random);
            case LOCAL_OR_SHUFFLE -> localOrShuffle(ids, sourceTask, random);
            case ALL -> new AllRouter(List.copyOf(tasks));
            case NONE -> ids.length == 1 ? new SingleRouter(ids[0]) : new RandomRouter(ids, receivers.away(), random);
            case DIRECT -> new DirectRouter("'" + subscriber + "' subscribes to " + source + ", which");
            case CUSTOM_OBJECT, CUSTOM_SERIALIZED -> custom(made(grouping), source, sourceTask, tasks);
        };
    }

    private static Router fields(StreamSource source, String subscriber, List<String> names, int[] tasks) {
        if (names.isEmpty() || tasks.length == 1) {
            return new SingleRouter(tasks[0]);
        }
        int[] indices = new int[names.size()];
        for (int i = 0; i < indices.length; i++) {
            if (!source.fields().contains(names.get(i))) {
                throw new IllegalArgumentException("'" + subscriber + "' groups " + source + " by field '" + names.get(i)
                    + "', but the stream has only " + source.fields());
            }
            indices[i] = source.fields().fieldIndex(names.get(i));
        }
        return new FieldsRouter(tasks, indices);
    }

    private Router shuffle(int[] tasks, int sourceTask, SplittableRandom random) {
        if (tasks.length == 1) {
            return new SingleRouter(tasks[0]);
        }
        return loadAware ? new LoadAwareRouter(tasks, distancesFrom(sourceTask), receivers.away(), bounds,
            some -> new BurstRoundRobin(some, receivers, random)) : new ShuffleRouter(new BurstRoundRobin(tasks, receivers, random));
    }

    private Router localOrShuffle(int[] tasks, int sourceTask, SplittableRandom random) {
        int[] near = Arrays.stream(tasks).filter(here::contains).toArray();
        return shuffle(near.length > 0 ? near : tasks, sourceTask, random);
    }

    /** The distances change with the assignment, so they are looked up again each time. */
    private IntFunction<Distance> distancesFrom(int sourceTask) {
        return task -> {
            if (here.contains(task)) {
                return Distance.SAME_WORKER;
            }
            Map<Integer, NodeInfo> slots = context.getTaskToNodePort() == null ? null : context.getTaskToNodePort().get();
            NodeInfo mine = slots == null ? null : slots.get(sourceTask);
            NodeInfo other = slots == null ? null : slots.get(task);
            if (mine == null || other == null) {
                return Distance.ELSEWHERE;
            }
            return host(mine).equals(host(other)) ? Distance.SAME_HOST : Distance.ELSEWHERE;
        };
    }

    private String host(NodeInfo slot) {
        Map<String, String> hosts = context.getNodeToHost() == null ? null : context.getNodeToHost().get();
        return hosts == null ? slot.get_node() : hosts.getOrDefault(slot.get_node(), slot.get_node());
    }

    private Router custom(CustomStreamGrouping grouping, StreamSource source, int sourceTask, List<Integer> tasks) {
        grouping.prepare(context, source.id(), tasks);
        return new CustomRouter(grouping, sourceTask);
    }

    private static CustomStreamGrouping made(Grouping grouping) {
        try {
            return (CustomStreamGrouping) (grouping.is_set_custom_object() ? UserObjects.instantiate(grouping.get_custom_object())
                : UserObjects.deserialize(grouping.get_custom_serialized()));
        } catch (IOException | ReflectiveOperationException | ClassCastException e) {
            throw new IllegalArgumentException("a custom grouping cannot be created from the topology: " + e, e);
        }
    }
}
