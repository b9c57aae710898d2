// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor;

import org.apache.storm.utils.ConfigUtils;

/** The process behind {@code storm kill_workers}: see {@link KillWorkers}. */
public final class KillWorkersMain {

    private KillWorkersMain() { }

    public static void main(String[] args) {
        try {
            int workers = KillWorkers.run(ConfigUtils.readStormConfig());
            System.out.println(workers == 0 ? "No worker runs on this computer" : "Stopped workers: " + workers);
        } catch (RuntimeException e) {
            System.err.println("storm kill_workers: " + (e.getMessage() == null ? e.toString() : e.getMessage()));
            System.exit(1);
        }
    }
}
