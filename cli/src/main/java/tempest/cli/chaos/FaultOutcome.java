// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli.chaos;

import java.util.List;

/**
 * What was measured of one fault. Immutable.
 *
 * @param noticed seconds until the cluster acted on it, or -1 where nothing has to be noticed
 * @param stop the longest time in seconds that a task processed nothing
 * @param stopped which task
 * @param caughtUp seconds from the fault until what had fallen due was acknowledged, or -1 if that did not come
 * @param books counts since the fault
 * @param load the machine's load average at the end
 * @param broken promises that were not kept, in a line each
 * @param notes what else was seen
 */
record FaultOutcome(Fault fault, double noticed, double stop, String stopped, double caughtUp, Ledger.Books books, double load, List<String> broken,
        List<String> notes) {
    boolean passed() {
        return broken.isEmpty();
    }
}
