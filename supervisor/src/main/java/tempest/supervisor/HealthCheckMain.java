// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor;

import org.apache.storm.utils.ConfigUtils;

/** The process behind {@code storm node-health-check}: a line for each problem; exit code 0 if this computer is fit, else 1. */
public final class HealthCheckMain {

    private HealthCheckMain() { }

    public static void main(String[] args) {
        boolean healthy = false;
        try {
            HealthCheck.Result result = HealthCheck.of(ConfigUtils.readStormConfig()).run();
            result.problems().forEach(System.out::println);
            healthy = result.healthy();
        } catch (RuntimeException e) {
            System.err.println("storm node-health-check: " + (e.getMessage() == null ? e.toString() : e.getMessage()));
        }
        System.exit(healthy ? 0 : 1);
    }
}
