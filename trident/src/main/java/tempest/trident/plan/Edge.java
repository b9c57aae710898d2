// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.plan;

import java.util.ArrayList;
import java.util.List;
import org.apache.storm.tuple.Fields;
import tempest.trident.run.Partitioning;

/**
 * One input of an operation, after repartitionings have been turned from nodes into properties of edges.
 *
 * @param from         what makes the rows: never a repartitioning
 * @param repartition  the repartitioning that the rows go through, null for none
 */
record Edge(Node from, Node repartition) {
    static List<Edge> into(Node node) {
        List<Edge> edges = new ArrayList<>(node.inputs.size());
        for (Node input : node.inputs) {
            Node from = input;
            while (from.is(Work.Repartition.class)) {
                from = from.inputs.get(0);
            }
            // Of several in a row the last one decides where rows end up.
            edges.add(new Edge(from, input == from ? null : input));
        }
        return edges;
    }

    boolean direct() {
        return repartition == null;
    }

    private Work.Repartition repartitioning() {
        return (Work.Repartition) repartition.work;
    }

    /** The fields that rows are partitioned by; none for other partitionings. */
    Fields keys() {
        return direct() || repartitioning().keys() == null ? new Fields() : repartitioning().keys();
    }

    /** Whether user code partitions by the whole row. */
    boolean readsAll() {
        return !direct() && repartitioning().partitioning() instanceof Partitioning.Custom;
    }

    /** How rows of some fields go to another component; without a repartitioning each task sends to its counterpart. */
    Partitioning partitioning(Fields sent) {
        if (direct()) {
            return new Partitioning.Identity();
        }
        Fields keys = keys();
        if (keys.size() == 0) {
            return repartitioning().partitioning();
        }
        int[] columns = new int[keys.size()];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = sent.fieldIndex(keys.get(i));
        }
        return new Partitioning.ByFields(columns);
    }

    boolean keepsPartitions() {
        return direct() || repartitioning().partitioning() instanceof Partitioning.Identity;
    }

    String label() {
        return direct() ? "task by task" : repartition.label;
    }
}
