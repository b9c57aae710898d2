// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package benchmarks.run;

import java.util.ArrayList;
import java.util.List;

/**
 * One thing that is measured.
 *
 * @param name        as users choose it
 * @param shape       of {@link benchmarks.topology.Topologies}, in small letters
 * @param acks        whether trees are tracked
 * @param rate        roots a second of each spout; 0 for as many as possible, negative for half of what {@code identity} reached
 * @param executors   for {@code wide}
 * @param workers     worker processes
 * @param ends        where the last bolt is: tuples counted there without acks
 * @param endsPerRoot how many tuples reach it for each root
 */
record Case(String name, String shape, boolean acks, double rate, int executors, int workers, String ends, double endsPerRoot) {
    static final String UNACKED = "-unacked";
    static final String SUBMIT = "submit50";
    static final double HALF_OF_MAXIMUM = -1;

    static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        both(cases, "null", "null", 0, 1, "end", 1);
        both(cases, "identity", "identity", 0, 1, "end", 1);
        both(cases, "wordcount", "wordcount", 0, 1, "count", 8);
        both(cases, "tree", "tree", 0, 1, "end", 10);
        both(cases, "join", "join", 0, 1, "end", 0.5);
        for (int executors : new int[] {10, 100, 1000}) {
            both(cases, "wide-" + executors, "wide", executors, 1, "end", 1);
        }
        both(cases, "two-workers", "wordcount", 0, 2, "count", 8);
        cases.add(new Case("latency-1000", "identity", true, 1000, 0, 1, "end", 1));
        cases.add(new Case("latency-50000", "identity", true, 50_000, 0, 1, "end", 1));
        cases.add(new Case("latency-half", "identity", true, HALF_OF_MAXIMUM, 0, 1, "end", 1));
        cases.add(new Case("idle-50", "wide", true, 1, 50, 1, "end", 1));
        cases.add(new Case(SUBMIT, SUBMIT, true, 0, 0, 0, "", 1));
        return cases;
    }

    private static void both(List<Case> cases, String name, String shape, int executors, int workers, String ends, double endsPerRoot) {
        cases.add(new Case(name, shape, true, 0, executors, workers, ends, endsPerRoot));
        cases.add(new Case(name + UNACKED, shape, false, 0, executors, workers, ends, endsPerRoot));
    }

    boolean countsWords() {
        return shape.equals("wordcount");
    }

    boolean isLatency() {
        return rate != 0;
    }

    /** For {@link benchmarks.topology.Submit}, but for the topology's name, folder and settings. */
    List<String> arguments(double actualRate) {
        List<String> arguments = new ArrayList<>(List.of(shape, "acks=" + acks, "workers=" + workers));
        if (actualRate > 0) {
            arguments.add("rate=" + actualRate);
        }
        if (executors > 0) {
            arguments.add("executors=" + executors);
        }
        return arguments;
    }
}
