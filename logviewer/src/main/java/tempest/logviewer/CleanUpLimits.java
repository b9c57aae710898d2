// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.logviewer;

import java.util.Map;
import java.util.Optional;
import tempest.cluster.ConfigReader;

/**
 * The limits of size and age of workers' logs.
 *
 * @param everySecs   how often logs are cleaned up
 * @param ageMillis   how long the logs of an exited worker are kept after its last write
 * @param workerBytes most bytes of one worker's logs
 * @param totalBytes  most bytes of all workers' logs
 */
record CleanUpLimits(long everySecs, long ageMillis, long workerBytes, long totalBytes) {
    private static final String EVERY = "logviewer.cleanup.interval.secs";
    private static final long MINUTE_MILLIS = 60_000;
    private static final long MB = 1 << 20;
    private static final int WEEK_MINUTES = 10_080;
    private static final double WORKER_MB = 2048;
    private static final double TOTAL_MB = 4096;

    /**
     * Reads the keys; empty if no interval is set, because then nothing is removed.
     *
     * @throws IllegalArgumentException if a setting is wrong
     */
    static Optional<CleanUpLimits> of(Map<String, Object> conf) {
        ConfigReader read = new ConfigReader(conf);
        CleanUpLimits limits = new CleanUpLimits(read.integer(EVERY, 1, 1), read.integer("logviewer.cleanup.age.mins", WEEK_MINUTES, 1) * MINUTE_MILLIS,
            bytes(read, "logviewer.max.per.worker.logs.size.mb", WORKER_MB), bytes(read, "logviewer.max.sum.worker.logs.size.mb", TOTAL_MB));
        return conf.get(EVERY) == null ? Optional.empty() : Optional.of(limits);
    }

    private static long bytes(ConfigReader read, String key, double fallback) {
        double mb = read.real(key, fallback, 0);
        if (!(mb > 0)) {
            throw ConfigReader.wrong(key, mb, "more than 0 MB");
        }
        return (long) (mb * MB);
    }
}
