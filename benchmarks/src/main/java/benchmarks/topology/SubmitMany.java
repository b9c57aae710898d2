// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package benchmarks.topology;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.storm.Config;
import org.apache.storm.LocalCluster;

/**
 * Submits many topologies of 10 executors each to a LocalCluster and prints how long it took from the first submission until every one
 * of them had its first ack. Arguments: how many, and a folder for their figures. Each emits one root in a second, so that
 * starting is measured and not running.
 */
public final class SubmitMany {
    private static final int SLOTS_A_SUPERVISOR = 5;

    private SubmitMany() {
    }

    public static void main(String[] args) throws Exception {
        int count = Integer.parseInt(args[0]);
        Path folder = Path.of(args[1]);
        int supervisors = (count + SLOTS_A_SUPERVISOR - 1) / SLOTS_A_SUPERVISOR;
        double seconds;
        try (LocalCluster cluster = new LocalCluster.Builder().withSupervisors(supervisors).withPortsPerSupervisor(SLOTS_A_SUPERVISOR).build()) {
            long start = System.nanoTime();
            for (int i = 0; i < count; i++) {
                Config conf = Submit.conf(true, 1, Map.of());
                cluster.submitTopology("many-" + i, conf, Topologies.WIDE.create(new Topologies.Load(true, 1, 10), folder.toString()));
            }
            while (acked(folder) < count) {
                if (System.nanoTime() - start > TimeUnit.MINUTES.toNanos(4)) {
                    throw new IllegalStateException(acked(folder) + " of " + count + " topologies had an ack within 4 minutes");
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
            }
            seconds = (System.nanoTime() - start) / 1e9;
        }
        System.out.printf("submit_s=%.2f%n", seconds);
        System.exit(0);
    }

    /** How many topologies have a file in which their spouts count an ack. */
    private static long acked(Path folder) throws Exception {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        long found = 0;
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                try (Stream<String> lines = Files.lines(file)) {
                    if (lines.map(l -> l.split("\t")).anyMatch(f -> f[0].equals("count") && f.length == 8 && Long.parseLong(f[5]) > 0)) {
                        found++;
                    }
                }
            }
        }
        return found;
    }
}
