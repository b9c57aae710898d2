// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.stage;

import java.util.Arrays;
import java.util.Objects;
import org.apache.storm.trident.tuple.TridentTupleView;

/**
 * Groups of a batch by the values of their keys, in the order of their first tuples. A group is one row: the values of its key, then the values that
 * the caller keeps for it. Open addressing over arrays, so that a tuple of a known group allocates nothing. Owned by the task's thread.
 */
final class GroupTable {
    private static final int FIRST_SIZE = 16;

    private final int keys;
    private final int width;
    private Object[][] rows = new Object[FIRST_SIZE][];
    private int[] hashes = new int[FIRST_SIZE];
    /** One more than the number of the row, in the cell its hash leads to; 0 for an empty cell. */
    private int[] places = new int[FIRST_SIZE * 2];
    private int count;
    private boolean found;

    /**
     * @param keys  how many values a key has
     * @param extra how many more values the caller keeps of a group
     */
    GroupTable(int keys, int extra) {
        this.keys = keys;
        this.width = keys + extra;
    }

    int count() {
        return count;
    }

    Object[] row(int group) {
        return rows[group];
    }

    /** Whether the last call of {@link #of} found an existing group. */
    boolean found() {
        return found;
    }

    /** The row of the group with this key, a new one if there is none yet. */
    Object[] of(TridentTupleView key) {
        int hash = 0;
        for (int i = 0; i < keys; i++) {
            hash = 31 * hash + Objects.hashCode(key.get(i));
        }
        hash = spread(hash);
        int mask = places.length - 1;
        int at = hash & mask;
        for (int place = places[at]; place != 0; place = places[at]) {
            if (hashes[place - 1] == hash && same(rows[place - 1], key)) {
                found = true;
                return rows[place - 1];
            }
            at = (at + 1) & mask;
        }
        found = false;
        return insert(key, hash, at);
    }

    private static int spread(int hash) {
        int h = hash * 0x9E3779B9;
        return h ^ (h >>> 15);
    }

    private boolean same(Object[] row, TridentTupleView key) {
        for (int i = 0; i < keys; i++) {
            if (!Objects.equals(row[i], key.get(i))) {
                return false;
            }
        }
        return true;
    }

    private Object[] insert(TridentTupleView key, int hash, int at) {
        Object[] row = new Object[width];
        for (int i = 0; i < keys; i++) {
            row[i] = key.get(i);
        }
        if (count == rows.length) {
            rows = Arrays.copyOf(rows, count * 2);
            hashes = Arrays.copyOf(hashes, count * 2);
            rows[count] = row;
            hashes[count] = hash;
            count++;
            rehash();
        } else {
            rows[count] = row;
            hashes[count] = hash;
            places[at] = ++count;
        }
        return row;
    }

    private void rehash() {
        places = new int[rows.length * 2];
        int mask = places.length - 1;
        for (int i = 0; i < count; i++) {
            int at = hashes[i] & mask;
            while (places[at] != 0) {
                at = (at + 1) & mask;
            }
            places[at] = i + 1;
        }
    }
}
