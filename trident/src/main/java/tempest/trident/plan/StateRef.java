// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.plan;

import org.apache.storm.trident.state.StateSpec;

/** A state of a topology, by identity: everything that updates or queries it runs where it is. */
public record StateRef(String id, StateSpec spec) {
    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }
}
