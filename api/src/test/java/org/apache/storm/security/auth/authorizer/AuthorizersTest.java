// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.security.auth.authorizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.security.AccessControlException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.security.auth.Subject;
import org.apache.storm.Config;
import org.apache.storm.security.auth.FixedGroupsMapping;
import org.apache.storm.security.auth.IAuthorizer;
import org.apache.storm.security.auth.KerberosPrincipalToLocal;
import org.apache.storm.security.auth.ReqContext;
import org.apache.storm.security.auth.SingleUserPrincipal;
import org.apache.storm.security.auth.X509CertOrKerberosPrincipalToLocal;
import org.apache.storm.security.auth.X509CertPrincipalToLocal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("removal") // what Apache Storm throws
class AuthorizersTest {
    private static final Map<String, Object> TOPOLOGY = Map.of(Config.TOPOLOGY_USERS, List.of("owner"), Config.TOPOLOGY_GROUPS, List.of("team"),
        Config.TOPOLOGY_READONLY_USERS, List.of("guest"));

    private final Map<String, Object> conf = new HashMap<>();

    @BeforeEach
    void configure() {
        conf.put(Config.STORM_GROUP_MAPPING_SERVICE_PROVIDER_PLUGIN, FixedGroupsMapping.class.getName());
        conf.put(Config.STORM_GROUP_MAPPING_SERVICE_PARAMS, Map.of(FixedGroupsMapping.STORM_FIXED_GROUP_MAPPING,
            Map.of("mate", List.of("team"), "chief", List.of("wheel"))));
        conf.put(Config.NIMBUS_ADMINS, List.of("admin"));
        conf.put(Config.NIMBUS_ADMINS_GROUPS, List.of("wheel"));
        conf.put(Config.NIMBUS_SUPERVISOR_USERS, List.of("supervisor"));
        conf.put(Config.NIMBUS_DAEMON_USERS, List.of("nimbus"));
    }

    private static ReqContext by(String user) {
        Subject subject = new Subject();
        if (user != null) {
            subject.getPrincipals().add(new SingleUserPrincipal(user));
        }
        return new ReqContext(subject);
    }

    private String allowed(IAuthorizer authorizer, String operation) {
        authorizer.prepare(conf);
        StringBuilder users = new StringBuilder();
        for (String user : new String[] {"admin", "chief", "supervisor", "nimbus", "owner", "mate", "guest", "eve", null}) {
            if (authorizer.permit(by(user), operation, TOPOLOGY)) {
                users.append(users.isEmpty() ? "" : " ").append(user);
            }
        }
        return users.toString();
    }

    @Test
    void nimbusServesEachAsTheyMay() {
        assertEquals("admin chief nimbus owner mate guest eve", allowed(new SimpleACLAuthorizer(), "submitTopology"));
        assertEquals("admin chief owner mate", allowed(new SimpleACLAuthorizer(), "killTopology"));
        assertEquals("admin chief owner mate guest", allowed(new SimpleACLAuthorizer(), "getTopologyInfo"));
        assertEquals("admin chief supervisor", allowed(new SimpleACLAuthorizer(), "getSupervisorAssignments"));
        assertEquals("admin chief", allowed(new SimpleACLAuthorizer(), "noSuchOperation"));
        conf.put(Config.NIMBUS_USERS, List.of("eve"));
        conf.put(Config.NIMBUS_GROUPS, List.of("team"));
        assertEquals("admin chief mate eve", allowed(new SimpleACLAuthorizer(), "submitTopology"));
        assertEquals("admin chief owner mate", allowed(new SimpleACLAuthorizer(), "killTopology"));
    }

    @Test
    void groupsAloneKeepOthersOut() {
        conf.put(Config.NIMBUS_GROUPS, List.of("team"));
        assertEquals("admin chief mate", allowed(new SimpleACLAuthorizer(), "submitTopology"));
        assertEquals("admin chief mate", allowed(new SimpleACLAuthorizer(), "getNimbusConf"));
    }

    @Test
    void membersOfGroupsThatMayReadMayDoNothingElse() {
        SimpleACLAuthorizer authorizer = new SimpleACLAuthorizer();
        authorizer.prepare(conf);
        Map<String, Object> topology = Map.of(Config.TOPOLOGY_READONLY_GROUPS, List.of("team"));
        assertTrue(authorizer.permit(by("mate"), "getTopologyInfo", topology));
        assertFalse(authorizer.permit(by("mate"), "killTopology", topology));
        assertFalse(authorizer.permit(by("eve"), "getTopologyInfo", topology));
    }

