// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.run;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.storm.generated.GlobalStreamId;
import org.apache.storm.grouping.CustomStreamGrouping;
import org.apache.storm.task.TopologyContext;

/** Partitions one output among the tasks of one component. The sender's thread owns it. */
abstract class Route {
    final String stream;
    final int group;
    final int input;
    final int firstSlot;
    final int[] tasks;
    /** Values in a row. */
    final int width;

    private Route(RouteSpec spec, OutputRoutes output, int firstSlot, int[] tasks) {
        this.stream = output.stream();
        this.width = output.width();
        this.group = spec.group();
        this.input = spec.input();
        this.firstSlot = firstSlot;
        this.tasks = tasks;
    }

    /** Puts the row where it belongs. */
    abstract void add(BatchRouter router, PartitionBuffer buffer, Object[] row, BatchRouter.Sender sender);

    static Route of(RouteSpec spec, OutputRoutes output, int firstSlot, TopologyContext context) {
        int[] tasks = context.getComponentTasks(spec.component()).stream().mapToInt(Integer::intValue).sorted().toArray();
        Partitioning how = spec.partitioning();
        if (how instanceof Partitioning.Custom custom) {
            return new ByGrouping(spec, output, firstSlot, tasks, custom.grouping(), context);
        }
        if (how instanceof Partitioning.Broadcast) {
            return new ToAll(spec, output, firstSlot, tasks);
        }
        if (tasks.length == 1 || how instanceof Partitioning.Global) {
            return new ToOne(spec, output, firstSlot, tasks, 0);
        }
        if (how instanceof Partitioning.Identity) {
            return new ToOne(spec, output, firstSlot, tasks, context.getThisTaskIndex() % tasks.length);
        }
        if (how instanceof Partitioning.OneTaskPerBatch) {
            return new ByBatch(spec, output, firstSlot, tasks);
        }
        if (how instanceof Partitioning.ByFields by) {
            return new ByHash(spec, output, firstSlot, tasks, by.indices());
        }
        return new InTurns(spec, output, firstSlot, tasks, how instanceof Partitioning.LocalOrShuffle ? local(tasks, context) : all(tasks));
    }

    private static int[] all(int[] tasks) {
        int[] places = new int[tasks.length];
        Arrays.setAll(places, i -> i);
        return places;
    }

    private static int[] local(int[] tasks, TopologyContext context) {
        Set<Integer> here = new HashSet<>(context.getThisWorkerTasks());
        int[] local = Arrays.stream(all(tasks)).filter(i -> here.contains(tasks[i])).toArray();
        return local.length == 0 ? all(tasks) : local;
    }

    private static final class ToOne extends Route {
        private final int slot;

        ToOne(RouteSpec spec, OutputRoutes output, int firstSlot, int[] tasks, int place) {
            super(spec, output, firstSlot, tasks);
            slot = firstSlot + place;
        }

        @Override
        void add(BatchRouter router, PartitionBuffer buffer, Object[] row, BatchRouter.Sender sender) {
            router.put(buffer, slot, row, sender);
        }
    }

    private static final class ToAll extends Route {
        ToAll(RouteSpec spec, OutputRoutes output, int firstSlot, int[] tasks) {
            super(spec, output, firstSlot, tasks);
        }

        @Override
        void add(BatchRouter router, PartitionBuffer buffer, Object[] row, BatchRouter.Sender sender) {
            for (int i = 0; i < tasks.length; i++) {
                router.put(buffer, firstSlot + i, row, sender);
            }
        }
    }

    private static final class ByBatch extends Route {
        ByBatch(RouteSpec spec, OutputRoutes output, int firstSlot, int[] tasks) {
            super(spec, output, firstSlot, tasks);
        }

        @Override
        void add(BatchRouter router, PartitionBuffer buffer, Object[] row, BatchRouter.Sender sender) {
            router.put(buffer, firstSlot + Math.floorMod(buffer.transaction, tasks.length), row, sender);
        }
    }

    private static final class InTurns extends Route {
        private final int[] places;
        private int next;

        InTurns(RouteSpec spec, OutputRoutes output, int firstSlot, int[] tasks, int[] places) {
            super(spec, output, firstSlot, tasks);
            this.places = places;
            // Otherwise all senders would begin every batch with the first task.
            next = ThreadLocalRandom.current().nextInt(places.length);
        }

        @Override
        void add(BatchRouter router, PartitionBuffer buffer, Object[] row, BatchRouter.Sender sender) {
            router.put(buffer, firstSlot + places[next], row, sender);
            next = next + 1 == places.length ? 0 : next + 1;
        }
    }

    private static final class ByHash extends Route {
        private final int[] columns;

        ByHash(RouteSpec spec, OutputRoutes output, int firstSlot, int[] tasks, int[] columns) {
            super(spec, output, firstSlot, tasks);
            this.columns = columns;
        }

        @Override
        void add(BatchRouter router, PartitionBuffer buffer, Object[] row, BatchRouter.Sender sender) {
            int hash = 0;
            for (int column : columns) {
                hash = 31 * hash + hash(row[column]);
            }
            // Otherwise small integers and strings that differ in the last character only would go to few tasks.
            hash ^= hash >>> 16;
            router.put(buffer, firstSlot + Math.floorMod(hash * 0x9E3779B1 >>> 7, tasks.length), row, sender);
        }

        private static int hash(Object value) {
            if (value == null) {
                return 0;
            }
            return value.getClass().isArray() ? Arrays.deepHashCode(new Object[] {value}) : value.hashCode();
        }
    }

    private static final class ByGrouping extends Route {
        private final CustomStreamGrouping grouping;
        private final int sender;
        private final Map<Integer, Integer> places = new HashMap<>();

        ByGrouping(RouteSpec spec, OutputRoutes output, int firstSlot, int[] tasks, CustomStreamGrouping grouping, TopologyContext context) {
            super(spec, output, firstSlot, tasks);
            this.grouping = grouping;
            sender = context.getThisTaskId();
            for (int i = 0; i < tasks.length; i++) {
                places.put(tasks[i], i);
            }
            grouping.prepare(context, new GlobalStreamId(context.getThisComponentId(), output.stream()), Arrays.stream(tasks).boxed().toList());
        }

        @Override
        void add(BatchRouter router, PartitionBuffer buffer, Object[] row, BatchRouter.Sender to) {
            List<Integer> chosen = grouping.chooseTasks(sender, Arrays.asList(row));
            for (int task : chosen) {
                Integer place = places.get(task);
                if (place == null) {
                    throw new IllegalStateException(grouping.getClass().getName() + " chose task " + task + ", which is none of " + places.keySet());
                }
                router.put(buffer, firstSlot + place, row, to);
            }
        }
    }
}
