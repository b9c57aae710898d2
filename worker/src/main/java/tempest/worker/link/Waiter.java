// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.link;

/** Somebody who was refused and wants to try again. */
public interface Waiter {
    /** Makes the waiter try again soon. Any thread, any number of times, cheap, never blocks. */
    void wake();
}
