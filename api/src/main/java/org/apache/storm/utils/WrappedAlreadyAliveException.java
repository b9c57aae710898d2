// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.utils;

import org.apache.storm.generated.AlreadyAliveException;

/** {@link AlreadyAliveException} whose {@code getMessage} is the message it carries over the wire. */
public class WrappedAlreadyAliveException extends AlreadyAliveException {
    private static final long serialVersionUID = -60689694284089671L;

    public WrappedAlreadyAliveException(String msg) {
        super(msg);
    }

    @Override
    public String getMessage() {
        return get_msg();
    }
}
