// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli.top;

import java.util.List;

/** Where a session draws and hears of keys; tests stand in for it. Main thread. */
public interface TopTerminal extends AutoCloseable {
    /** Columns and rows, which may change at any time. */
    int[] size();

    /** Shows these lines instead of those before. */
    void draw(List<String> lines);

    /**
     * Waits for keys.
     *
     * @return what was pressed, as the terminal's bytes; none if the time is over; null if there will be no more
     */
    byte[] keys(long millis) throws InterruptedException;

    /** Leaves the terminal as it was. Idempotent. */
    @Override
    void close();
}
