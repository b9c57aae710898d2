// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.security.auth;

import org.apache.storm.thrift.transport.TTransportException;

/** Client and server did not come to terms about who they are: trying again is of no use before a configuration is changed. */
public class NotAuthenticatedException extends TTransportException {
    private static final long serialVersionUID = 1L;

    public NotAuthenticatedException(String message, Throwable cause) {
        super(NOT_OPEN, message, cause);
    }

    /** The first one among a failure and its causes; null if there is none. */
    public static NotAuthenticatedException in(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof NotAuthenticatedException found) {
                return found;
            }
        }
        return null;
    }
}
