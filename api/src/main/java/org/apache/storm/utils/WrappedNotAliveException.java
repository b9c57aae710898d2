// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.utils;

import org.apache.storm.generated.NotAliveException;

/** {@link NotAliveException} whose {@code getMessage} is the message it carries over the wire. */
public class WrappedNotAliveException extends NotAliveException {
    private static final long serialVersionUID = 4821991580767570147L;

    public WrappedNotAliveException(String msg) {
        super(msg);
    }

    @Override
    public String getMessage() {
        return get_msg();
    }
}