    @Test
    void aSupervisorServesNimbusAndItsTopologies() {
        assertEquals("admin chief nimbus", allowed(new SupervisorSimpleACLAuthorizer(), "sendSupervisorAssignments"));
        assertEquals("admin chief owner mate", allowed(new SupervisorSimpleACLAuthorizer(), "getLocalAssignmentForStorm"));
    }

    @Test
    void theSimplestOnesDoAsTheyAreNamed() {
        assertEquals("", allowed(new DenyAuthorizer(), "anything"));
        assertTrue(allowed(new NoopAuthorizer(), "anything").endsWith("eve null"));
        conf.put(SimpleWhitelistAuthorizer.WHITELIST_USERS_CONF, List.of("guest"));
        assertEquals("guest", allowed(new SimpleWhitelistAuthorizer(), "anything"));
    }

    @Test
    void impersonationNeedsAnEntryAHostAndAGroup() throws Exception {
        conf.put(Config.NIMBUS_IMPERSONATION_ACL, Map.of("gateway", Map.of("hosts", List.of("127.0.0.1"), "groups", List.of("team")),
            "root", Map.of("hosts", List.of("*"), "groups", List.of("*"))));
        IAuthorizer authorizer = new ImpersonationAuthorizer();
        authorizer.prepare(conf);
        assertTrue(acts(authorizer, "gateway", "mate", "127.0.0.1"));
        assertFalse(acts(authorizer, "gateway", "mate", "10.1.2.3"));
        assertFalse(acts(authorizer, "gateway", "eve", "127.0.0.1"));
        assertTrue(acts(authorizer, "root", "eve", "10.1.2.3"));
        assertFalse(acts(authorizer, "eve", "owner", "127.0.0.1"));
        assertTrue(acts(authorizer, null, "eve", "10.1.2.3"));
    }

    private static boolean acts(IAuthorizer authorizer, String real, String as, String from) throws Exception {
        ReqContext context = by(as);
        context.setRemoteAddress(InetAddress.getByName(from));
        if (real != null) {
            context.setRealPrincipal(new SingleUserPrincipal(real));
        }
        return authorizer.permit(context, "submitTopology", Map.of());
    }

    @Test
    void drpcFunctionsAreForThoseWhomTheyName() {
        conf.put(Config.DRPC_AUTHORIZER_ACL, Map.of("f", Map.of("client.users", List.of("owner"), "invocation.user", "mate")));
        for (boolean strict : new boolean[] {false, true}) {
            conf.put(Config.DRPC_AUTHORIZER_ACL_STRICT, strict);
            IAuthorizer authorizer = new DRPCSimpleACLAuthorizer();
            authorizer.prepare(conf);
            assertTrue(authorizer.permit(by("owner"), "execute", Map.of("function.name", "f")));
            assertFalse(authorizer.permit(by("mate"), "execute", Map.of("function.name", "f")));
            assertTrue(authorizer.permit(by("mate"), "fetchRequest", Map.of("function.name", "f")));
            assertFalse(authorizer.permit(by("owner"), "result", Map.of("function.name", "f")));
            assertEquals(!strict, authorizer.permit(by("eve"), "execute", Map.of("function.name", "g")));
            assertFalse(authorizer.permit(by("owner"), "execute", Map.of()));
            assertFalse(authorizer.permit(by("owner"), "destroy", Map.of("function.name", "f")));
        }
    }

    @Test
    void namesBecomeUsers() {
        assertEquals("alice", new KerberosPrincipalToLocal().toLocal("alice/host@REALM"));
        assertEquals("alice", new KerberosPrincipalToLocal().toLocal("alice@REALM"));
        X509CertPrincipalToLocal certificate = new X509CertPrincipalToLocal();
        assertTrue(assertThrows(IllegalStateException.class, () -> certificate.prepare(Map.of())).getMessage()
            .contains(X509CertPrincipalToLocal.X509_CERT_PRINCIPAL_TO_LOCAL_REGEX));
        certificate.prepare(Map.of(X509CertPrincipalToLocal.X509_CERT_PRINCIPAL_TO_LOCAL_REGEX, "^(\\w+)-role$"));
        assertEquals("alice", certificate.toLocal("O=example,CN=alice-role,C=CH"));
        for (String refused : List.of("CN=alice", "OU=alice-role", "alice-role", "cn=alice-role", "")) {
            assertThrows(AccessControlException.class, () -> certificate.toLocal(refused), refused);
        }
        X509CertOrKerberosPrincipalToLocal either = new X509CertOrKerberosPrincipalToLocal();
        either.prepare(Map.of(X509CertPrincipalToLocal.X509_CERT_PRINCIPAL_TO_LOCAL_REGEX, "(.*)"));
        assertEquals("al, ice", either.toLocal("CN=\"al, ice\",O=x"));
        assertEquals("alice", either.toLocal("alice@REALM"));
    }
}
