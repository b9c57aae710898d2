// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.testing;

import java.nio.charset.StandardCharsets;
import org.apache.storm.tuple.Tuple;

/** Counts words that come as UTF-8 bytes. */
public class TestWordBytesCounter extends TestWordCounter {
    private static final long serialVersionUID = -8595428978775960378L;

    @Override
    protected String getTupleValue(Tuple tuple, int index) {
        return new String(tuple.getBinary(index), StandardCharsets.UTF_8);
    }
}
