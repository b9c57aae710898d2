// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor.process;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The two configurations that a worker is started by. The administrator's own keys ({@code worker.*}, {@code java.library.path}) are read from the
 * daemon's, so that no topology replaces them; what is the topology's to say is read from the merged one. Immutable; any thread; it reads no file.
 *
 * @param daemon the supervisor's
 * @param merged the supervisor's with the topology's laid over it
 */
record WorkerConf(Map<String, Object> daemon, Map<String, Object> merged) {

    /** A key without a value counts as absent. */
    static WorkerConf of(Map<String, Object> daemon, Map<String, Object> topology) {
        Map<String, Object> own = withoutNulls(daemon);
        Map<String, Object> merged = new HashMap<>(own);
        merged.putAll(withoutNulls(topology));
        return new WorkerConf(Collections.unmodifiableMap(own), Collections.unmodifiableMap(merged));
    }

    private static Map<String, Object> withoutNulls(Map<String, Object> conf) {
        Map<String, Object> set = new HashMap<>(conf);
        set.values().removeIf(Objects::isNull);
        return set;
    }
}
