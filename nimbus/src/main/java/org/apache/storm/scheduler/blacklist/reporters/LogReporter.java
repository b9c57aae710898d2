// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.scheduler.blacklist.reporters;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes to Nimbus's log who is blacklisted. */
public class LogReporter implements IReporter {
    private static final Logger LOG = LoggerFactory.getLogger(LogReporter.class);

    @Override
    public void report(String message) {
        LOG.info(message);
    }

    @Override
    public void reportBlacklist(String supervisor, List<Map<String, Set<Integer>>> toleranceBuffer) {
        long rounds = toleranceBuffer.stream().filter(round -> round.containsKey(supervisor)).count();
        LOG.warn("supervisor {} is blacklisted: slots of it were missing in {} of the last {} rounds", supervisor, rounds, toleranceBuffer.size());
    }
}
