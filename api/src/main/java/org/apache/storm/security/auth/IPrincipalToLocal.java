// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.security.auth;

import java.security.Principal;
import java.util.Map;

/** Turns a caller's name into that of a user of this system; {@link org.apache.storm.Config#STORM_PRINCIPAL_TO_LOCAL_PLUGIN}. */
public interface IPrincipalToLocal {

    /** Called once, before anything else. */
    void prepare(Map<String, Object> conf);

    /** The user's name; null for null. */
    default String toLocal(Principal principal) {
        return principal == null ? null : toLocal(principal.getName());
    }

    /** The user's name; null for null. */
    String toLocal(String principalName);
}
