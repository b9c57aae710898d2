// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.plan;

import org.apache.storm.generated.Grouping;
import org.apache.storm.trident.operation.builtin.ComparisonAggregator;
import org.apache.storm.tuple.Fields;
import tempest.trident.stage.Reduce;

/** The names of user operations in errors and plans. */
public final class Labels {
    private Labels() {
    }

    /** The name of the class, short, of whatever runs. */
    public static String of(Object operation) {
        if (operation == null) {
            throw new IllegalArgumentException("an operation is null");
        }
        if (operation instanceof Reduce reduce) {
            return of(reduce.reducer());
        }
        String name = operation.getClass().getName();
        String simple = name.substring(name.lastIndexOf('.') + 1);
        int lambda = simple.indexOf("$$Lambda");
        return lambda < 0 ? simple.replace('$', '.') : simple.substring(0, lambda).replace('$', '.') + " lambda";
    }

    /** With the fields it reads. */
    public static String of(Object operation, Fields in) {
        return of(operation) + (in == null ? "[]" : in.toString());
    }

    public static String of(Grouping grouping) {
        return String.valueOf(grouping.getSetField()).toLowerCase(java.util.Locale.ROOT);
    }

    /** With the field that decides. */
    public static String of(ComparisonAggregator<?> aggregator) {
        return of((Object) aggregator);
    }
}
