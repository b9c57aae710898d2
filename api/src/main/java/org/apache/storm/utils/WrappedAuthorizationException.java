// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.utils;

import org.apache.storm.generated.AuthorizationException;

/** {@link AuthorizationException} whose {@code getMessage} is the message it carries over the wire. */
public class WrappedAuthorizationException extends AuthorizationException {
    private static final long serialVersionUID = -4864177704953651840L;

    public WrappedAuthorizationException(String msg) {
        super(msg);
    }

    @Override
    public String getMessage() {
        return get_msg();
    }
}
