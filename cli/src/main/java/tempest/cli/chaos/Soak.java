// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli.chaos;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Ordinary life instead of faults: the load goes on, each minute one more topology is submitted, runs and is killed, and what all processes hold is
 * written down. In the end nothing may have grown since all had settled, and nothing may be left of what was killed but its logs. Main thread.
 */
final class Soak {
    private static final int SETTLED_MINUTES = 10;
    private static final int SMALL_RATE = 20;
    private static final int SECONDS = 60;
    /** A Nimbus that does not lead removes what it does not know only after minutes, so that it never removes the last copy. */
    private static final double CLEAN_UP_SECONDS = 1500;
    private static final double SETTLE_SECONDS = 150;
    /** May come and go at any time: threads of a pool, connections of a client, code that is compiled. */
    private static final double THREADS = 5;
    private static final double HANDLES = 10;
    private static final double RESIDENT_MB = 16;
    private static final double HEAP_MB = 4;
    private static final double FILES = 20;

    private final Scene scene;
    private final Path folder;
    private final PrintStream out;
    private final Growth growth;
    private final int minutes;
    private final Map<String, Double> heapBefore = new TreeMap<>();
    private Map<String, Long> processes = Map.of();

    /** @param folder the cluster's */
    Soak(Scene scene, Path folder, int minutes, PrintStream out) {
        this.scene = scene;
        this.folder = folder;
        this.minutes = minutes;
        this.out = out;
        this.growth = new Growth(settled(minutes));
    }

    private static int settled(int minutes) {
        return Math.min(SETTLED_MINUTES, Math.max(1, minutes / 3));
    }

    /** Returns whether all was as it should be. */
    boolean run() throws Exception {
        scene.begin();
        scene.calm();
        scene.mark();
        processes = processes();
        Set<Long> before = scene.workerPids();
        for (int minute = 1; minute <= minutes; minute++) {
            double end = scene.sinceFault() + SECONDS;
            oneMore("soak-" + minute);
            Patience.pass(Math.max(0, end - scene.sinceFault()));
            note(minute);
            if (minute == settled(minutes)) {
                heapBefore.putAll(liveHeaps());
            }
        }
        Faults.demandSameWorkers(scene, before);
        judgeHeaps();
        growth.grown().forEach(line -> scene.demand(false, line));
        judgeLoad();
        out.println("    waiting until what was killed is cleaned up, which may take up to " + Math.round(CLEAN_UP_SECONDS / SECONDS) + " minutes");
        Patience.within(CLEAN_UP_SECONDS, () -> leftovers().isEmpty());
        List<String> left = leftovers();
        scene.demand(left.isEmpty(), left.size() + " files of killed topologies are left: " + left.stream().limit(5).toList());
        out.println();
        out.println("| figure | settled | in the end |");
        out.println("|---|---|---|");
        growth.rows().forEach(out::println);
        return scene.broken().isEmpty();
    }

    /** By name, those that are to live to the end. */
    private Map<String, Long> processes() {
        Map<String, Long> all = new TreeMap<>();
        ChaosCluster cluster = scene.cluster();
        all.put(cluster.zooKeeper().name(), cluster.zooKeeper().pid());
        cluster.daemons().forEach(daemon -> all.put(daemon.name(), daemon.pid()));
        int worker = 0;
        for (ProcessHandle process : cluster.workers(null)) {
            all.put("worker " + ++worker, process.pid());
        }
        return all;
    }

    private void oneMore(String name) throws Exception {
        Ledger small = new Ledger(1, SMALL_RATE, SMALL_RATE * 30);
        try (LedgerServer server = LedgerServer.start(small, scene::note)) {
            small.start(System.nanoTime());
            scene.submit(name, 1, 1, 1, server);
            boolean runs = Patience.within(SECONDS * 2, () -> small.books(System.nanoTime()).acked() > SMALL_RATE) >= 0;
            scene.demand(runs, name + " did not run within two minutes");
            NimbusFaults.kill(scene.cluster(), name);
            boolean gone = Patience.within(SECONDS * 2, () -> scene.cluster().workers(null).size() == Scene.WORKERS) >= 0;
            scene.demand(gone, "the worker of " + name + " did not end within two minutes");
        }
    }

