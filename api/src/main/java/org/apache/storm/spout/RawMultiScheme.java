// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.spout;

import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Values;
import org.apache.storm.utils.Utils;

/** Passes the bytes on as one tuple of one field, {@code bytes}. */
public class RawMultiScheme implements MultiScheme {
    private static final long serialVersionUID = -4585073918383311223L;

    @Override
    public Iterable<List<Object>> deserialize(ByteBuffer ser) {
        return Collections.singletonList(new Values(new Object[] {Utils.toByteArray(ser)}));
    }

    @Override
    public Fields getOutputFields() {
        return new Fields("bytes");
    }
}
