// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.spout;

import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import org.apache.storm.tuple.Fields;

/** A scheme where a multi-scheme is wanted: one tuple for each run of bytes, or none. */
public class SchemeAsMultiScheme implements MultiScheme {
    private static final long serialVersionUID = 1277617896041548688L;

    public final Scheme scheme;

    public SchemeAsMultiScheme(Scheme scheme) {
        this.scheme = scheme;
    }

    @Override
    public Iterable<List<Object>> deserialize(ByteBuffer ser) {
        List<Object> tuple = scheme.deserialize(ser);
        return tuple == null ? null : Collections.singletonList(tuple);
    }

    @Override
    public Fields getOutputFields() {
        return scheme.getOutputFields();
    }
}
