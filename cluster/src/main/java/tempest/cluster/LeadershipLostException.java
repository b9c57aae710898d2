// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster;

/** A leader's write was refused, and changed nothing, because another leadership has begun since. */
public final class LeadershipLostException extends ClusterStateException {
    private static final long serialVersionUID = 1L;

    public LeadershipLostException(String message, Throwable cause) {
        super(message, cause);
    }
}
