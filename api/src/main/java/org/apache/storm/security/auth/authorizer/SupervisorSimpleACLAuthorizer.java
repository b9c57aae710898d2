// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.security.auth.authorizer;

import java.util.Map;
import java.util.Set;
import org.apache.storm.Config;
import org.apache.storm.security.auth.ClientAuthUtils;
import org.apache.storm.security.auth.IAuthorizer;
import org.apache.storm.security.auth.IGroupMappingServiceProvider;
import org.apache.storm.security.auth.IPrincipalToLocal;
import org.apache.storm.security.auth.ReqContext;

/** For a supervisor: administrators may do everything, Nimbus what it needs, and a topology's users what its workers need. */
public class SupervisorSimpleACLAuthorizer implements IAuthorizer {
    protected Set<String> topoCommands = Set.of("getLocalAssignmentForStorm", "sendSupervisorWorkerHeartbeat");
    protected Set<String> nimbusCommands = Set.of("sendSupervisorAssignments");
    protected Set<String> admins;
    protected Set<String> adminsGroups;
    protected Set<String> nimbus;
    protected IPrincipalToLocal ptol;
    protected IGroupMappingServiceProvider groupMappingServiceProvider;

    @Override
    public void prepare(Map<String, Object> conf) {
        admins = Members.names(conf, Config.NIMBUS_ADMINS);
        adminsGroups = Members.names(conf, Config.NIMBUS_ADMINS_GROUPS);
        nimbus = Members.names(conf, Config.NIMBUS_DAEMON_USERS);
        ptol = ClientAuthUtils.getPrincipalToLocalPlugin(conf);
        groupMappingServiceProvider = ClientAuthUtils.getGroupMappingServiceProviderPlugin(conf);
    }

    @Override
    public boolean permit(ReqContext context, String operation, Map<String, Object> topoConf) {
        if (context.principal() == null) {
            return false;
        }
        Members members = new Members(ptol, groupMappingServiceProvider);
        if (members.isUser(context, admins) || members.isInGroup(context, adminsGroups)) {
            return true;
        }
        if (nimbusCommands.contains(operation)) {
            return members.isUser(context, nimbus);
        }
        return topoCommands.contains(operation)
            && (members.isUser(context, Members.names(topoConf, Config.TOPOLOGY_USERS))
                || members.isInGroup(context, Members.names(topoConf, Config.TOPOLOGY_GROUPS)));
    }
}
