// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.utils;

import org.apache.storm.generated.KeyAlreadyExistsException;

/** {@link KeyAlreadyExistsException} whose {@code getMessage} is the message it carries over the wire. */
public class WrappedKeyAlreadyExistsException extends KeyAlreadyExistsException {
    private static final long serialVersionUID = -4186071003247025855L;

    public WrappedKeyAlreadyExistsException(String msg) {
        super(msg);
    }

    @Override
    public String getMessage() {
        return get_msg();
    }
}
