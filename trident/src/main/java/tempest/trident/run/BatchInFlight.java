// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.run;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A batch between its beginning and its completion. The coordinator's thread owns it. */
final class BatchInFlight {
    /**
     * Where it is. {@code RUNNING} to {@code TO_COMMIT} when the last round before the commit is done; {@code TO_COMMIT} to {@code RUNNING}
     * when all earlier ones are complete and what it relies on is stored; {@code RUNNING} to {@code DONE} after the last round; from any of
     * them to {@code TO_REPLAY} when it or an earlier one fails, and from there to {@code RUNNING} under the next attempt.
     */
    enum Phase {
        RUNNING,
        TO_COMMIT,
        DONE,
        TO_REPLAY
    }

    final long transaction;
    /** The metadata that each source's coordinator made for it. */
    final List<Object> descriptions;
    /** Done when the descriptions are stored. */
    final CompletableFuture<Void> stored;
    int attempt;
    /** When this attempt began, by this machine's clock. */
    long began;
    int round;
    Phase phase = Phase.RUNNING;

    BatchInFlight(long transaction, int attempt, List<Object> descriptions, CompletableFuture<Void> stored) {
        this.transaction = transaction;
        this.attempt = attempt;
        this.descriptions = descriptions;
        this.stored = stored;
    }
}
