// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.security.auth;

import java.util.Map;

/** Takes a caller's name as it is. */
public class DefaultPrincipalToLocal implements IPrincipalToLocal {

    @Override
    public void prepare(Map<String, Object> topoConf) {
    }

    @Override
    public String toLocal(String principalName) {
        return principalName;
    }
}
