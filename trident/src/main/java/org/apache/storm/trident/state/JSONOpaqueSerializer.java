// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.state;

import java.util.Arrays;
import java.util.List;

/** A JSON list of transaction, value and former value. */
public class JSONOpaqueSerializer implements Serializer<OpaqueValue> {
    private static final long serialVersionUID = 1L;

    @Override
    public byte[] serialize(OpaqueValue obj) {
        return Json.write(Arrays.asList(obj.getCurrTxid(), obj.getCurr(), obj.getPrev()));
    }

    @Override
    public OpaqueValue deserialize(byte[] b) {
        List<?> parts = Json.list(b, 3);
        return new OpaqueValue<Object>(Json.txid(parts.get(0)), parts.get(1), parts.get(2));
    }
}
