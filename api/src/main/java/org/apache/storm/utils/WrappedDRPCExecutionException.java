// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.utils;

import org.apache.storm.generated.DRPCExecutionException;

/** {@link DRPCExecutionException} whose {@code getMessage} is the message it carries over the wire. */
public class WrappedDRPCExecutionException extends DRPCExecutionException {
    private static final long serialVersionUID = 4749881684951522986L;

    public WrappedDRPCExecutionException(String msg) {
        super(msg);
    }

    @Override
    public String getMessage() {
        return get_msg();
    }
}
