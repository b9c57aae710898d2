// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.storm.generated.AccessControl;
import org.apache.storm.generated.AccessControlType;
import org.apache.storm.generated.AuthorizationException;
import org.apache.storm.generated.InvalidTopologyException;
import org.apache.storm.generated.RebalanceOptions;
import org.apache.storm.generated.SettableBlobMeta;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.security.auth.ReqContext;
import org.apache.storm.security.auth.SingleUserPrincipal;
import org.apache.storm.thrift.TException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Where callers are known and judged, blobs are their owners', without a further setting. */
class BlobOwnersTest extends NimbusFixture {

    private interface Call<T> {
        T make() throws TException;
    }

    /** What Nimbus itself shows to others. */
    private Path jaas() {
        try {
            return Files.writeString(folder.resolve("jaas.conf"), "StormClient {\n  org.apache.storm.security.auth.digest.DigestLoginModule required\n"
                + "  username=\"nimbus\"\n  password=\"secret\";\n};\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    Map<String, Object> conf() {
        Map<String, Object> conf = super.conf();
        conf.put("nimbus.authorizer", "org.apache.storm.security.auth.authorizer.SimpleACLAuthorizer");
        conf.put("storm.thrift.transport", "org.apache.storm.security.auth.digest.DigestSaslTransportPlugin");
        conf.put("nimbus.thrift.port", 6627);
        conf.put("java.security.auth.login.config", jaas().toString());
        conf.put("nimbus.admins", List.of("admin"));
        conf.put("nimbus.admins.groups", List.of("wheel"));
        conf.put("nimbus.supervisor.users", List.of("supervisor"));
        conf.put("storm.group.mapping.service", "org.apache.storm.security.auth.FixedGroupsMapping");
        conf.put("storm.group.mapping.service.params", Map.of("storm.fixed.group.mapping", Map.of("chief", List.of("wheel"))));
        conf.put("nimbus.impersonation.authorizer", "org.apache.storm.security.auth.authorizer.ImpersonationAuthorizer");
        conf.put("nimbus.impersonation.acl", Map.of("portal", Map.of("hosts", List.of("*"), "groups", List.of("*"))));
        return conf;
    }

    @AfterEach
    void nobody() {
        ReqContext.reset();
    }

    private static <T> T as(String user, Call<T> call) throws TException {
        ReqContext.context().setSubject(user == null ? null : EveryCallIsJudgedTest.as(user).subject());
        return call.make();
    }

    private String create(String user, String key) throws TException {
        return as(user, () -> {
            String session = calls.beginCreateBlob(key, new SettableBlobMeta(List.of()));
            calls.uploadBlobChunk(session, ByteBuffer.wrap(new byte[] {1}));
            calls.finishBlobUpload(session);
            return key;
        });
    }

    private String refusal(String user, Call<?> call) {
        return assertThrows(AuthorizationException.class, () -> as(user, call)).get_msg();
    }

    @Test
    void aBlobIsItsOwnersAndAdministratorsAndSupervisorsReadIt() throws Exception {
        create("ann", "key");
        for (String user : List.of("ann", "admin", "chief", "supervisor")) {
            assertNotNull(as(user, () -> calls.beginBlobDownload("key")), user);
        }
        assertEquals("user ben may not read blob 'key'", refusal("ben", () -> calls.beginBlobDownload("key")));
        assertEquals("user supervisor may not write blob 'key'", refusal("supervisor", () -> calls.beginUpdateBlob("key")));
        assertEquals("user ben may not look at blob 'key'", refusal("ben", () -> calls.getBlobMeta("key")));
        assertEquals("user (unknown) is not allowed to fileDownload", refusal(null, () -> calls.beginBlobDownload("key")));
        assertEquals("user (unknown) is not allowed to fileUpload", refusal(null, () -> calls.beginCreateBlob("other", new SettableBlobMeta(List.of()))));
    }

    @Test
    void nobodyGetsAnothersBlobByWayOfATopology() throws Exception {
        create("ann", "secret");
        String conf = "{\"topology.blobstore.map\": {\"secret\": {\"localname\": \"s\"}}}";
        assertEquals("user ben may not read blob 'secret'", refusal("ben", () -> {
            calls.submitTopology("words", jar(), conf, SampleTopologies.wordCount());
            return null;
        }));
        as("ann", () -> {
            calls.submitTopology("words", jar(), conf, SampleTopologies.wordCount());
            return null;
        });
        String id = as("ann", () -> id("words"));
        assertEquals("user ben may not read blob '" + id + "-stormconf.ser'", refusal("ben", () -> calls.beginBlobDownload(id + "-stormconf.ser")));
        assertEquals("user ben is not allowed to killTopology", refusal("ben", () -> {
            calls.killTopology("words");
            return null;
        }));
    }

    @Test
    void nobodyGetsAnothersBlobByWayOfARebalance() throws Exception {
        create("ann", "secret");
        create("ben", "own");
        as("ben", () -> {
            calls.submitTopology("words", jar(), "{}", SampleTopologies.wordCount());
            return null;
        });
        assertEquals("user ben may not read blob 'secret'", refusal("ben", () -> rebalance("secret")));
        as("ben", () -> rebalance("own"));
    }

    private Object rebalance(String blob) throws TException {
        RebalanceOptions options = new RebalanceOptions();
        options.set_topology_conf_overrides("{\"topology.blobstore.map\": {\"" + blob + "\": {\"localname\": \"s\"}}}");
        calls.rebalance("words", options);
        return null;
    }

    private void submit(String user, String name, List<String> jars, List<String> artifacts) throws TException {
        as(user, () -> {
            StormTopology topology = SampleTopologies.wordCount();
            topology.set_dependency_jars(jars);
            topology.set_dependency_artifacts(artifacts);
            calls.submitTopology(name, jar(), "{}", topology);
            return null;
        });
    }

    @Test
    void nobodyReadsOrDeletesAnothersBlobByWayOfADependency() throws Exception {
        create("ann", "secret");
        as("ann", () -> {
            calls.submitTopology("words", jar(), "{}", SampleTopologies.wordCount());
            return null;
        });
        String code = as("ann", () -> id("words")) + "-stormcode.ser";
        String shared = as("ann", () -> {
            AccessControl others = new AccessControl(AccessControlType.OTHER, 1);
            String session = calls.beginCreateBlob("shared", new SettableBlobMeta(List.of(others)));
            calls.finishBlobUpload(session);
            return "shared";
        });
        for (List<String> dependencies : List.of(List.of("secret"), List.of(shared, "secret"))) {
            assertEquals("user ben may not read blob 'secret'", refusal("ben", () -> {
                submit("ben", "theirs", List.of(), dependencies);
                return null;
            }));
        }
        assertEquals("user ben may not write blob 'shared'", refusal("ben", () -> {
            submit("ben", "theirs", List.of(shared), List.of());
            return null;
        }));
        for (String none : new String[] {code, "no-such", "../x"}) {
            String refusal = assertThrows(InvalidTopologyException.class, () -> submit("admin", "theirs", List.of(none), List.of())).get_msg();
            assertTrue(refusal.startsWith("dependency '" + none + "' of the topology is no blob that a client uploaded for it"), refusal);
        }
        submit("ben", "theirs", List.of(), List.of(shared));
        submit("ann", "ours", List.of("secret"), List.of(shared));
    }

    @Test
    void whoActsAsAnotherNeedsLeaveForIt() throws Exception {
        create("ann", "key");
        ReqContext.context().setRealPrincipal(new SingleUserPrincipal("portal"));
        assertNotNull(as("ann", () -> calls.beginBlobDownload("key")));
        ReqContext.context().setRealPrincipal(new SingleUserPrincipal("ben"));
        String refusal = refusal("ann", () -> calls.beginBlobDownload("key"));
        assertTrue(refusal.startsWith("user ben may not act as ann"), refusal);
        assertTrue(refusal("admin", () -> calls.getClusterInfo()).startsWith("user ben may not act as admin"));
    }

    @Test
    void onlyAnAdministratorIsToldOfAnothersTopologies() throws Exception {
        as("ann", () -> {
            calls.submitTopology("words", jar(), "{}", SampleTopologies.wordCount());
            return null;
        });
        String id = as("ann", () -> id("words"));
        assertEquals(List.of(id), as("admin", () -> calls.getTopologyHistory("ann")).get_topo_ids());
        assertEquals(List.of(), as("ben", () -> calls.getTopologyHistory("ann")).get_topo_ids());
        assertEquals(List.of(), as("ben", () -> calls.getTopologyHistory("")).get_topo_ids());
    }
}
