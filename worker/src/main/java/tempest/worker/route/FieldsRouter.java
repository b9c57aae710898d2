// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.route;

import java.util.Arrays;
import java.util.List;

/**
 * Sends equal values of some fields to the same task: by the deep hash of the selected values, as users of Storm may assume when they compute
 * the task of a key themselves.
 */
final class FieldsRouter extends Router {
    private final int[] tasks;
    private final int[] fields;

    /** @param fields indices of the selected fields, in the order the grouping names them */
    FieldsRouter(int[] tasks, int[] fields) {
        this.tasks = tasks;
        this.fields = fields;
    }

    @Override
    public int one(List<Object> values) {
        int hash = 1;
        for (int field : fields) {
            hash = 31 * hash + deepHash(values.get(field));
        }
        return tasks[Math.floorMod(hash, tasks.length)];
    }

    private static int deepHash(Object value) {
        if (value == null) {
            return 0;
        }
        if (!value.getClass().isArray()) {
            return value.hashCode();
        }
        // The deep hash of an array with only this element, without what the element's position adds.
        return Arrays.deepHashCode(new Object[] {value}) - 31;
    }
}
