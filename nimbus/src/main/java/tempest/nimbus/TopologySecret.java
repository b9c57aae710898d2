// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import org.apache.storm.generated.InvalidTopologyException;
import tempest.cluster.ConfigReader;

/**
 * Gives a topology whose workers make sure of each other the secret that they need, unless its client did. It stands in the topology's configuration,
 * which only supervisors and administrators can read whole, and is masked wherever it is shown. Any thread.
 */
final class TopologySecret {
    private static final String AUTHENTICATION = "storm.messaging.netty.authentication";
    private static final String PAYLOAD = "storm.zookeeper.topology.auth.payload";
    private static final int LEAST_CHARACTERS = 16;
    private static final int BYTES = 32;

    private final SecureRandom random;

    TopologySecret(SecureRandom random) {
        this.random = random;
    }

    /** Changes the topology's configuration if it or the cluster's asks for authentication: then supervisors need not say so, too. */
    void addTo(Map<String, Object> topologyConf, Map<String, Object> clusterConf) throws InvalidTopologyException {
        ConfigReader read = new ConfigReader(topologyConf.get(AUTHENTICATION) == null ? clusterConf : topologyConf);
        if (!read.flag(AUTHENTICATION, false)) {
            return;
        }
        topologyConf.put(AUTHENTICATION, true);
        Object given = topologyConf.get(PAYLOAD);
        if (given == null) {
            byte[] secret = new byte[BYTES];
            random.nextBytes(secret);
            // In the form that ZooKeeper wants it in.
            topologyConf.put(PAYLOAD, "topology:" + HexFormat.of().formatHex(secret));
        } else if (given.toString().length() < LEAST_CHARACTERS) {
            throw new InvalidTopologyException("configuration " + PAYLOAD + " has " + given.toString().length() + " characters; where " + AUTHENTICATION
                + " is true it must have at least " + LEAST_CHARACTERS + ", or be left out: then Nimbus makes one up");
        }
    }
}
