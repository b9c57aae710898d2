// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.grouping;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.storm.generated.GlobalStreamId;
import org.apache.storm.task.WorkerTopologyContext;
import org.apache.storm.tuple.Fields;

/**
 * Spreads the tuples of a key over a few tasks, two by default, and picks among them the one that got fewest so far: a fields grouping that
 * bears skewed keys.
 */
public class PartialKeyGrouping implements CustomStreamGrouping, Serializable {
    private static final long serialVersionUID = -1672360572274911808L;

    private List<Integer> targetTasks;
    private final Fields fields;
    private Fields outFields;
    private final AssignmentCreator assignmentCreator;
    private final TargetSelector targetSelector;

    /** The key is the first value. */
    public PartialKeyGrouping() {
        this(null);
    }

    /**
     * @param fields the key; null for the first value
     */
    public PartialKeyGrouping(Fields fields) {
        this(fields, new RandomTwoTaskAssignmentCreator(), new BalancedTargetSelector());
    }

    public PartialKeyGrouping(Fields fields, AssignmentCreator assignmentCreator) {
        this(fields, assignmentCreator, new BalancedTargetSelector());
    }

    public PartialKeyGrouping(Fields fields, AssignmentCreator assignmentCreator, TargetSelector targetSelector) {
        this.fields = fields;
        this.assignmentCreator = assignmentCreator;
        this.targetSelector = targetSelector;
    }

    @Override
    public void prepare(WorkerTopologyContext context, GlobalStreamId stream, List<Integer> targetTasks) {
        this.targetTasks = targetTasks;
        if (fields != null) {
            outFields = context.getComponentOutputFields(stream);
        }
    }

    @Override
    public List<Integer> chooseTasks(int taskId, List<Object> values) {
        if (values.isEmpty()) {
            return Collections.emptyList();
        }
        int[] tasks = assignmentCreator.createAssignment(targetTasks, keyBytes(values));
        return Collections.singletonList(targetSelector.chooseTask(tasks));
    }

    private byte[] keyBytes(List<Object> values) {
        if (fields == null) {
            return values.get(0).toString().getBytes(StandardCharsets.UTF_8);
        }
        ByteBuffer key = ByteBuffer.allocate(fields.size() * Integer.BYTES);
        for (int i = 0; i < fields.size(); i++) {
            key.putInt(hash(values.get(outFields.fieldIndex(fields.get(i)))));
        }
        return key.array();
    }

    private static int hash(Object value) {
        // the elements of an array count, not its identity; the deep hash of one element is 31 + the element's
        return Arrays.deepHashCode(new Object[] {value}) - 31;
    }

    /** Picks the tasks that a key's tuples may go to. */
    public interface AssignmentCreator extends Serializable {
        /**
         * @return ids out of {@code targetTasks}; always the same for the same key
         */
        int[] createAssignment(List<Integer> targetTasks, byte[] key);
    }

    /** Picks one of the tasks that a tuple may go to. */
    public interface TargetSelector extends Serializable {
        Integer chooseTask(int[] assignedTasks);
    }

    /** Two different tasks for each key, drawn by its hash. */
    public static class RandomTwoTaskAssignmentCreator implements AssignmentCreator {
        private static final long serialVersionUID = -1597181344155445766L;

        @Override
        public int[] createAssignment(List<Integer> tasks, byte[] key) {
            Random draw = new Random(Arrays.hashCode(key));
            int first = draw.nextInt(tasks.size());
            int second = draw.nextInt(tasks.size());
            if (second == first) {
                second = (first + 1) % tasks.size();
            }
            return new int[] {tasks.get(first), tasks.get(second)};
        }
    }

    /** The task that was chosen least often so far. */
    public static class BalancedTargetSelector implements TargetSelector {
        private static final long serialVersionUID = 6417541497755550517L;

        private Map<Integer, Long> targetTaskStats = new HashMap<>();

        @Override
        public Integer chooseTask(int[] assignedTasks) {
            Integer best = null;
            long fewest = Long.MAX_VALUE;
            for (int task : assignedTasks) {
                long chosen = targetTaskStats.getOrDefault(task, 0L);
                if (chosen < fewest) {
                    fewest = chosen;
                    best = task;
                }
            }
            targetTaskStats.put(best, fewest + 1);
            return best;
        }
    }
}
