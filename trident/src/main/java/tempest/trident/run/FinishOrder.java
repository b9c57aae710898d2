// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.run;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import tempest.trident.run.BatchTopology.Component;
import tempest.trident.run.BatchTopology.Input;

/**
 * In which round each component of a group finishes: one later than the last of those it takes rows from. What commits, and what takes rows
 * of that, is put behind everything else, so that nothing is committed of a batch that fails before. The submitting thread uses it.
 */
final class FinishOrder {
    private final int group;
    private final Map<Component, Integer> finish = new HashMap<>();
    private final Map<Component, Boolean> afterCommit = new HashMap<>();
    private final Set<Component> open = new HashSet<>();
    private int lastPlain;

    FinishOrder(int group, Collection<Component> components) {
        this.group = group;
        for (Component c : components) {
            if (c.groups.contains(group) && !isAfterCommit(c)) {
                lastPlain = Math.max(lastPlain, finish(c));
            }
        }
        for (Component c : components) {
            if (c.groups.contains(group)) {
                finish(c);
            }
        }
    }

    private boolean isAfterCommit(Component c) {
        Boolean known = afterCommit.get(c);
        if (known != null) {
            return known;
        }
        if (!open.add(c)) {
            throw new IllegalArgumentException("component \"" + c.id + "\" takes rows that depend on its own");
        }
        boolean after = c.commits.contains(group);
        for (Input input : c.inputs) {
            after |= input.group() == group && isAfterCommit(input.from());
        }
        open.remove(c);
        afterCommit.put(c, after);
        return after;
    }

    /** The round in which the component finishes. */
    int finish(Component c) {
        Integer known = finish.get(c);
        if (known != null) {
            return known;
        }
        int round = isAfterCommit(c) ? lastPlain + 1 : 0;
        for (Input input : c.inputs) {
            if (input.group() == group) {
                round = Math.max(round, finish(input.from()) + 1);
            }
        }
        finish.put(c, round);
        return round;
    }

    Rounds rounds(boolean sourcesCommit) {
        int last = lastPlain;
        for (int round : finish.values()) {
            last = Math.max(last, round);
        }
        boolean commits = sourcesCommit || afterCommit.containsValue(true);
        int commitFrom = lastPlain + 1;
        return new Rounds(Math.max(last + 1, commits ? commitFrom + 1 : 0), commits ? commitFrom : last + 1);
    }
}
