// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.executor;

import java.util.List;

/** The return values of emits that went to one task, created once. Immutable, any thread. */
public final class TaskLists {
    private final List<Integer>[] lists;

    @SuppressWarnings({"unchecked", "rawtypes"})
    public TaskLists(int maxTask) {
        lists = new List[maxTask + 1];
        for (int task = 0; task <= maxTask; task++) {
            lists[task] = List.of(task);
        }
    }

    List<Integer> of(int task) {
        return lists[task];
    }
}
