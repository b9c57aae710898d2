// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor.process;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tempest.cluster.ConfigReader;

/**
 * When a worker uses so much memory that it is killed: at once beyond a hard limit; beyond what it was given only if the computer runs short. Memory is
 * in megabytes. Immutable; pure; any thread. It measures nothing: {@link MemoryWatch} does.
 *
 * @param enforced       whether any worker is killed for that
 * @param toleranceMb    what each worker may use beyond what it was given
 * @param hardMultiplier the hard limit as a multiple of the limit
 * @param hardOverageMb  the hard limit is at least so much above the limit
 * @param lowMb          with no more than this available, workers beyond their limit are killed at once
 * @param mediumMb       with less than this available, they are killed after a time of grace
 * @param graceMillis    that time
 */
record MemoryLimits(boolean enforced, double toleranceMb, double hardMultiplier, double hardOverageMb, double lowMb, double mediumMb, long graceMillis) {

    private static final String HARD = "storm.supervisor.hard.memory.limit.";

    static MemoryLimits of(Map<String, Object> conf) {
        ConfigReader read = new ConfigReader(conf);
        return new MemoryLimits(read.flag("storm.resource.isolation.plugin.enable", false),
            read.real("storm.supervisor.memory.limit.tolerance.margin.mb", 128, 0), read.real(HARD + "multiplier", 2, 1), read.real(HARD + "overage.mb", 2024, 0),
            read.real("storm.supervisor.low.memory.threshold.mb", 1024, 0), read.real("storm.supervisor.medium.memory.threshold.mb", 1536, 0),
            read.whole("storm.supervisor.medium.memory.grace.period.ms", 30_000, 0, Long.MAX_VALUE));
    }

    /** Whether so much is more than a worker may use at all times. */
    boolean isBeyond(double givenMb, double usedMb) {
        return usedMb > givenMb + toleranceMb;
    }

    /**
     * Why a worker has to be killed, if it has to.
     *
     * @param givenMb      what it was given
     * @param usedMb       what it uses
     * @param availableMb  what the computer has left
     * @param beyondMillis for how long it has been beyond its limit while less than {@link #mediumMb} was available
     */
    Optional<String> verdict(double givenMb, double usedMb, double availableMb, long beyondMillis) {
        double limit = givenMb + toleranceMb;
        double hard = Math.max(limit * hardMultiplier, limit + hardOverageMb);
        if (usedMb >= hard) {
            return Optional.of(text("used %.0f MB of memory; its hard limit is %.0f MB (%smultiplier, overage.mb)", usedMb, hard, HARD));
        }
        if (!isBeyond(givenMb, usedMb)) {
            return Optional.empty();
        }
        if (availableMb <= lowMb) {
            return Optional.of(text("used %.0f MB of memory, its limit is %.0f MB, and the computer had only %.0f MB left"
                + " (storm.supervisor.low.memory.threshold.mb)", usedMb, limit, availableMb));
        }
        if (availableMb < mediumMb && beyondMillis > graceMillis) {
            return Optional.of(text("used %.0f MB of memory, its limit is %.0f MB, for %d s while the computer had less than %.0f MB left"
                + " (storm.supervisor.medium.memory.threshold.mb)", usedMb, limit, beyondMillis / 1000, mediumMb));
        }
        return Optional.empty();
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
