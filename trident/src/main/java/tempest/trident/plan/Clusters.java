// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** Which nodes share a component: a partition of the nodes into sets that can be joined. Used by one thread while planning. */
final class Clusters {
    private int[] of;

    Clusters(int nodes) {
        of = new int[nodes];
        Arrays.setAll(of, i -> i);
    }

    boolean together(Node a, Node b) {
        return of[a.id] == of[b.id];
    }

    int of(Node node) {
        return of[node.id];
    }

    void join(Node a, Node b) {
        int kept = Math.min(of[a.id], of[b.id]);
        int gone = Math.max(of[a.id], of[b.id]);
        for (int i = 0; i < of.length; i++) {
            if (of[i] == gone) {
                of[i] = kept;
            }
        }
    }

    /** Joins both unless that makes a cycle of components, over all batch groups. @return whether they are together now */
    boolean joinUnlessCircular(Node a, Node b, List<Node> nodes) {
        if (together(a, b)) {
            return true;
        }
        int[] before = of.clone();
        join(a, b);
        if (circle(nodes, null, null) != null) {
            of = before;
            return false;
        }
        return true;
    }

    /**
     * Looks for a cycle of components.
     *
     * @param groups the batch group of each node, and {@code group} the one to look at; null for all
     * @return a node on the cycle, null if there is none
     */
    Node circle(List<Node> nodes, int[] groups, Integer group) {
        List<BitSet> after = new ArrayList<>();
        for (int i = 0; i < of.length; i++) {
            after.add(new BitSet());
        }
        for (Node node : nodes) {
            if (!node.is(Work.Operation.class) || group != null && groups[node.id] != group) {
                continue;
            }
            for (Edge edge : Edge.into(node)) {
                if (edge.direct() && together(edge.from(), node)) {
                    continue;
                }
                after.get(of(edge.from())).set(of(node));
            }
        }
        byte[] seen = new byte[of.length];
        for (Node node : nodes) {
            if (circular(of(node), after, seen)) {
                return node;
            }
        }
        return null;
    }

    private static boolean circular(int cluster, List<BitSet> after, byte[] seen) {
        if (seen[cluster] != 0) {
            return seen[cluster] == 1;
        }
        seen[cluster] = 1;
        BitSet next = after.get(cluster);
        for (int i = next.nextSetBit(0); i >= 0; i = next.nextSetBit(i + 1)) {
            if (circular(i, after, seen)) {
                return true;
            }
        }
        seen[cluster] = 2;
        return false;
    }
}
