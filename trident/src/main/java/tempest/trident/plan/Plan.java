// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.plan;

import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.trident.operation.DefaultResourceDeclarer;

/**
 * Which operations run in which component, and what goes between them. Any thread may read it. It does not follow changes of the graph it was made from.
 */
public final class Plan {
    private final List<Part> parts;
    private final BatchGroups groups;
    private final DefaultResourceDeclarer<?> defaults;
    private final DefaultResourceDeclarer<?> coordinator;

    Plan(List<Part> parts, BatchGroups groups, DefaultResourceDeclarer<?> defaults, DefaultResourceDeclarer<?> coordinator) {
        this.parts = parts;
        this.groups = groups;
        this.defaults = defaults;
        this.coordinator = coordinator;
    }

    /** The topology to submit. */
    public StormTopology topology() {
        return assembler().topology();
    }

    PlanAssembler assembler() {
        return new PlanAssembler(parts, groups, defaults, coordinator);
    }

    List<Part> parts() {
        return parts;
    }

    BatchGroups groups() {
        return groups;
    }

    /** The plan as text: a paragraph per component with its inputs, its operations in order, and its outputs. */
    public String toText() {
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            text.append(part.id).append(": ").append(part.tasks).append(part.tasks == 1 ? " task" : " tasks").append(", ").append(batches(part)).append('\n');
            for (Part.Input input : part.inputs) {
                text.append("  from ").append(input.from().id).append(' ').append(input.output().stream()).append(' ').append(input.output().fields())
                    .append(", ").append(input.edge().label()).append('\n');
            }
            for (Node node : part.members) {
                text.append("    ").append(node.label).append(" -> ").append(node.fields).append('\n');
            }
            for (Part.Output output : part.outputs.values()) {
                text.append("  gives ").append(output.stream()).append(' ').append(output.fields()).append('\n');
            }
        }
        return text.toString();
    }

    /** The plan as a graph for Graphviz: a box per component. */
    public String toDot() {
        StringBuilder dot = new StringBuilder("digraph plan {\n  rankdir=LR;\n  node [shape=box, style=rounded];\n");
        for (Part part : parts) {
            StringJoiner lines = new StringJoiner("\\l", "", "\\l");
            lines.add(quoted(part.id) + " x" + part.tasks + ", " + quoted(batches(part)));
            part.members.forEach(n -> lines.add("  " + quoted(n.label)));
            dot.append("  \"").append(quoted(part.id)).append("\" [label=\"").append(lines).append("\"];\n");
        }
        for (Part part : parts) {
            for (Part.Input input : part.inputs) {
                dot.append("  \"").append(quoted(input.from().id)).append("\" -> \"").append(quoted(part.id)).append("\" [label=\"")
                    .append(quoted(input.edge().label())).append("\\n").append(quoted(input.output().fields().toString())).append("\"];\n");
            }
        }
        return dot.append("}\n").toString();
    }

    private String batches(Part part) {
        String seen = part.members.stream().map(groups::of).distinct().sorted().map(g -> "bg" + g).collect(Collectors.joining(", "));
        String commits = part.commits.stream().map(g -> "bg" + g).collect(Collectors.joining(", "));
        return "batches of " + seen + (commits.isEmpty() ? "" : ", commits " + commits);
    }

    private static String quoted(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    @Override
    public String toString() {
        return toText();
    }
}
