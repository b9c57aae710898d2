// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.security.auth.sasl;

import java.util.Optional;

/** Knows users' passwords, for a server. Asked by its selector thread. */
public interface PasswordProvider {

    /** The password of a user; empty for one that is not known. */
    Optional<char[]> getPasswordFor(String user);

    /** Whether users known here may act as others. */
    default boolean isImpersonationAllowed() {
        return true;
    }

    /** The name that somebody known here goes by. */
    default String userName(String userName) {
        return userName;
    }
}
