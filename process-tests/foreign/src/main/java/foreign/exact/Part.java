// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package foreign.exact;

import java.util.ArrayList;
import java.util.List;
import org.apache.storm.trident.spout.ISpoutPartition;

/** A partition of the sentences. */
public final class Part implements ISpoutPartition {
    final int index;

    Part(int index) {
        this.index = index;
    }

    static List<Part> all(Number count) {
        List<Part> all = new ArrayList<>();
        for (int i = 0; i < count.intValue(); i++) {
            all.add(new Part(i));
        }
        return all;
    }

    @Override
    public String getId() {
        return "part-" + index;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Part && ((Part) other).index == index;
    }

    @Override
    public int hashCode() {
        return index;
    }
}
