// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.flux;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.storm.Config;
import org.apache.storm.LocalCluster;
import org.apache.storm.flux.api.FluxException;

/** Runs something against a cluster inside this JVM. Apart from the rest, since that cluster's classes are not on every class path. */
final class LocalRun {
    private static final long MILLIS = 1000;

    private LocalRun() {
    }

    /** Submits, waits, and takes the cluster down. */
    static void of(Callable<Void> submission, FluxOptions options) throws Exception {
        Map<String, Object> daemons = new HashMap<>();
        if (options.zooKeeper() != null) {
            int colon = options.zooKeeper().lastIndexOf(':');
            if (colon <= 0 || !options.zooKeeper().substring(colon + 1).matches("\\d{1,5}")) {
                throw new FluxException("--zookeeper takes host:port, not '" + options.zooKeeper() + "'");
            }
            daemons.put(Config.STORM_ZOOKEEPER_SERVERS, List.of(options.zooKeeper().substring(0, colon)));
            daemons.put(Config.STORM_ZOOKEEPER_PORT, Integer.valueOf(options.zooKeeper().substring(colon + 1)));
        }
        try {
            // The largest number there is means without an end.
            LocalCluster.withLocalModeOverride(submission, Math.min(Integer.MAX_VALUE, (options.sleepMillis() - 1) / MILLIS + 1), daemons);
        } catch (NoClassDefFoundError e) {
            throw new FluxException("--local needs a class that is not here, " + e.getMessage()
                + "; run it by 'storm jar', or put tempest-local on the class path");
        }
    }
}
