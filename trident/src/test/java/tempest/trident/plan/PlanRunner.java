// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.trident.topology.TransactionAttempt;
import org.apache.storm.utils.Utils;
import tempest.trident.run.BatchOutput;
import tempest.trident.run.Partitioning;
import tempest.trident.stage.Stage;

/**
 * Runs the stages of a plan in this thread, as a coordinator and its tasks would: several batches in flight, rows delivered in a random order, commits in
 * the order of batches, and optionally batches that fail in the middle of anything and are replayed together with all later ones. The same
 * seed gives the same run.
 */
public final class PlanRunner {
    private static final int IN_FLIGHT = 3;

    /** What a spout gives. */
    @FunctionalInterface
    public interface Rows {
        List<Object[]> of(String spout, long transaction, int attempt);
    }

    /** A task of a component. */
    private static final class Task {
        final Part part;
        final int index;
        final Stage stage;
        BatchAttempt current;

        Task(Part part, int index, Stage stage) {
            this.part = part;
            this.index = index;
            this.stage = stage;
        }
    }

    private record Delivery(Task to, int input, Object[] row) { }

    /** A batch in flight. */
    private final class BatchAttempt {
        final long transaction;
        final int attempt;
        final Map<Task, Object> started = new HashMap<>();
        final Map<Task, Boolean> finished = new HashMap<>();
        final Map<Task, Deque<Delivery>> waiting = new LinkedHashMap<>();
        boolean emitted;

        BatchAttempt(long transaction, int attempt) {
            this.transaction = transaction;
            this.attempt = attempt;
        }

        Object state(Task task) {
            return started.computeIfAbsent(task, t -> t.stage.start(group, new TransactionAttempt(transaction, attempt)));
        }

        boolean done() {
            return emitted && tasks.stream().allMatch(finished::containsKey);
        }
    }

    private final int group;
    private final Rows rows;
    private final Random random;
    private final List<Task> tasks = new ArrayList<>();
    private final Map<Part, List<Task>> tasksOf = new LinkedHashMap<>();
    private final List<BatchAttempt> inFlight = new ArrayList<>();
    private final Map<Long, Integer> succeeded = new HashMap<>();
    private int failures;

    public PlanRunner(Plan plan, int group, Rows rows, long seed) {
        this.group = group;
        this.rows = rows;
        this.random = new Random(seed);
        Map<Part, Stage> stages = plan.assembler().stages();
        Map<Integer, String> taskToComponent = new HashMap<>();
        Map<String, List<Integer>> componentToTasks = new HashMap<>();
        int id = 1;
        for (Part part : plan.parts()) {
            for (int i = 0; i < part.tasks; i++) {
                taskToComponent.put(id, part.id);
                componentToTasks.computeIfAbsent(part.id, p -> new ArrayList<>()).add(id++);
            }
        }
        for (Part part : plan.parts()) {
            boolean here = part.members.stream().anyMatch(n -> plan.groups().of(n) == group);
            for (int i = 0; i < part.tasks && here && stages.containsKey(part); i++) {
                Stage stage = Utils.javaDeserialize(Utils.javaSerialize(stages.get(part)), Stage.class);
                Task task = new Task(part, i, stage);
                tasks.add(task);
                tasksOf.computeIfAbsent(part, p -> new ArrayList<>()).add(task);
                stage.prepare(new HashMap<>(), context(taskToComponent, componentToTasks, componentToTasks.get(part.id).get(i)), output(task));
            }
        }
    }

    private static TopologyContext context(Map<Integer, String> taskToComponent, Map<String, List<Integer>> componentToTasks, int task) {
        return new TopologyContext(new StormTopology(), new HashMap<>(), taskToComponent, componentToTasks, new HashMap<>(), new HashMap<>(), "model", null,
            null, task, 6700, new ArrayList<>(taskToComponent.keySet()), new HashMap<>(), new HashMap<>(), new HashMap<>(), new HashMap<>(),
            new AtomicBoolean(false), null);
    }

    private BatchOutput output(Task from) {
        return new BatchOutput() {
            @Override
            public void emit(int output, Object[] row) {
                for (Part to : tasksOf.keySet()) {
                    for (Part.Input input : to.inputs) {
                        if (input.from() == from.part && input.output().number() == output && input.group() == group) {
                            send(from, to, input, row);
                        }
                    }
                }
            }

            @Override
            public void reportError(Throwable error) {
                throw new IllegalStateException(error);
            }
        };
    }

