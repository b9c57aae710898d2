// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.utils;

import org.apache.storm.generated.IllegalStateException;

/** {@link IllegalStateException} whose {@code getMessage} is the message it carries over the wire. */
public class WrappedIllegalStateException extends IllegalStateException {
    private static final long serialVersionUID = 6681857261163163905L;

    public WrappedIllegalStateException(String msg) {
        super(msg);
    }

    @Override
    public String getMessage() {
        return get_msg();
    }
}
