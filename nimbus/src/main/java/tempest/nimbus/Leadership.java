// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus;

import java.util.Optional;
import tempest.cluster.Epoch;

/** Whether this Nimbus leads, and what its present leadership is. Owned by Nimbus's thread. */
final class Leadership {
    private final Leader.Parts parts;
    private Leader current;

    Leadership(Leader.Parts parts) {
        this.parts = parts;
    }

    /** Takes over; if that fails, this Nimbus does not lead. */
    void begin(Epoch epoch) {
        end();
        Leader next = new Leader(parts, epoch);
        try {
            next.begin();
        } catch (RuntimeException e) {
            next.end();
            throw e;
        }
        current = next;
    }

    /** Whatever leadership there is, it is over. */
    void end() {
        if (current != null) {
            current.end();
            current = null;
        }
    }

    /** Empty if this Nimbus does not lead. */
    Optional<Leader> current() {
        return Optional.ofNullable(current);
    }
}
