// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster;

import java.util.Set;
import java.util.TreeMap;
import tempest.rpc.DeadLetter;

/**
 * Adds to the dead letters that the shared state keeps of a topology, and keeps them within their bounds: the oldest make room. One writer a topology,
 * the task that runs its store; users drop letters meanwhile. Blocks as long as the shared state takes; never used by an executor of the engine's own.
 */
public final class DeadLetterBox {
    /** Numbers and names of a letter, about. */
    private static final int OWN_BYTES = 256;

    private final Table<DeadLetter> table;
    private final DeadLetterSettings settings;
    /** Sizes by number; null until it was read what there is. */
    private TreeMap<Long, Long> kept;
    private long last;

    public DeadLetterBox(Table<DeadLetter> table, DeadLetterSettings settings) {
        this.table = table;
        this.settings = settings;
    }

    /**
     * Gives the letter its number, the time it was written or one more than the last, and stores it.
     *
     * @throws ClusterStateException if the shared state does not take it; whether it was stored is not known then
     */
    public void add(DeadLetter letter) {
        if (kept == null) {
            kept = read();
            last = kept.isEmpty() ? 0 : kept.lastKey();
        }
        long bytes = bytes(letter);
        makeRoom(bytes);
        last = Math.max(last + 1, letter.get_time_millis());
        letter.set_id(last);
        table.put(key(last), letter);
        kept.put(last, bytes);
    }

    private TreeMap<Long, Long> read() {
        TreeMap<Long, Long> sizes = new TreeMap<>();
        table.all().values().forEach(letter -> sizes.put(letter.get_id(), bytes(letter)));
        return sizes;
    }

    private void makeRoom(long bytes) {
        if (!isFull(bytes)) {
            return;
        }
        Set<String> there = Set.copyOf(table.keys());
        kept.keySet().removeIf(id -> !there.contains(key(id)));
        while (!kept.isEmpty() && isFull(bytes)) {
            table.remove(key(kept.firstKey()));
            kept.pollFirstEntry();
        }
    }

    private boolean isFull(long more) {
        return kept.size() >= settings.letters() || kept.values().stream().mapToLong(Long::longValue).sum() + more > settings.bytes();
    }

    /** The entry of a letter. */
    public static String key(long id) {
        return Long.toString(id);
    }

    private static long bytes(DeadLetter letter) {
        long bytes = OWN_BYTES + (letter.is_set_payload() ? letter.get_payload().length : 0) + length(letter.get_cause()) + length(letter.get_trouble());
        return bytes + letter.get_values().stream().mapToLong(DeadLetterBox::length).sum() + letter.get_fields().stream().mapToLong(DeadLetterBox::length).sum();
    }

    private static int length(String text) {
        return text == null ? 0 : text.length();
    }
}
