// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor.slot;

import java.util.List;
import java.util.Optional;
import tempest.rpc.EndCause;

/**
 * A worker that ended, is being killed, or did not start.
 *
 * @param cause     which kind of end
 * @param reason    what became of it, on one line
 * @param status    what the operating system says of it
 * @param ranMillis how long it was up; empty if it never was
 * @param lastLines the last lines of its log, without stack frames
 */
public record EndedWorker(EndCause cause, String reason, Optional<ExitStatus> status, Optional<Long> ranMillis, List<String> lastLines) { }
