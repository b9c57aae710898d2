// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.security.auth;

import java.security.Principal;
import java.util.Objects;

/** A user known by name alone. */
public class SingleUserPrincipal implements Principal {
    private final String userName;

    public SingleUserPrincipal(String userName) {
        this.userName = userName;
    }

    @Override
    public boolean equals(Object another) {
        return another instanceof SingleUserPrincipal that && Objects.equals(userName, that.userName);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(userName);
    }

    @Override
    public String getName() {
        return userName;
    }

    @Override
    public String toString() {
        return userName;
    }
}
