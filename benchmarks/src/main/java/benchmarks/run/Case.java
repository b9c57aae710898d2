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
 * @param executors   for {@code wide}, {@code fields} and {@code wordcount-wide}
 * @param workers     worker processes
 * @param ends        where the last bolt is: tuples counted there without acks
 * @param endsPerRoot how many tuples reach it for each root
 * @param conf        settings of the topology, KEY=VALUE, that belong to the case; the same key given with --conf wins
 */
record Case(String name, String shape, boolean acks, double rate, int executors, int workers, String ends, double endsPerRoot,
            List<String> conf) {
    static final String UNACKED = "-unacked";
    static final String SUBMIT = "submit50";
    static final double HALF_OF_MAXIMUM = -1;

    private static final List<String> LIMITED = List.of("topology.max.spout.pending=5000");
    /** The limit, and the settings that published benchmark topologies come with. */
    private static final List<String> PARKED = List.of("topology.max.spout.pending=5000",
        "topology.bolt.wait.strategy=org.apache.storm.policy.WaitStrategyPark", "topology.bolt.wait.park.microsec=0", "topology.producer.batch.size=1000");

    static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        cases.add(ordinary("wordcount-basic", 1, LIMITED));
        cases.add(ordinary("wordcount-basic-park", 1, PARKED));
        cases.add(ordinary("two-workers-basic", 2, LIMITED));
        cases.add(ordinary("two-workers-basic-park", 2, PARKED));
        both(cases, "null", "null", 0, 1, "end", 1);
        both(cases, "identity", "identity", 0, 1, "end", 1);
        both(cases, "wordcount", "wordcount", 0, 1, "count", 8);
        both(cases, "tree", "tree", 0, 1, "end", 10);
        both(cases, "join", "join", 0, 1, "end", 0.5);
        for (int executors : new int[] {10, 100, 1000}) {
            both(cases, "wide-" + executors, "wide", executors, 1, "end", 1);
            both(cases, "fields-" + executors, "fields", executors, 1, "end", 1);
            both(cases, "wordcount-" + executors, "wordcount-wide", executors, 1, "count", 8);
        }
        both(cases, "two-workers", "wordcount", 0, 2, "count", 8);
        cases.add(new Case("latency-1000", "identity", true, 1000, 0, 1, "end", 1, List.of()));
        cases.add(new Case("latency-50000", "identity", true, 50_000, 0, 1, "end", 1, List.of()));
        cases.add(new Case("latency-half", "identity", true, HALF_OF_MAXIMUM, 0, 1, "end", 1, List.of()));
        cases.add(new Case("idle-50", "wide", true, 1, 50, 1, "end", 1, List.of()));
        cases.add(new Case(SUBMIT, SUBMIT, true, 0, 0, 0, "", 1, List.of()));
        return cases;
    }

    private static Case ordinary(String name, int workers, List<String> conf) {
        return new Case(name, "wordcount-basic", true, 0, 0, workers, "count", 8, conf);
    }

    private static void both(List<Case> cases, String name, String shape, int executors, int workers, String ends, double endsPerRoot) {
        cases.add(new Case(name, shape, true, 0, executors, workers, ends, endsPerRoot, List.of()));
        cases.add(new Case(name + UNACKED, shape, false, 0, executors, workers, ends, endsPerRoot, List.of()));
    }

    boolean countsWords() {
        return shape.startsWith("wordcount");
    }

    /** As most people write it. */
    boolean isOrdinary() {
        return shape.equals("wordcount-basic");
    }

    /** The regular expression at which Flink and Jet split words to do the same in one process, or null if they have no part in this. */
    String dataflowSplit() {
        if (!countsWords() || !acks || workers != 1 || executors != 0) {
            return null;
        }
        return isOrdinary() ? "\\s+" : " ";
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
        conf.forEach(setting -> arguments.add("conf." + setting));
        return arguments;
    }
}
