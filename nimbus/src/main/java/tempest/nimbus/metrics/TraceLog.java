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
    private static final int MOST_TREES = 3000;
    private static final int MOST_HOPS = 256;
    private static final int RECENT = 30;
    private static final int SLOWEST = 10;
    private static final long MINUTE_MICROS = 60_000_000;

    /** Those whose spout has reported them, in order of arrival; the oldest go first. */
    private final Map<Long, Tree> trees = new LinkedHashMap<>();
    /** What bolts reported of trees before the spout did. Kept apart because at a high rate there are many that no spout will report. */
    private final Map<Long, List<TracedHop>> early = new LinkedHashMap<>();

    private static final class Tree {
        private final TracedRoot root;
        private final List<TracedHop> hops;

        private Tree(TracedRoot root, List<TracedHop> hops) {
            this.root = root;
            this.hops = hops;
        }

        boolean ended() {
            return root.get_outcome() != Outcome.OPEN;
        }

        long micros() {
            return root.get_ended_micros() - root.get_emitted_micros();
        }
    }

    void roots(List<TracedRoot> roots) {
        for (TracedRoot root : roots) {
            // A tree of this id that has ended is another one: ids are used again.
            Tree known = trees.remove(root.get_root());
            List<TracedHop> hops = known != null && !known.ended() ? known.hops : early.remove(root.get_root());
            trees.put(root.get_root(), new Tree(root, hops == null ? new ArrayList<>() : hops));
            dropOldest(trees);
        }
    }

    void hops(List<TracedHop> hops) {
        for (TracedHop hop : hops) {
            Tree tree = trees.get(hop.get_root());
            List<TracedHop> of = tree != null ? tree.hops : early.computeIfAbsent(hop.get_root(), id -> new ArrayList<>());
            // A hop's outcome is reported once it is known and replaces what was reported before.
            of.removeIf(known -> known.get_task() == hop.get_task() && known.get_begun_micros() == hop.get_begun_micros());
            if (of.size() < MOST_HOPS) {
                of.add(hop);
            }
            dropOldest(early);
        }
    }

    private static void dropOldest(Map<Long, ?> bounded) {
        if (bounded.size() > MOST_TREES) {
            Iterator<?> oldest = bounded.values().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    /** The latest that ended and that bolts have reported, the latest first. */
    List<TracedTree> recent() {
        return trees.values().stream().filter(tree -> tree.ended() && !tree.hops.isEmpty())
            .sorted(Comparator.comparingLong((Tree tree) -> tree.root.get_ended_micros()).reversed()).limit(RECENT).map(TraceLog::traced).toList();
    }

    /** The slowest that ended within the last minute, the slowest first. */
    List<TracedTree> slowest(long nowMillis) {
        return trees.values().stream().filter(tree -> tree.ended() && nowMillis * 1000 - tree.root.get_ended_micros() < MINUTE_MICROS)
            .sorted(Comparator.comparingLong(Tree::micros).reversed()).limit(SLOWEST).map(TraceLog::traced).toList();
    }

    private static TracedTree traced(Tree tree) {
        List<TracedHop> hops = new ArrayList<>(tree.hops);
        hops.sort(Comparator.comparingLong(TracedHop::get_begun_micros));
        return new TracedTree(tree.root, hops);
    }
}
