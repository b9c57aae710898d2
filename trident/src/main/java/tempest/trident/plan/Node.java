// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.plan;

import java.util.List;
import org.apache.storm.trident.operation.DefaultResourceDeclarer;
import org.apache.storm.tuple.Fields;
import tempest.trident.run.Partitioning;

/** One operation as it was declared. The thread that builds the topology owns it; hints and resources may be set later on. */
public final class Node extends DefaultResourceDeclarer<Node> {
    final int id;
    final String name;
    final String label;
    final Work work;
    final List<Node> inputs;
    final Fields fields;
    private Integer parallelismHint;

    Node(int id, String name, String label, Work work, List<Node> inputs, Fields fields) {
        this.id = id;
        this.name = name;
        this.label = label;
        this.work = work;
        this.inputs = List.copyOf(inputs);
        this.fields = fields;
    }

    public Fields fields() {
        return fields;
    }

    /** Its name in errors and in the plan. */
    public String label() {
        return label;
    }

    Integer parallelismHint() {
        return parallelismHint;
    }

    /** @throws IllegalArgumentException if the hint is below 1 */
    public void parallelismHint(int hint) {
        if (hint < 1) {
            throw new IllegalArgumentException("parallelismHint(" + hint + ") on " + label + ": it must be 1 or more");
        }
        parallelismHint = hint;
    }

    boolean is(Class<? extends Work> kind) {
        return kind.isInstance(work);
    }

    Work.Operation operation() {
        return (Work.Operation) work;
    }

    /** How it partitions rows; null if it is no repartitioning. */
    public Partitioning partitioning() {
        return work instanceof Work.Repartition repartition ? repartition.partitioning() : null;
    }

    /** The state it updates or queries; null if it has none. */
    StateRef state() {
        return work instanceof Work.Operation operation ? operation.state() : null;
    }

    @Override
    public String toString() {
        return label + " " + fields;
    }
}
