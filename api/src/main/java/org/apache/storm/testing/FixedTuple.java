// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.testing;

import java.io.Serializable;
import java.util.List;
import org.apache.storm.utils.Utils;

/** A stream and the values of one tuple on it. */
public class FixedTuple implements Serializable {
    private static final long serialVersionUID = 1488633754555739513L;

    public String stream;
    public List<Object> values;

    /** A tuple of the default stream. */
    public FixedTuple(List<Object> values) {
        this(Utils.DEFAULT_STREAM_ID, values);
    }

    /** A tuple of {@code stream}. */
    public FixedTuple(String stream, List<Object> values) {
        this.stream = stream;
        this.values = values;
    }

    @Override
    public String toString() {
        return stream + ":" + values;
    }
}
