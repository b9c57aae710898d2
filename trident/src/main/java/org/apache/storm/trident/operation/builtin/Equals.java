// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.operation.builtin;

import java.util.Objects;
import org.apache.storm.trident.operation.BaseFilter;
import org.apache.storm.trident.tuple.TridentTuple;

/** Keeps tuples whose input fields are all equal. */
public class Equals extends BaseFilter {
    private static final long serialVersionUID = 1L;

    @Override
    public boolean isKeep(TridentTuple tuple) {
        for (int i = 1; i < tuple.size(); i++) {
            if (!Objects.equals(tuple.getValue(0), tuple.getValue(i))) {
                return false;
            }
        }
        return true;
    }
}
