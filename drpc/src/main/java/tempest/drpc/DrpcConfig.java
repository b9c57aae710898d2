// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.drpc;

import java.util.Map;
import tempest.cluster.ConfigReader;

/**
 * The configuration of a DRPC server, except for what concerns Thrift or HTTP alone.
 *
 * @param timeoutMillis how long a caller waits for an answer at most
 * @param maxRequestBytes the largest body of an HTTP request, and of a Thrift message
 */
record DrpcConfig(long timeoutMillis, int maxRequestBytes) {
    static DrpcConfig of(Map<String, Object> conf) {
        ConfigReader read = new ConfigReader(conf);
        return new DrpcConfig(1000L * read.integer("drpc.request.timeout.secs", 600, 1), read.integer("drpc.max_buffer_size", 1_048_576, 1));
    }
}
