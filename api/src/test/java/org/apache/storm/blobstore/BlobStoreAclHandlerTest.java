// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.blobstore;

import static org.apache.storm.blobstore.BlobStoreAclHandler.ADMIN;
import static org.apache.storm.blobstore.BlobStoreAclHandler.READ;
import static org.apache.storm.blobstore.BlobStoreAclHandler.WRITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.security.auth.Subject;
import org.apache.storm.Config;
import org.apache.storm.generated.AccessControl;
import org.apache.storm.generated.AuthorizationException;
import org.apache.storm.generated.SettableBlobMeta;
import org.apache.storm.security.auth.NimbusPrincipal;
import org.apache.storm.security.auth.SingleUserPrincipal;
import org.junit.jupiter.api.Test;

class BlobStoreAclHandlerTest {

    private static BlobStoreAclHandler handler(boolean enforced) {
        Map<String, Object> conf = new HashMap<>();
        conf.put(Config.STORM_BLOBSTORE_ACL_VALIDATION_ENABLED, enforced);
        conf.put(Config.NIMBUS_ADMINS, List.of("admin"));
        conf.put(Config.NIMBUS_SUPERVISOR_USERS, List.of("supervisor"));
        return new BlobStoreAclHandler(conf);
    }

    private static Subject user(String name) {
        Subject subject = new Subject();
        subject.getPrincipals().add(new SingleUserPrincipal(name));
        return subject;
    }

    private static List<AccessControl> acl(String... rights) {
        List<AccessControl> acl = new ArrayList<>();
        for (String right : rights) {
            acl.add(BlobStoreAclHandler.parseAccessControl(right));
        }
        return acl;
    }

    private static boolean may(BlobStoreAclHandler handler, List<AccessControl> acl, int mask, Subject who) {
        try {
            handler.hasPermissions(acl, mask, who, "key");
            return true;
        } catch (AuthorizationException e) {
            return false;
        }
    }

    @Test
    void rightsAreReadAndWritten() {
        for (String right : List.of("u:bob:rw-", "o::r--", "u:bob:---", "o::rwa")) {
            assertEquals(right, BlobStoreAclHandler.accessControlToString(BlobStoreAclHandler.parseAccessControl(right)));
        }
        assertEquals(acl("u:bob:rwa"), acl("user:bob:rwa"));
        assertEquals(acl("u:bob:rwa"), acl("bob:awr"));
        assertEquals(acl("o::r"), acl("other::r"));
        for (String wrong : List.of("", "r", "x:bob:r", "u:bob:q", "u:b:o:r")) {
            assertThrows(IllegalArgumentException.class, () -> BlobStoreAclHandler.parseAccessControl(wrong), wrong);
        }
    }

    @Test
    void nothingIsRefusedUnlessEnforced() {
        assertTrue(may(handler(false), acl(), READ | WRITE | ADMIN, null));
    }

    @Test
    void theListDecides() {
        BlobStoreAclHandler handler = handler(true);
        assertTrue(may(handler, acl("u:bob:rw"), READ | WRITE, user("bob")));
        assertEquals(false, may(handler, acl("u:bob:rw"), ADMIN, user("bob")));
        assertEquals(false, may(handler, acl("u:bob:rw"), READ, user("eve")));
        assertTrue(may(handler, acl("u:bob:rw", "o::r"), READ, null));
        assertEquals(false, may(handler, acl("o::r"), WRITE, null));
    }

    @Test
    void nimbusAdministratorsAndReadingSupervisorsPass() {
        BlobStoreAclHandler handler = handler(true);
        Subject nimbus = new Subject();
        nimbus.getPrincipals().add(new NimbusPrincipal());
        assertTrue(may(handler, acl(), ADMIN, nimbus));
        assertTrue(may(handler, acl(), ADMIN, user("admin")));
        assertTrue(may(handler, acl(), READ, user("supervisor")));
        assertEquals(false, may(handler, acl(), WRITE, user("supervisor")));
    }

    @Test
    void anyRightSufficesToSeeMetadata() throws Exception {
        BlobStoreAclHandler handler = handler(true);
        handler.validateUserCanReadMeta(acl("u:bob:a"), user("bob"), "key");
        AuthorizationException e = assertThrows(AuthorizationException.class,
            () -> handler.validateUserCanReadMeta(acl("u:bob:-"), user("bob"), "key"));
        assertTrue(e.getMessage().contains("[bob]") && e.getMessage().contains("\"key\""), e.getMessage());
    }

    @Test
    void aCreatorHasEveryRightAndABlobOfNobodysIsEverybodys() {
        assertEquals(List.of("u:bob:rwa"), normalized(user("bob")));
        assertEquals(List.of("u:bob:rwa"), normalized(user("bob"), "u:bob:r"));
        assertEquals(List.of("o::r--", "u:bob:rwa"), normalized(user("bob"), "o::r"));
        assertEquals(List.of("o::rwa"), normalized(null));
        assertEquals(List.of("u:al:r--", "o::rwa"), normalized(null, "u:al:r"));
        assertEquals(List.of("o::rwa"), normalized(null, "o::rwa"));
    }

    private static List<String> normalized(Subject who, String... rights) {
        SettableBlobMeta meta = new SettableBlobMeta(acl(rights));
        handler(false).normalizeSettableBlobMeta("key", meta, who, READ | WRITE | ADMIN);
        return meta.get_acl().stream().map(BlobStoreAclHandler::accessControlToString).toList();
    }
}
