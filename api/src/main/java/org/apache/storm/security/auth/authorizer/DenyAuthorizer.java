// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.security.auth.authorizer;

import java.util.Map;
import org.apache.storm.security.auth.IAuthorizer;
import org.apache.storm.security.auth.ReqContext;

/** Allows nothing to anyone. */
public class DenyAuthorizer implements IAuthorizer {

    @Override
    public void prepare(Map<String, Object> conf) {
    }

    @Override
    public boolean permit(ReqContext context, String operation, Map<String, Object> topoConf) {
        return false;
    }
}
