// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.security.auth.authorizer;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.storm.security.auth.IAuthorizer;
import org.apache.storm.security.auth.ReqContext;
import org.apache.storm.utils.ObjectReader;

/** Allows everything to the users that {@link #WHITELIST_USERS_CONF} lists, and nothing to others. */
public class SimpleWhitelistAuthorizer implements IAuthorizer {
    public static final String WHITELIST_USERS_CONF = "storm.auth.simple-white-list.users";

    protected Set<String> users = new HashSet<>();

    @Override
    public void prepare(Map<String, Object> conf) {
        users = new HashSet<>(ObjectReader.getStrings(conf.get(WHITELIST_USERS_CONF)));
    }

    @Override
    public boolean permit(ReqContext context, String operation, Map<String, Object> topoConf) {
        return context.principal() != null && users.contains(context.principal().getName());
    }
}
