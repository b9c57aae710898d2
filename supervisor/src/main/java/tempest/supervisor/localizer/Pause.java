// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor.localizer;

import java.io.IOException;
import java.io.InterruptedIOException;

/** How a download thread lets time pass between two tries. */
@FunctionalInterface
public interface Pause {

    void millis(long millis) throws IOException;

    /** Really waits; an interrupt ends the download. */
    static void real(long millis) throws IOException {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the download was stopped");
        }
    }
}
