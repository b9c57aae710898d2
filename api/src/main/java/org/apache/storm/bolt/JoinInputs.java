// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.bolt;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.storm.tuple.Fields;

/**
 * Whether what a {@link JoinBolt} joins and selects is in what it subscribes to. Used while a topology is built.
 *
 * @param streams the fields of each input, by the name that the join gives it; several, if it names a component with several streams
 * @param criteria what is joined, by the same names
 */
record JoinInputs(Map<String, List<Fields>> streams, Map<String, JoinBolt.JoinInfo> criteria) {
    /**
     * @param selected may be null
     * @throws IllegalArgumentException if something is not there; its message goes on after the bolt's name
     */
    void check(JoinBolt.FieldSelector[] selected) {
        for (String stream : streams.keySet()) {
            if (!criteria.containsKey(stream)) {
                throw new IllegalArgumentException("it subscribes to '" + stream + "', which is no part of the join of " + criteria.keySet());
            }
        }
        criteria.forEach((stream, info) -> {
            if (!streams.containsKey(stream)) {
                throw new IllegalArgumentException("it joins '" + stream + "' and does not subscribe to it, but to " + streams.keySet());
            }
            streams.get(stream).forEach(fields -> require(info.getJoinField().getField()[0], stream, List.of(fields), "joins"));
        });
        if (selected != null) {
            for (JoinBolt.FieldSelector field : selected) {
                checkSelected(field);
            }
        }
    }

    private void checkSelected(JoinBolt.FieldSelector field) {
        String stream = field.getStreamName();
        if (stream != null && !streams.containsKey(stream)) {
            throw new IllegalArgumentException("it selects '" + field + "', and '" + stream + "' is no part of the join of " + criteria.keySet());
        }
        List<Fields> from = new ArrayList<>();
        streams.forEach((name, fields) -> from.addAll(stream == null || stream.equals(name) ? fields : List.of()));
        require(field.getField()[0], stream, from, "selects");
    }

    private static void require(String field, String stream, List<Fields> fields, String uses) {
        if (fields.stream().noneMatch(each -> each.contains(field))) {
            throw new IllegalArgumentException("it " + uses + " field '" + field + "'" + (stream == null ? "" : " of '" + stream + "'") + ", which does not exist; there are "
                + fields.stream().flatMap(each -> each.toList().stream()).distinct().toList());
        }
    }
}
