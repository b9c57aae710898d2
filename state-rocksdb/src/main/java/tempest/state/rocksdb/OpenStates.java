// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package tempest.state.rocksdb;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The states that are open in this process, by their local folder. Storm's contract closes no state, so a task that starts again closes that of its
 * former life, and the process's end the rest. Any thread.
 */
final class OpenStates {
    private static final Map<Path, RocksDbKeyValueState<?, ?>> BY_FOLDER = new ConcurrentHashMap<>();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> BY_FOLDER.values().forEach(state -> state.close("its process ends")), "close-states"));
    }

    private OpenStates() {
    }

    static void closeFormer(Path folder) {
        RocksDbKeyValueState<?, ?> former = BY_FOLDER.remove(folder);
        if (former != null) {
            former.close("a later life of the task, or another state of the same name, was opened in this process");
        }
    }

    static void opened(Path folder, RocksDbKeyValueState<?, ?> state) {
        BY_FOLDER.put(folder, state);
    }
}
