// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.topology;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import org.apache.storm.Config;
import org.apache.storm.generated.GlobalStreamId;
import org.apache.storm.spout.CheckPointState.Action;
import org.apache.storm.spout.CheckpointSpout;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.tuple.MessageId;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.utils.ObjectReader;
import org.apache.storm.utils.Utils;

/**
 * Which inputs of a task have sent which step of a checkpoint, and the tuples of those that are ahead. Called by the task's thread; decides, and never
 * acks, fails or processes anything itself.
 *
 * <p>A step of a checkpoint comes by every input, and each input keeps its order. So it is enough to know each input's last step: once all have the same
 * one, it is due. PREPARE and ROLLBACK cut the stream: what an input sends after one is held until the step is due, or until the input sends another one, by
 * which it says that the step is over. COMMIT and INITSTATE cut nothing. Two attempts at the same step have different roots, and are different steps.
 *
 * <p>For spouts speaks the checkpoint spout. An input that leads back to this task's component can send a step only after this task did, so
 * it is neither waited for nor held; where all inputs do, the first one counts.
 */
final class CheckpointAlignment {
    /** Held tuples are bounded as a checkpoint's unacked ones are not: no step is worth a worker's memory. */
    static final int MOST_HELD = 1 << 20;
    private static final int DEFAULT_TIMEOUT_SECS = 60;

    private final int sources;
    private final long timeoutMs;
    private final int mostHeld;
    private final Map<Integer, Integer> speakers = new HashMap<>();
    private final Set<Integer> feedback = new HashSet<>();
    private final boolean firstCounts;
    private final Map<Integer, Barrier> last = new HashMap<>();
    private final Map<Integer, Queue<Tuple>> held = new HashMap<>();
    private Set<Step> abandoned = Set.of();
    private Step lastDue;
    private int heldTuples;
    private long alignedSince;

    /** One attempt at a step. */
    private record Step(Action action, long txid, Set<Long> roots) {
        static Step of(Tuple barrier) {
            MessageId id = barrier.getMessageId();
            return new Step((Action) barrier.getValueByField(CheckpointSpout.CHECKPOINT_FIELD_ACTION),
                barrier.getLongByField(CheckpointSpout.CHECKPOINT_FIELD_TXID), id == null ? Set.of() : Set.copyOf(id.getAnchors()));
        }

        boolean cuts() {
            return action == Action.PREPARE || action == Action.ROLLBACK;
        }
    }

    private record Barrier(Step step, Tuple tuple) {
    }

    /** What to do with a barrier. */
    enum Verdict {
        /** Others are still to come. */
        WAIT,
        /** It was the last one: do the step. */
        DUE,
        /** The step is done here, or does not concern this task. */
        KNOWN,
        /** This task has given the step up. */
        ABANDONED
    }

    CheckpointAlignment(Map<String, Object> conf, TopologyContext context) {
        this(conf, context, MOST_HELD);
    }

    CheckpointAlignment(Map<String, Object> conf, TopologyContext context, int mostHeld) {
        this.mostHeld = mostHeld;
        timeoutMs = 1000L * ObjectReader.getInt(conf.get(Config.TOPOLOGY_STATE_SYNCHRONIZATION_TIMEOUT_SECS), DEFAULT_TIMEOUT_SECS);
        Set<String> senders = new HashSet<>();
        Set<String> others = new HashSet<>();
        for (GlobalStreamId input : context.getThisSources().keySet()) {
            (input.get_streamId().equals(CheckpointSpout.CHECKPOINT_STREAM_ID) ? senders : others).add(input.get_componentId());
        }
        others.removeAll(senders);
        int waitedFor = 0;
        for (String sender : senders) {
            List<Integer> tasks = context.getComponentTasks(sender);
            if (leadsTo(context, context.getThisComponentId(), sender)) {
                feedback.addAll(tasks);
            } else {
                waitedFor += tasks.size();
            }
        }
        firstCounts = waitedFor == 0;
        sources = firstCounts ? 1 : waitedFor;
        List<Integer> checkpointSpout = context.getComponentTasks(CheckpointSpout.CHECKPOINT_COMPONENT_ID);
        if (!checkpointSpout.isEmpty()) {
            others.removeIf(Utils::isSystemId);
            others.forEach(spout -> context.getComponentTasks(spout).forEach(task -> speakers.put(task, checkpointSpout.get(0))));
        }
    }

