// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.state;

/** The value itself as JSON. */
public class JSONNonTransactionalSerializer implements Serializer {
    private static final long serialVersionUID = 1L;

    @Override
    public byte[] serialize(Object obj) {
        return Json.write(obj);
    }

    @Override
    public Object deserialize(byte[] b) {
        return Json.read(b);
    }
}
