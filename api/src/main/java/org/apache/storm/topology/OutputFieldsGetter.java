// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.topology;

import java.util.HashMap;
import java.util.Map;
import org.apache.storm.generated.StreamInfo;
import org.apache.storm.tuple.Fields;
import org.apache.storm.utils.Utils;

/** Collects the streams that a component declares. */
public class OutputFieldsGetter implements OutputFieldsDeclarer {
    private final Map<String, StreamInfo> fields = new HashMap<>();

    @Override
    public void declare(Fields fields) {
        declare(false, fields);
    }

    @Override
    public void declare(boolean direct, Fields fields) {
        declareStream(Utils.DEFAULT_STREAM_ID, direct, fields);
    }

    @Override
    public void declareStream(String streamId, Fields fields) {
        declareStream(streamId, false, fields);
    }

    /**
     * @throws IllegalArgumentException if the stream has no id or was declared already
     */
    @Override
    public void declareStream(String streamId, boolean direct, Fields fields) {
        if (streamId == null) {
            throw new IllegalArgumentException("A stream needs an id, not null");
        }
        if (this.fields.putIfAbsent(streamId, new StreamInfo(fields.toList(), direct)) != null) {
            throw new IllegalArgumentException("Stream '" + streamId + "' is declared twice");
        }
    }

    /** The declared streams by id. */
    public Map<String, StreamInfo> getFieldsDeclaration() {
        return fields;
    }
}
