// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package tempest.state.snapshot;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Whose state it is.
 *
 * @param topology the topology's id
 * @param namespace what tells this state from others of the topology
 * @param component of the task
 * @param taskIndex the task's place among those of the component, from 0
 * @param tasks how many tasks the component has
 */
public record StateId(String topology, String namespace, String component, int taskIndex, int tasks) {
    /** Where its snapshots are in a store. */
    public String folder() {
        return fileName(topology) + "/" + fileName(namespace);
    }

    /** Of a name that anything may be in. */
    public static String fileName(String name) {
        String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8);
        return encoded.startsWith(".") ? "%2E" + encoded.substring(1) : encoded;
    }

    @Override
    public String toString() {
        return "state " + namespace + " of " + topology;
    }
}
