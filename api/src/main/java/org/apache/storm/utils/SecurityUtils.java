// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.utils;

import java.util.Locale;

/** What a key store's file name tells. Stateless. */
public class SecurityUtils {

    /** The type of a key store by the ending of its name, {@code PKCS12} or {@code JKS}; null if the ending tells none, or the path is null. */
    public static String inferKeyStoreTypeFromPath(String path) {
        if (path == null) {
            return null;
        }
        String name = path.toLowerCase(Locale.ROOT);
        if (name.endsWith(".p12") || name.endsWith(".pfx") || name.endsWith(".pkcs12")) {
            return "PKCS12";
        }
        return name.endsWith(".jks") ? "JKS" : null;
    }
}
