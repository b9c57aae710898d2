// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.spout;

import java.nio.ByteBuffer;
import java.util.List;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Values;
import org.apache.storm.utils.Utils;

/** Passes the bytes on as one field, {@code bytes}. */
public class RawScheme implements Scheme {
    private static final long serialVersionUID = -796937889916174292L;

    @Override
    public List<Object> deserialize(ByteBuffer ser) {
        return new Values(new Object[] {Utils.toByteArray(ser)});
    }

    @Override
    public Fields getOutputFields() {
        return new Fields("bytes");
    }
}
