// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tempest.cluster.JvmOptions;

/** JVM options out of a configuration, with what stands for a worker's own values filled in. Immutable; any thread. */
final class ChildOptions {

    private final Map<String, String> values;

    /** {@code values}: what to put for each {@code %NAME%}. */
    ChildOptions(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    /** The options of one key, as {@link JvmOptions} reads them. */
    List<String> of(Map<String, Object> conf, String key) {
        List<String> options = new ArrayList<>(JvmOptions.of(conf, key));
        options.replaceAll(this::fill);
        return options;
    }

    private String fill(String option) {
        String filled = option;
        if (option.indexOf('%') >= 0) {
            for (Map.Entry<String, String> value : values.entrySet()) {
                filled = filled.replace("%" + value.getKey() + "%", value.getValue());
            }
        }
        return filled;
    }
}
