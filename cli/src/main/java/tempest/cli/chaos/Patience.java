// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli.chaos;

import java.util.concurrent.TimeUnit;
import tempest.cli.launch.CommandFailure;

/** Waits for conditions, with bounds. Main thread. */
final class Patience {
    private static final long POLL_MILLIS = 40;

    private Patience() {}

    /** A condition; an exception that is no {@link CommandFailure} counts as false. */
    interface Condition {
        boolean holds() throws Exception;
    }

    /** Returns how many seconds it took. Fails after {@code seconds}. */
    static double await(String what, double seconds, Condition condition) throws InterruptedException {
        double took = within(seconds, condition);
        if (took < 0) {
            throw new CommandFailure("waited " + Math.round(seconds) + " s in vain for " + what);
        }
        return took;
    }

    /** Returns how many seconds it took, or -1 if it did not hold within {@code seconds}. */
    static double within(double seconds, Condition condition) throws InterruptedException {
        long start = System.nanoTime();
        while (true) {
            boolean holds;
            try {
                holds = condition.holds();
            } catch (InterruptedException | CommandFailure e) {
                throw e;
            } catch (Exception e) {
                holds = false;
            }
            double took = (System.nanoTime() - start) / 1e9;
            if (holds) {
                return took;
            }
            if (took > seconds) {
                return -1;
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    static void pass(double seconds) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(Math.round(seconds * 1000));
    }
}
