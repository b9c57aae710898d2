// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus.metrics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tempest.rpc.Outcome;
import tempest.rpc.TracedHop;
import tempest.rpc.TracedRoot;
import tempest.rpc.TracedTree;

/**
 * The latest traced trees of a topology. A tree's parts come from several workers in any order and are put together here. Owned by
 * Nimbus's thread.
 */
final class TraceLog {
    private static final int MOST_TREES = 1000;
    private static final int MOST_HOPS = 256;
    private static final int RECENT = 30;
    private static final int SLOWEST = 10;
    private static final long MINUTE_MICROS = 60_000_000;

    /** In order of arrival; the oldest go first. */
    private final Map<Long, Tree> trees = new LinkedHashMap<>();

    private static final class Tree {
        private TracedRoot root;
        private final List<TracedHop> hops = new ArrayList<>();

        boolean ended() {
            return root != null && root.get_outcome() != Outcome.OPEN;
        }

        long micros() {
            return root.get_ended_micros() - root.get_emitted_micros();
        }
    }

    void roots(List<TracedRoot> roots) {
        for (TracedRoot root : roots) {
            Tree known = trees.get(root.get_root());
            if (known != null && known.ended()) {
                // The id is used again: this is another tree.
                trees.remove(root.get_root());
            }
            tree(root.get_root()).root = root;
        }
    }

    void hops(List<TracedHop> hops) {
        for (TracedHop hop : hops) {
            Tree tree = tree(hop.get_root());
            // What a hop became is told once it is known; it replaces what was told before.
            tree.hops.removeIf(known -> known.get_task() == hop.get_task() && known.get_begun_micros() == hop.get_begun_micros());
            if (tree.hops.size() < MOST_HOPS) {
                tree.hops.add(hop);
            }
        }
    }

    private Tree tree(long root) {
        Tree tree = trees.computeIfAbsent(root, id -> new Tree());
        if (trees.size() > MOST_TREES) {
            Iterator<Tree> oldest = trees.values().iterator();
            oldest.next();
            oldest.remove();
        }
        return tree;
    }

    /** The latest that ended, the latest first. */
    List<TracedTree> recent() {
        return trees.values().stream().filter(Tree::ended)
            .sorted(Comparator.comparingLong((Tree tree) -> tree.root.get_ended_micros()).reversed()).limit(RECENT).map(TraceLog::told).toList();
    }

    /** The slowest that ended within the last minute, the slowest first. */
    List<TracedTree> slowest(long nowMillis) {
        return trees.values().stream().filter(tree -> tree.ended() && nowMillis * 1000 - tree.root.get_ended_micros() < MINUTE_MICROS)
            .sorted(Comparator.comparingLong(Tree::micros).reversed()).limit(SLOWEST).map(TraceLog::told).toList();
    }

    private static TracedTree told(Tree tree) {
        List<TracedHop> hops = new ArrayList<>(tree.hops);
        hops.sort(Comparator.comparingLong(TracedHop::get_begun_micros));
        return new TracedTree(tree.root, hops);
    }
}
