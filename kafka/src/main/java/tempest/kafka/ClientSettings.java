// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.kafka;

import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;

/** Looks at settings of Kafka's clients where a topology is built. Stateless. */
final class ClientSettings {
    private ClientSettings() {
    }

    /** @throws IllegalArgumentException if it does not say where Kafka is */
    static void requireServers(String who, Map<String, Object> conf) {
        Object servers = conf.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
        if (servers == null || servers.toString().isBlank()) {
            throw new IllegalArgumentException(who + ": " + CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG + " is not set; the brokers' addresses are right, such as kafka-1:9092,kafka-2:9092");
        }
    }

    /** @throws IllegalArgumentException if a setting has another value than the one that is needed */
    static void refuse(String who, Map<String, Object> conf, String key, String needed, String why) {
        Object value = conf.get(key);
        if (value != null && !value.toString().equals(needed)) {
            throw new IllegalArgumentException(who + ": " + key + " is " + value + "; leave it out: " + why);
        }
    }
}