    private void note(int minute) {
        int threads = 0;
        int handles = 0;
        double resident = 0;
        for (Map.Entry<String, Long> process : processes.entrySet()) {
            ProcessFigures figures = ProcessFigures.of(process.getValue());
            growth.add(process.getKey() + ": threads", figures.threads(), THREADS);
            growth.add(process.getKey() + ": handles", figures.handles(), HANDLES);
            growth.add(process.getKey() + ": resident MB", figures.residentMb(), RESIDENT_MB);
            threads += figures.threads();
            handles += figures.handles();
            resident += figures.residentMb();
        }
        int files = files().size();
        growth.add("files beside logs", files, FILES);
        Ledger.Books books = scene.ledger().books(System.nanoTime());
        out.println(String.format(Locale.ROOT, "    minute %d: acked %,d, failed %d, late %d; threads %d, handles %d, resident %.0f MB, files %d", minute, books.acked(),
                books.failed(), books.late(), threads, handles, resident, files));
    }

    private Map<String, Double> liveHeaps() throws InterruptedException {
        Map<String, Double> heaps = new TreeMap<>();
        for (Map.Entry<String, Long> process : processes.entrySet()) {
            double live = ProcessFigures.liveHeapMb(process.getValue());
            if (live < 0) {
                scene.note("the live objects of " + process.getKey() + " were not counted: this Java has no jcmd that reaches it");
            } else {
                heaps.put(process.getKey(), live);
            }
        }
        return heaps;
    }

    private void judgeHeaps() throws InterruptedException {
        liveHeaps().forEach((name, live) -> {
            Double before = heapBefore.get(name);
            if (before != null) {
                scene.note(String.format(Locale.ROOT, "live objects of %s: %.1f MB once settled, %.1f MB in the end", name, before, live));
                scene.demand(live <= before * 1.1 + HEAP_MB, String.format(Locale.ROOT, "live objects of %s grew from %.1f to %.1f MB", name, before, live));
            }
        });
    }

    private void judgeLoad() throws InterruptedException {
        Ledger ledger = scene.ledger();
        Ledger.Books during = ledger.books(System.nanoTime());
        ledger.mark(System.nanoTime());
        boolean settled = Patience.within(SETTLE_SECONDS, () -> ledger.books(System.nanoTime()).open() == 0) >= 0;
        Patience.within(SETTLE_SECONDS, () -> ledger.books(System.nanoTime()).falselyAcked() == 0);
        Ledger.Books after = ledger.books(System.nanoTime());
        scene.demand(settled, after.open() + " tuples were not acknowledged within " + Scene.seconds(SETTLE_SECONDS));
        scene.demand(after.falselyAcked() == 0, after.falselyAcked() + " tuples were acknowledged that no sink has seen");
        scene.demand(during.failed() == 0, during.failed() + " tuples failed");
    }

    private List<String> leftovers() {
        return files().stream().filter(file -> file.matches(".*soak-\\d+-\\d+-\\d+.*")).toList();
    }

    /** Of all processes, without logs; one that goes while it is looked at is not there. */
    private List<String> files() {
        List<String> found = new ArrayList<>();
        collect(folder, found);
        return found;
    }

    private static void collect(Path folder, List<String> found) {
        List<Path> entries;
        try (Stream<Path> listed = Files.list(folder)) {
            entries = listed.toList();
        } catch (IOException | UncheckedIOException e) {
            return;
        }
        for (Path entry : entries) {
            found.add(entry.toString());
            if (Files.isDirectory(entry) && !entry.endsWith("logs") && !Files.isSymbolicLink(entry)) {
                collect(entry, found);
            }
        }
    }
}
