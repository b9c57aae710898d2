// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.util;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.storm.tuple.Fields;

/** Arithmetic of field lists. Any thread; it keeps nothing. */
public class TridentUtils {
    /** All fields, each once, in the order of their first mention. */
    public static Fields fieldsUnion(Fields... fields) {
        Set<String> all = new LinkedHashSet<>();
        for (Fields some : fields) {
            if (some != null) {
                all.addAll(some.toList());
            }
        }
        return new Fields(new ArrayList<>(all));
    }

    /** All fields one after the other. @throws IllegalArgumentException if one comes twice */
    public static Fields fieldsConcat(Fields... fields) {
        List<String> all = new ArrayList<>();
        for (Fields some : fields) {
            if (some != null) {
                all.addAll(some.toList());
            }
        }
        return new Fields(all);
    }

    /** The fields of the first that are not in the second. */
    public static Fields fieldsSubtract(Fields all, Fields minus) {
        List<String> rest = new ArrayList<>(all.toList());
        rest.removeAll(minus.toList());
        return new Fields(rest);
    }
}
