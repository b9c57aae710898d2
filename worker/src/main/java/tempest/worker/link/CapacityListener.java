// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.link;

/** Notified when a sender that was refused may retry. */
public interface CapacityListener {
    /** There may be capacity again. Any thread, any number of times; must be cheap and never block. */
    void onCapacity();
}
