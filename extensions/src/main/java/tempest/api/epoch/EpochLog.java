// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.api.epoch;

import java.nio.ByteBuffer;
import java.util.OptionalLong;

/**
 * What was decided: a chain of entries, each of which says all. An entry is appended at the place after the last one that its author knows, which only one author can
 * do; so a coordinator that was replaced can decide nothing more. The last entry alone counts, so old ones may go. Any thread.
 */
final class EpochLog {
    /** Entries behind the last one that are kept for those that are just reading them. */
    private static final int KEPT = 64;
    private static final String FOLDER = "log";

    private final EpochStore store;

    /**
     * @param incarnation who may commit
     * @param committed   what the topology goes back to
     */
    record Entry(long position, long incarnation, Transaction committed) {
        static final Entry NONE = new Entry(0, 0, Transaction.NONE);
    }

    EpochLog(EpochStore store) {
        this.store = store;
    }

    /** The last entry. */
    Entry latest() {
        while (true) {
            OptionalLong last = store.list(FOLDER).stream().mapToLong(Long::parseLong).max();
            if (last.isEmpty()) {
                return Entry.NONE;
            }
            byte[] content = store.read(name(last.getAsLong()));
            if (content != null) { // otherwise others went on and tidied up meanwhile
                ByteBuffer entry = ByteBuffer.wrap(content);
                return new Entry(last.getAsLong(), entry.getLong(), new Transaction(entry.getLong(), entry.getLong()));
            }
        }
    }

    /** Appends an entry, unless another one has its place, or had it and was deleted since. Also false if another one came after it at once. */
    boolean append(Entry entry) {
        byte[] content = ByteBuffer.allocate(3 * Long.BYTES).putLong(entry.incarnation).putLong(entry.committed.epoch()).putLong(entry.committed.incarnation()).array();
        return store.create(name(entry.position), content) && latest().equals(entry);
    }

    void tidy(long latest) {
        store.list(FOLDER).stream().mapToLong(Long::parseLong).filter(position -> position < latest - KEPT).forEach(position -> store.delete(name(position)));
    }

    private static String name(long position) {
        return FOLDER + "/" + position;
    }
}
