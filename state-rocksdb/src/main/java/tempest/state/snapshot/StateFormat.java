// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package tempest.state.snapshot;

import java.util.Map;
import java.util.TreeMap;

/**
 * How entries are stored, so that what would be read wrongly is refused.
 *
 * @param version of the state's type, which its owner counts
 * @param timed whether each value begins with the time when it was put
 * @param serializers what turns keys and values into bytes: names of settings and their values
 * @param classes the classes of keys and values that were stored, each with a digest of its fields
 */
public record StateFormat(int version, boolean timed, Map<String, String> serializers, Map<String, String> classes) {
    public StateFormat {
        serializers = Map.copyOf(serializers);
        classes = Map.copyOf(classes);
    }

    public StateFormat withClasses(Map<String, String> more) {
        Map<String, String> all = new TreeMap<>(classes);
        all.putAll(more);
        return new StateFormat(version, timed, serializers, all);
    }
}
