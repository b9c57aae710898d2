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

/**
 * For Nimbus: administrators may do everything, supervisors what they need, users of the cluster may submit and look at it, and the
 * users and groups that a topology names may manage it or, read-only, look at it.
 */
public class SimpleACLAuthorizer implements IAuthorizer {
    protected Set<String> userCommands = Set.of("submitTopology", "fileUpload", "getNimbusConf", "getClusterInfo", "getLeader",
        "isTopologyNameAllowed", "getTopologySummaries", "getTopologySummary", "getTopologySummaryByName", "getSupervisorPageInfo",
        "getOwnerResourceSummaries", "getTopologyHistory");
    protected Set<String> supervisorCommands = Set.of("fileDownload", "processWorkerMetrics", "getSupervisorAssignments",
        "sendSupervisorWorkerHeartbeats", "sendSupervisorWorkerHeartbeat", "getLeader");
    protected Set<String> topoReadOnlyCommands = Set.of("getTopologyConf", "getTopology", "getUserTopology", "getTopologyInfo",
        "getTopologyPageInfo", "getComponentPageInfo", "getWorkerProfileActionExpiry", "getComponentPendingProfileActions", "getLogConfig");
    protected Set<String> topoCommands = Set.of("killTopology", "rebalance", "activate", "deactivate", "uploadNewCredentials", "debug",
        "setLogConfig", "setWorkerProfiler", "startProfiling", "stopProfiling", "dumpProfile", "dumpJstack", "dumpHeap",
        "sendSupervisorWorkerHeartbeat", "getTopologyConf", "getTopology", "getUserTopology", "getTopologyInfo", "getTopologyPageInfo",
        "getComponentPageInfo", "getWorkerProfileActionExpiry", "getComponentPendingProfileActions", "getLogConfig");
    protected Set<String> admins;
    protected Set<String> adminsGroups;
    protected Set<String> supervisors;
    protected Set<String> nimbusUsers;
    protected Set<String> nimbusGroups;
    protected IPrincipalToLocal ptol;
    protected IGroupMappingServiceProvider groupMappingServiceProvider;

    @Override
    public void prepare(Map<String, Object> conf) {
        admins = Members.names(conf, Config.NIMBUS_ADMINS);
        adminsGroups = Members.names(conf, Config.NIMBUS_ADMINS_GROUPS);
        supervisors = Members.names(conf, Config.NIMBUS_SUPERVISOR_USERS);
        nimbusUsers = Members.names(conf, Config.NIMBUS_USERS);
        nimbusGroups = Members.names(conf, Config.NIMBUS_GROUPS);
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
        if (members.isUser(context, supervisors)) {
            return supervisorCommands.contains(operation);
        }
        if (userCommands.contains(operation)) {
            return nimbusUsers.isEmpty() && nimbusGroups.isEmpty()
                || members.isUser(context, nimbusUsers) || members.isInGroup(context, nimbusGroups);
        }
        if (topoCommands.contains(operation) && isNamed(members, context, topoConf, Config.TOPOLOGY_USERS, Config.TOPOLOGY_GROUPS)) {
            return true;
        }
        return topoReadOnlyCommands.contains(operation)
            && isNamed(members, context, topoConf, Config.TOPOLOGY_READONLY_USERS, Config.TOPOLOGY_READONLY_GROUPS);
    }

    private static boolean isNamed(Members members, ReqContext context, Map<String, Object> topoConf, String usersKey, String groupsKey) {
        return members.isUser(context, Members.names(topoConf, usersKey)) || members.isInGroup(context, Members.names(topoConf, groupsKey));
    }
}
