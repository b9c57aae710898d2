// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.utils;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.junit.jupiter.api.Test;

class SecurityUtilsTest {
    @Test
    void theEndingOfAKeyStoresNameTellsItsType() {
        for (String name : List.of("a.p12", "a.pfx", "a.PKCS12")) {
            assertEquals("PKCS12", SecurityUtils.inferKeyStoreTypeFromPath(name));
        }
        assertEquals("JKS", SecurityUtils.inferKeyStoreTypeFromPath("/etc/a.jks"));
        assertNull(SecurityUtils.inferKeyStoreTypeFromPath("a.pem"));
        assertNull(SecurityUtils.inferKeyStoreTypeFromPath(null));
    }
}
