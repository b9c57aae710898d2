// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The outcomes as text: a line for who watches, a Markdown table for who keeps it. Pure. */
final class ChaosTable {
    private ChaosTable() {}

    static String line(FaultOutcome o) {
        return (o.passed() ? "PASS" : "FAIL") + "; noticed " + time(o.noticed()) + ", longest stop " + time(o.stop()) + " (" + o.stopped() + "), caught up "
                + time(o.caughtUp()) + ", worst latency " + time(o.books().worst()) + ", failed " + o.books().failed() + ", handed out again " + o.books().replayed() + ", seen again " + o.books().copies() + ", lost " + lost(o) + ", falsely acked "
                + o.books().falselyAcked() + ", load " + String.format(Locale.ROOT, "%.1f", o.load());
    }

    static List<String> markdown(List<FaultOutcome> outcomes) {
        List<String> lines = new ArrayList<>();
        lines.add("| fault | must hold | noticed | longest stop | caught up | worst latency | failed | seen again | lost | falsely acked | load | |");
        lines.add("|---|---|---|---|---|---|---|---|---|---|---|---|");
        for (FaultOutcome o : outcomes) {
            lines.add("| " + String.join(" | ", o.fault().name(), o.fault().promise(), time(o.noticed()), time(o.stop()), time(o.caughtUp()), time(o.books().worst()),
                    count(o.books().failed()), count(o.books().copies()), count(lost(o)), count(o.books().falselyAcked()),
                    String.format(Locale.ROOT, "%.1f", o.load()), o.passed() ? "PASS" : "FAIL: " + String.join("; ", o.broken())) + " |");
        }
        return lines;
    }

    /** Neither acknowledged nor going to be: what is still open long after its time-out. */
    private static long lost(FaultOutcome o) {
        return Math.max(o.books().open(), o.books().unseen());
    }

    private static String time(double seconds) {
        return seconds < 0 ? "-" : Scene.seconds(seconds);
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
