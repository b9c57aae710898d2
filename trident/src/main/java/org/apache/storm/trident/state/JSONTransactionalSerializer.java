// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.state;

import java.util.Arrays;
import java.util.List;

/** A JSON list of transaction and value. */
public class JSONTransactionalSerializer implements Serializer<TransactionalValue> {
    private static final long serialVersionUID = 1L;

    @Override
    public byte[] serialize(TransactionalValue obj) {
        return Json.write(Arrays.asList(obj.getTxid(), obj.getVal()));
    }

    @Override
    public TransactionalValue deserialize(byte[] b) {
        List<?> parts = Json.list(b, 2);
        return new TransactionalValue<Object>(Json.txid(parts.get(0)), parts.get(1));
    }
}
