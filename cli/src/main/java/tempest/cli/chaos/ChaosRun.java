// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli.chaos;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tempest.cli.launch.CommandFailure;

/** Runs faults one after the other on one cluster under one load, and judges each. Main thread. */
final class ChaosRun {
    /** Most seconds from the fault until nothing is late any more. */
    private static final double RECOVERY_SECONDS = 180;
    /** Most seconds after that until every tuple of the time of the fault is acknowledged: those that were lost wait for their time-out. */
    private static final double SETTLE_SECONDS = 150;

    /** Most seconds until a sink's report is read that was written before. */
    private static final double HEARSAY_SECONDS = 10;

    private final Scene scene;
    private final PrintStream out;

    ChaosRun(Scene scene, PrintStream out) {
        this.scene = scene;
        this.out = out;
    }

    List<FaultOutcome> run(List<Fault> faults) throws Exception {
        scene.begin();
        List<FaultOutcome> outcomes = new ArrayList<>();
        for (Fault fault : faults) {
            scene.calm();
            out.println(fault.name() + ": " + fault.what());
            FaultOutcome outcome = run(fault);
            out.println("    " + ChaosTable.line(outcome));
            outcomes.add(outcome);
        }
        return outcomes;
    }

    private FaultOutcome run(Fault fault) throws Exception {
        scene.mark();
        try {
            fault.action().on(scene);
        } catch (CommandFailure e) {
            scene.demand(false, e.getMessage());
        }
        Ledger ledger = scene.ledger();
        boolean up = Patience.within(RECOVERY_SECONDS, scene::keepsUp) >= 0;
        double caughtUp = up ? scene.sinceFault() : -1;
        long now = System.nanoTime();
        Map.Entry<String, Double> longest = ledger.longestStops(now).entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow();
        Ledger.Books atRecovery = ledger.books(now);
        ledger.mark(now);
        boolean settled = Patience.within(SETTLE_SECONDS, () -> ledger.books(System.nanoTime()).open() == 0) >= 0;
        Patience.within(HEARSAY_SECONDS, () -> ledger.books(System.nanoTime()).falselyAcked() == 0);
        Ledger.Books after = ledger.books(System.nanoTime());
        Ledger.Books books = new Ledger.Books(atRecovery.acked() + after.acked(), atRecovery.failed() + after.failed(),
                atRecovery.replayed() + after.replayed(), atRecovery.copies() + after.copies(), after.late(), after.open(),
                settled ? 0 : after.unseen(), after.falselyAcked(), Math.max(atRecovery.worst(), after.worst()));
        scene.demand(up, "what had fallen due was not processed within " + Scene.seconds(RECOVERY_SECONDS));
        scene.demand(settled, after.open() + " tuples were not acknowledged within " + Scene.seconds(SETTLE_SECONDS) + " after that");
        scene.demand(books.falselyAcked() == 0, books.falselyAcked() + " tuples were acknowledged that no sink has seen");
        scene.demandWithin(fault.longestStop(), longest.getValue(), longest.getKey() + " stopped for");
        scene.demand(fault.mayFail() || books.failed() == 0, books.failed() + " tuples failed");
        return new FaultOutcome(fault, scene.noticed(), longest.getValue(), longest.getKey(), caughtUp, books,
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(), List.copyOf(scene.broken()), List.copyOf(scene.notes()));
    }
}
