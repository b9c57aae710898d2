// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.state;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.apache.storm.trident.operation.builtin.Count;
import org.junit.jupiter.api.Test;

class CombinerValueUpdaterTest {
    @Test
    void aCountThatWasStoredAsJsonIsCountedOn() {
        JSONTransactionalSerializer json = new JSONTransactionalSerializer();
        Object stored = json.deserialize(json.serialize(new TransactionalValue<>(1L, 5L))).getVal();
        assertEquals(8L, new CombinerValueUpdater(new Count(), 3L).update(stored));
        assertEquals(3L, new CombinerValueUpdater(new Count(), 3L).update(null));
    }
}
