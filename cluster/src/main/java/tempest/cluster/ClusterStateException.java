// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster;

/** An operation on the cluster's shared state failed for good: the message names the node, the cause says why. */
public class ClusterStateException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ClusterStateException(String message, Throwable cause) {
        super(message, cause);
    }
}
