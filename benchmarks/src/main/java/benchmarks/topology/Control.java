// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package benchmarks.topology;

import java.util.Map;
import org.apache.storm.generated.KillOptions;
import org.apache.storm.utils.NimbusClient;
import org.apache.storm.utils.Utils;

/** Deactivates a topology, or kills it at once: {@code Control deactivate|kill NAME}, for systems whose commands are not at hand. */
public final class Control {
    private Control() {
    }

    public static void main(String[] args) throws Exception {
        Map<String, Object> conf = Utils.readStormConfig();
        try (NimbusClient nimbus = NimbusClient.getConfiguredClient(conf)) {
            if (args[0].equals("deactivate")) {
                nimbus.getClient().deactivate(args[1]);
            } else {
                KillOptions now = new KillOptions();
                now.set_wait_secs(0);
                nimbus.getClient().killTopologyWithOpts(args[1], now);
            }
        }
    }
}
