// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident;

import java.util.Arrays;
import java.util.List;

/** Whether keys that a stream of a join lacks are left out, or joined with nulls. */
public enum JoinType {
    INNER,
    OUTER;

    /** One type per stream of a join, in the order of the streams. */
    public static List<JoinType> mixed(JoinType... types) {
        return Arrays.asList(types);
    }
}
