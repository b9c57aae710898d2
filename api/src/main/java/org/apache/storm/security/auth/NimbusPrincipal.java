// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.security.auth;

import java.security.Principal;

/** Nimbus itself, when it reads and writes blobs of its own accord. */
public class NimbusPrincipal implements Principal {

    /** The class name, which no user has. */
    @Override
    public String getName() {
        return NimbusPrincipal.class.getName();
    }
}
