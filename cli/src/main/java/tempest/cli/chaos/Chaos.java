// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli.chaos;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import tempest.cli.dev.DevFolder;
import tempest.cli.launch.CommandFailure;
import tempest.cli.launch.Installation;
import tempest.cli.launch.NearestName;

/** What the command calls: from a wish to a table, with everything ended and removed afterwards, also after Ctrl-C. Main thread. */
public final class Chaos {
    private Chaos() {}

    /**
     * How hard it is made.
     *
     * @param rate tuples a second
     * @param slack how many times the promised times are allowed
     */
    public record Load(int rate, int slack) {}

    /**
     * What the user asked for.
     *
     * @param soakMinutes instead of faults; 0 for faults
     * @param keep leave the folder
     * @param folder where, or null for a temporary one
     * @param apache the folder of an Apache Storm to pull plugs of instead, or null
     */
    public record Wish(List<Fault> faults, Load load, int soakMinutes, boolean keep, Path folder, Path apache) {
        /** An ordinary life of so many minutes. */
        public static Wish soak(int minutes, Load load, boolean keep, Path folder) {
            return new Wish(List.of(), load, minutes, keep, folder, null);
        }

        /** @throws IllegalArgumentException in words for the user, if there is no such fault */
        public static Wish of(List<String> names, Load load, boolean keep, Path folder) {
            List<Fault> faults = new ArrayList<>();
            for (String name : names) {
                faults.add(Faults.find(name.strip()).orElseThrow(() -> new IllegalArgumentException("there is no fault '" + name + "'"
                        + NearestName.of(name, Faults.names()).map(n -> "; did you mean " + n + "?").orElse("; --list names them"))));
            }
            return new Wish(faults.isEmpty() ? Faults.ALL : List.copyOf(faults), load, 0, keep, folder, null);
        }

        /**
         * The same plugs of an Apache Storm.
         *
         * @throws IllegalArgumentException in words for the user, if one of them is none that its cluster can be given
         */
        public Wish on(Path installation) {
            List<Fault> theirs = faults.equals(Faults.ALL) ? Faults.portable() : faults;
            theirs.stream().filter(fault -> !Faults.portable().contains(fault)).findFirst().ifPresent(fault -> {
                throw new IllegalArgumentException("--apache cannot be given the fault " + fault.name() + ": its cluster here has one Nimbus and no networks of its own");
            });
            return new Wish(theirs, load, 0, keep, folder, installation);
        }
    }

    /** A line for each fault. */
    public static List<String> list() {
        return Faults.ALL.stream().map(f -> String.format("%-32s %s: %s", f.name(), f.what(), f.promise())).toList();
    }

    /** Returns whether every promise was kept. */
    public static boolean run(Installation installation, Map<String, Object> conf, Wish wish, PrintStream out) throws Exception {
        Path folder = folder(wish);
        TempestProduct ours = new TempestProduct(installation, folder);
        ChaosCluster cluster = new ChaosCluster(wish.apache() == null ? ours : ApacheProduct.at(wish.apache(), ours), folder, conf);
        AtomicBoolean ending = new AtomicBoolean();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            if (ending.compareAndSet(false, true)) {
                end(cluster, folder, wish.keep(), out);
            }
        }, "stop-cluster"));
        try {
            out.println("a cluster of seven processes and more in " + folder + "; " + wish.load().rate() + " tuples a second; "
                    + (wish.soakMinutes() > 0 ? "minutes: " + wish.soakMinutes() : "faults: " + wish.faults().size()));
            cluster.start();
            Scene scene = new Scene(cluster, wish.load(), out);
            boolean kept = wish.soakMinutes() > 0 ? new Soak(scene, folder, wish.soakMinutes(), out).run() : faults(scene, wish.faults(), out);
            scene.close();
            return kept;
        } finally {
            if (ending.compareAndSet(false, true)) {
                end(cluster, folder, wish.keep(), out);
            } else {
                // What failed here failed because everything is being stopped; the JVM ends as soon as the hook is done.
                new CountDownLatch(1).await();
            }
        }
    }

    private static boolean faults(Scene scene, List<Fault> faults, PrintStream out) throws Exception {
        List<FaultOutcome> outcomes = new ChaosRun(scene, out).run(faults);
        out.println();
        ChaosTable.markdown(outcomes).forEach(out::println);
        return outcomes.stream().allMatch(FaultOutcome::passed);
    }

    private static Path folder(Wish wish) throws IOException {
        if (wish.folder() == null) {
            return Files.createTempDirectory("tempest-chaos");
        }
        Path folder = wish.folder().toAbsolutePath().normalize();
        if (Files.exists(folder)) {
            throw new CommandFailure(folder + " exists: --dir takes a folder that does not, since it is removed in the end");
        }
        return Files.createDirectories(folder);
    }

    private static void end(ChaosCluster cluster, Path folder, boolean keep, PrintStream out) {
        cluster.close();
        if (keep) {
            out.println("kept: " + folder);
            return;
        }
        try {
            DevFolder.delete(folder);
        } catch (IOException e) {
            out.println("cannot remove " + folder + ": " + e.getMessage());
        }
    }
}
