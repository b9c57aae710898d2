// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.operation.builtin;

import org.apache.storm.trident.operation.BaseFilter;
import org.apache.storm.trident.tuple.TridentTuple;

/** Keeps tuples none of whose input fields is null. */
public class FilterNull extends BaseFilter {
    private static final long serialVersionUID = 1L;

    @Override
    public boolean isKeep(TridentTuple tuple) {
        for (int i = 0; i < tuple.size(); i++) {
            if (tuple.getValue(i) == null) {
                return false;
            }
        }
        return true;
    }
}
