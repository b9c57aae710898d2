// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.utils;

/** No Nimbus that was asked leads the cluster, or none could be asked. */
public class NimbusLeaderNotFoundException extends RuntimeException {
    private static final long serialVersionUID = 8080457505756029117L;

    public NimbusLeaderNotFoundException() {
    }

    public NimbusLeaderNotFoundException(String message) {
        super(message);
    }

    public NimbusLeaderNotFoundException(String message, Throwable cause) {
        super(message, cause);
    }

    public NimbusLeaderNotFoundException(Throwable cause) {
        super(cause);
    }
}
