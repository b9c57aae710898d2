// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.security.auth;

import java.util.Map;

/** Takes a Kerberos principal's first part: {@code user} of {@code user/host@REALM}. */
public class KerberosPrincipalToLocal implements IPrincipalToLocal {

    @Override
    public void prepare(Map<String, Object> topoConf) {
    }

    @Override
    public String toLocal(String principalName) {
        return principalName == null ? null : principalName.split("[/@]", 2)[0];
    }
}
