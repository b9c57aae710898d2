// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.scheduler.blacklist.reporters;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Told of supervisors that are set aside. Named by {@code blacklist.scheduler.reporter}. */
public interface IReporter {
    void report(String message);

    /**
     * A supervisor was set aside.
     *
     * @param supervisor its id
     * @param toleranceBuffer the slots that were bad in each of the latest rounds, by supervisor
     */
    void reportBlacklist(String supervisor, List<Map<String, Set<Integer>>> toleranceBuffer);
}
