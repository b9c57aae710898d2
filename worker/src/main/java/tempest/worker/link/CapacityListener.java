// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.link;

/** A sender that was refused and wants to try again. */
public interface CapacityListener {
    /** There may be capacity again. Any thread, any number of times; must be cheap and never block. */
    void onCapacity();
}