    private static boolean leadsTo(TopologyContext context, String from, String to) {
        Set<String> seen = new HashSet<>();
        Queue<String> upstream = new ArrayDeque<>(List.of(to));
        for (String component = upstream.poll(); component != null; component = upstream.poll()) {
            if (component.equals(from)) {
                return true;
            }
            if (seen.add(component)) {
                context.getSources(component).keySet().forEach(input -> upstream.add(input.get_componentId()));
            }
        }
        return false;
    }

    /** Whether any tuple may have to be held: what is asked for each tuple. */
    boolean isAligning() {
        return !last.isEmpty();
    }

    /** Holds a tuple if its input is ahead of others, and says whether it did. */
    boolean hold(Tuple tuple) {
        int source = speaker(tuple);
        Barrier barrier = last.get(source);
        if (barrier == null || !barrier.step.cuts()) {
            return false;
        }
        held.computeIfAbsent(source, task -> new ArrayDeque<>()).add(tuple);
        heldTuples++;
        return true;
    }

    private int speaker(Tuple tuple) {
        return speakers.getOrDefault(tuple.getSourceTask(), tuple.getSourceTask());
    }

    /** The tuples that were held because of the step that this barrier's input sent before: they come before it. */
    List<Tuple> releasedBy(Tuple barrier) {
        Queue<Tuple> tuples = held.remove(barrier.getSourceTask());
        if (tuples == null) {
            return List.of();
        }
        heldTuples -= tuples.size();
        return List.copyOf(tuples);
    }

    /** Takes note of a barrier. The caller has processed {@link #releasedBy} before. */
    Verdict arrived(Tuple barrier, long now) {
        Step step = Step.of(barrier);
        if (abandoned.contains(step)) {
            last.remove(barrier.getSourceTask());
            return Verdict.ABANDONED;
        }
        if (firstCounts ? step.equals(lastDue) : feedback.contains(barrier.getSourceTask())) {
            return Verdict.KNOWN;
        }
        if (last.values().stream().noneMatch(each -> each.step.equals(step))) {
            alignedSince = now;
        }
        last.put(barrier.getSourceTask(), new Barrier(step, barrier));
        long sent = last.values().stream().filter(each -> each.step.equals(step)).count();
        if (sent < sources) {
            return Verdict.WAIT;
        }
        lastDue = step;
        abandoned = Set.of();
        return Verdict.DUE;
    }

    /** Why the steps at hand are to be given up, or null while they may be waited for. */
    String overdue(long now) {
        if (last.isEmpty()) {
            return null;
        }
        String sent = last.size() + " of " + sources + " input tasks sent " + last.values().iterator().next().step.action;
        if (now - alignedSince >= timeoutMs) {
            return sent + ", the others did not within " + Config.TOPOLOGY_STATE_SYNCHRONIZATION_TIMEOUT_SECS + " = " + timeoutMs / 1000 + " s";
        }
        return heldTuples >= mostHeld ? sent + ", and " + heldTuples + " tuples are held until the others do, which is the most" : null;
    }

    /** Ends what is at hand: its barriers, which the caller settles. What is held is still there. */
    List<Tuple> end() {
        List<Tuple> barriers = last.values().stream().map(Barrier::tuple).toList();
        last.clear();
        return barriers;
    }

    /** Ends what is at hand, and remembers that the rest of it is to be failed when it comes. */
    List<Tuple> abandon() {
        abandoned = new HashSet<>(last.values().stream().map(Barrier::step).toList());
        return end();
    }

    /** What was held, each input's in its order. */
    List<Tuple> takeHeld() {
        List<Tuple> tuples = new ArrayList<>(heldTuples);
        held.values().forEach(tuples::addAll);
        held.clear();
        heldTuples = 0;
        return tuples;
    }
}
