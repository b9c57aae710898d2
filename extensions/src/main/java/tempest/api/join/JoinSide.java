// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.api.join;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.storm.generated.GlobalStreamId;
import org.apache.storm.tuple.Fields;
import tempest.api.window.EventTime;

/** A component whose tuples are joined, and the fields that this needs. Owned by its bolt. */
final class JoinSide implements Serializable {
    private static final long serialVersionUID = 1L;

    final String component;
    String key;
    String time;

    JoinSide(String component) {
        this.component = component;
    }

    void check(Map<GlobalStreamId, Fields> inputs, List<String> more, String other) {
        List<String> needed = new ArrayList<>(List.of(key, time));
        needed.addAll(more);
        boolean subscribed = false;
        for (Map.Entry<GlobalStreamId, Fields> input : inputs.entrySet()) {
            String from = input.getKey().get_componentId();
            if (from.equals(component)) {
                subscribed = true;
                EventTime.checkFields("its join needs", needed, Map.of(input.getKey(), input.getValue()));
            } else if (!from.equals(other)) {
                throw new IllegalArgumentException("its join is of '" + component + "' and '" + other + "', but it subscribes to '" + from + "' too");
            }
        }
        if (!subscribed) {
            throw new IllegalArgumentException("its join needs '" + component + "', to which it does not subscribe");
        }
    }
}
