// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.link;

/** Something that runs when there is work for it. */
public interface Wakeable {
    /** Makes it run soon. Any thread, any number of times, cheap, never blocks. */
    void wake();
}
