// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli.chaos;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.storm.generated.RebalanceOptions;
import tempest.cli.chaos.load.CheckedTopology;
import tempest.cli.launch.CommandFailure;

/** The cluster with its load, for one fault after the other. Main thread. */
final class Scene {
    static final String TOPOLOGY = "chaos";
    static final int WORKERS = 4;
    private static final int PARTITIONS = 2;
    private static final int SINKS = 4;
    private static final int WINDOW_SECONDS = 30;
    /** A task that processed something so lately is at work. */
    private static final double BUSY_SECONDS = 0.5;

    private final ChaosCluster cluster;
    private final PrintStream out;
    private final Ledger ledger;
    private final LedgerServer server;
    private final int rate;
    private final int slack;
    private final List<String> broken = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private double noticed = -1;
    private long began;

    Scene(ChaosCluster cluster, Chaos.Load load, PrintStream out) throws IOException {
        this.cluster = cluster;
        this.out = out;
        this.rate = load.rate();
        this.slack = load.slack();
        this.ledger = new Ledger(PARTITIONS, rate, rate * WINDOW_SECONDS);
        this.server = LedgerServer.start(ledger, this::note);
    }

    ChaosCluster cluster() {
        return cluster;
    }

    Ledger ledger() {
        return ledger;
    }

    int rate() {
        return rate;
    }

    static String seconds(double value) {
        return String.format(Locale.ROOT, "%.1f s", value);
    }

    /** Submits the load and waits until all of it is processed. */
    void begin() throws Exception {
        submit(TOPOLOGY, WORKERS, PARTITIONS, SINKS, server);
        Patience.await("the load's first workers", 120, () -> server.pids().size() == PARTITIONS + SINKS);
        ledger.start(System.nanoTime());
    }

    void submit(String name, int workers, int partitions, int sinks, LedgerServer to) throws IOException, InterruptedException {
        cluster.submit(CheckedTopology.class.getName(), List.of(name, Integer.toString(workers), Integer.toString(partitions), Integer.toString(sinks), to.address()));
    }

    /** Waits until nothing of an earlier fault is left: every process there, on both hosts, nothing late, every task at work. */
    void calm() throws Exception {
        if (cluster.supervisors().stream().anyMatch(supervisor -> cluster.workers(supervisor).isEmpty())) {
            spread();
        }
        Patience.await("the cluster to be whole and the load to be processed without delay", 240, () -> {
            boolean whole = cluster.zooKeeper().alive() && cluster.whole() && cluster.workers(null).size() == WORKERS;
            if (!whole || ledger.books(System.nanoTime()).late() > rate) {
                return false;
            }
            ledger.mark(System.nanoTime());
            Patience.pass(4);
            long now = System.nanoTime();
            return ledger.books(now).late() < rate && ledger.longestStops(now).values().stream().allMatch(stop -> stop < 1);
        });
    }

    private void spread() throws Exception {
        Patience.await("the cluster to be whole", 120, cluster::whole);
        cluster.ask(nimbus -> {
            RebalanceOptions options = new RebalanceOptions();
            options.set_wait_secs(1);
            nimbus.rebalance(TOPOLOGY, options);
            return true;
        });
        Patience.await("the load to run on both hosts", 120, () -> cluster.supervisors().stream().noneMatch(s -> cluster.workers(s).isEmpty()));
    }

    /**
     * Whether every task is at work, and nothing is late by more than a second. A task whose process is gone has spoken just before that: it is at work
     * when another process speaks for it.
     */
    boolean keepsUp() {
        long now = System.nanoTime();
        // To look through all processes costs most.
        return ledger.books(now).late() < rate && ledger.idle(now).values().stream().allMatch(idle -> idle < BUSY_SECONDS)
                && workerPids().containsAll(server.pids().values());
    }

    /** The measurement begins; the fault comes next. */
    void mark() {
        broken.clear();
        notes.clear();
        noticed = -1;
        began = System.nanoTime();
        ledger.mark(began);
    }

    double sinceFault() {
        return (System.nanoTime() - began) / 1e9;
    }

    /** The cluster acted on the fault so many seconds after it. */
    void noticed(double seconds) {
        noticed = seconds;
    }

    double noticed() {
        return noticed;
    }

    void note(String line) {
        notes.add(line);
        out.println("    " + line);
    }

    /** A time that is promised, as far as it is to be demanded here. */
    void demandWithin(double promised, double took, String what) {
        demand(took <= promised * slack, what + " " + seconds(took) + ", not within " + seconds(promised * slack));
    }

    void demand(boolean holds, String promise) {
        if (!holds) {
            broken.add(promise);
            out.println("    BROKEN: " + promise);
        }
    }

    List<String> broken() {
        return broken;
    }

    List<String> notes() {
        return notes;
    }

    /** A worker's process, by a task it runs. */
    ProcessHandle worker(String task) {
        return ProcessHandle.of(server.pids().get(task)).orElseThrow(() -> new CommandFailure("the worker of " + task + " has ended by itself"));
    }

    /** All workers that run the load, with and without a spout in turn. */
    List<ProcessHandle> workersMixed() {
        Map<String, Long> pids = server.pids();
        List<Long> withSpout = pids.entrySet().stream().filter(e -> e.getKey().startsWith("spout")).map(Map.Entry::getValue).distinct().toList();
        List<Long> without = pids.values().stream().distinct().filter(pid -> !withSpout.contains(pid)).toList();
        List<Long> mixed = new ArrayList<>();
        for (int i = 0; i < Math.max(withSpout.size(), without.size()); i++) {
            withSpout.stream().skip(i).findFirst().ifPresent(mixed::add);
            without.stream().skip(i).findFirst().ifPresent(mixed::add);
        }
        return mixed.stream().map(pid -> ProcessHandle.of(pid).orElseThrow(() -> new CommandFailure("worker " + pid + " has ended by itself"))).toList();
    }

    /** The task of a worker that has no spout. */
    String taskWithoutSpout() {
        Map<String, Long> pids = server.pids();
        Set<Long> spouts = pids.entrySet().stream().filter(e -> e.getKey().startsWith("spout")).map(Map.Entry::getValue).collect(Collectors.toSet());
        return pids.entrySet().stream().filter(e -> !spouts.contains(e.getValue())).map(Map.Entry::getKey).sorted().findFirst()
                .orElseThrow(() -> new CommandFailure("every worker has a spout"));
    }

    Set<Long> workerPids() {
        return new HashSet<>(cluster.workers(null).stream().map(ProcessHandle::pid).toList());
    }

    /** Waits until a process that was not there before stands where this one stood; it counts as the moment when its end was noticed. */
    void awaitReplacement(Set<Long> before, double seconds) throws InterruptedException {
        double took = Patience.within(seconds, () -> workerPids().stream().anyMatch(pid -> !before.contains(pid)));
        demand(took >= 0, "no worker was started within " + seconds(seconds));
        noticed(sinceFault());
    }

    void close() throws IOException {
        server.close();
    }
}
