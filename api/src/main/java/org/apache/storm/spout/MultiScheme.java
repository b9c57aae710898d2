// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.spout;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.storm.tuple.Fields;

/** Turns bytes into any number of tuples. */
public interface MultiScheme extends Serializable {
    /** The values of each tuple, or null if these bytes are to be skipped. */
    Iterable<List<Object>> deserialize(ByteBuffer ser);

    Fields getOutputFields();
}