    private void send(Task from, Part to, Part.Input input, Object[] row) {
        BatchAttempt batch = from.current;
        List<Task> targets = tasksOf.get(to);
        Partitioning partitioning = input.edge().partitioning(input.output().fields());
        int n = targets.size();
        int only = 0;
        if (partitioning instanceof Partitioning.Shuffle || partitioning instanceof Partitioning.LocalOrShuffle) {
            only = random.nextInt(n);
        } else if (partitioning instanceof Partitioning.OneTaskPerBatch) {
            only = Partitioning.OneTaskPerBatch.index(new TransactionAttempt(batch.transaction, batch.attempt), n);
        } else if (partitioning instanceof Partitioning.ByFields by) {
            only = Math.floorMod(Arrays.stream(by.indices()).mapToObj(i -> row[i]).toList().hashCode(), n);
        } else if (partitioning instanceof Partitioning.Identity) {
            only = from.index % n;
        } else if (partitioning instanceof Partitioning.Broadcast) {
            only = -1;
        } else if (partitioning instanceof Partitioning.Custom custom) {
            only = custom.grouping().chooseTasks(from.index, Arrays.asList(row)).get(0) % n;
        }
        for (Task target : targets) {
            if (only < 0 || only == target.index) {
                batch.waiting.computeIfAbsent(target, t -> new ArrayDeque<>()).add(new Delivery(target, input.number(), row));
            }
        }
    }

    /**
     * Runs batches 1 to {@code batches} to their end.
     *
     * @param failureRate how likely something fails at each move
     */
    public void run(int batches, double failureRate) {
        long next = 1;
        while (next <= batches || !inFlight.isEmpty()) {
            while (inFlight.size() < IN_FLIGHT && next <= batches) {
                inFlight.add(new BatchAttempt(next++, 0));
            }
            if (random.nextDouble() < failureRate) {
                fail(random.nextInt(inFlight.size()));
            }
            int chosen = random.nextInt(inFlight.size());
            if (!move(inFlight.get(chosen), chosen == 0)) {
                move(inFlight.get(0), true);
            }
            if (inFlight.get(0).done()) {
                BatchAttempt done = inFlight.remove(0);
                succeeded.put(done.transaction, done.attempt);
            }
        }
    }

    private void fail(int from) {
        failures++;
        for (int i = from; i < inFlight.size(); i++) {
            BatchAttempt failed = inFlight.get(i);
            failed.started.forEach((task, state) -> {
                if (!failed.finished.containsKey(task)) {
                    task.stage.abandon(state);
                }
            });
            inFlight.set(i, new BatchAttempt(failed.transaction, failed.attempt + 1));
        }
    }

    /** One move of a batch: a few rows to one task, or the end of it at one task. @return whether there was one to make */
    private boolean move(BatchAttempt batch, boolean first) {
        if (!batch.emitted) {
            emit(batch);
            return true;
        }
        List<Task> busy = batch.waiting.keySet().stream().filter(t -> !batch.waiting.get(t).isEmpty()).toList();
        if (!busy.isEmpty()) {
            Task task = busy.get(random.nextInt(busy.size()));
            Deque<Delivery> rowsToTake = batch.waiting.get(task);
            for (int i = random.nextInt(8); i >= 0 && !rowsToTake.isEmpty(); i--) {
                Delivery delivery = rowsToTake.poll();
                as(batch, task, () -> task.stage.take(batch.state(task), delivery.input, delivery.row));
            }
            return true;
        }
        List<Task> ready = tasks.stream().filter(t -> !batch.finished.containsKey(t) && upstreamDone(batch, t)
            && (first || !t.part.commits.contains(group))).toList();
        if (ready.isEmpty()) {
            return false;
        }
        Task task = ready.get(random.nextInt(ready.size()));
        as(batch, task, () -> task.stage.finish(batch.state(task)));
        batch.finished.put(task, true);
        return true;
    }

    private boolean upstreamDone(BatchAttempt batch, Task task) {
        return task.part.inputs.stream().filter(i -> i.group() == group)
            .allMatch(i -> tasksOf.get(i.from()).stream().allMatch(batch.finished::containsKey));
    }

    private void emit(BatchAttempt batch) {
        batch.emitted = true;
        for (Part part : tasksOf.keySet()) {
            Node source = part.source();
            if (source != null) {
                List<Task> emitters = tasksOf.get(part);
                List<Object[]> all = rows.of(((Work.Source) source.work).transactionId(), batch.transaction, batch.attempt);
                for (int r = 0; r < all.size(); r++) {
                    Task task = emitters.get(r % emitters.size());
                    Object[] row = all.get(r);
                    as(batch, task, () -> task.stage.take(batch.state(task), 0, row));
                }
            }
        }
    }

    private static void as(BatchAttempt batch, Task task, Runnable call) {
        task.current = batch;
        call.run();
    }

    /** The attempt that made it, of each batch. */
    public Map<Long, Integer> succeeded() {
        return succeeded;
    }

    int group() {
        return group;
    }

    public int failures() {
        return failures;
    }

    public void cleanup() {
        tasks.forEach(t -> t.stage.cleanup());
    }
}
