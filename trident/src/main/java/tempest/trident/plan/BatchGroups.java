// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Which operations see the same batches: those connected by streams. Sharing a state does not connect them. Used by one thread while planning. */
final class BatchGroups {
    /** The number of each node's group, -1 for a state on its own. */
    final int[] of;
    final int count;

    BatchGroups(List<Node> nodes) {
        int[] parent = new int[nodes.size()];
        Arrays.setAll(parent, i -> i);
        for (Node node : nodes) {
            for (Node input : node.inputs) {
                int a = root(parent, node.id);
                int b = root(parent, input.id);
                parent[Math.max(a, b)] = Math.min(a, b);
            }
        }
        of = new int[nodes.size()];
        int found = 0;
        for (Node node : nodes) {
            int root = root(parent, node.id);
            of[node.id] = node.is(Work.Static.class) ? -1 : root == node.id ? found++ : of[root];
        }
        count = found;
    }

    private static int root(int[] parent, int at) {
        int root = at;
        while (parent[root] != root) {
            root = parent[root];
        }
        return root;
    }

    int of(Node node) {
        return of[node.id];
    }

    /** The nodes of a group, in the order of declaration. */
    List<Node> members(List<Node> nodes, int group) {
        List<Node> members = new ArrayList<>();
        for (Node node : nodes) {
            if (of(node) == group) {
                members.add(node);
            }
        }
        return members;
    }
}
