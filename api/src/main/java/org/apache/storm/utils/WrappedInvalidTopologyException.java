// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.utils;

import org.apache.storm.generated.InvalidTopologyException;

/** {@link InvalidTopologyException} whose {@code getMessage} is the message it carries over the wire. */
public class WrappedInvalidTopologyException extends InvalidTopologyException {
    private static final long serialVersionUID = 3978889633056114448L;

    public WrappedInvalidTopologyException(String msg) {
        super(msg);
    }

    @Override
    public String getMessage() {
        return get_msg();
    }
}
