// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.utils;

import org.apache.storm.generated.KeyNotFoundException;

/** {@link KeyNotFoundException} whose {@code getMessage} is the message it carries over the wire. */
public class WrappedKeyNotFoundException extends KeyNotFoundException {
    private static final long serialVersionUID = 8222210741377965724L;

    public WrappedKeyNotFoundException(String msg) {
        super(msg);
    }

    @Override
    public String getMessage() {
        return get_msg();
    }
}
