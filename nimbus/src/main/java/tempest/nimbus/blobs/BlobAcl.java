// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus.blobs;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.storm.generated.AccessControl;
import org.apache.storm.generated.AccessControlType;
import org.apache.storm.generated.AuthorizationException;
import org.apache.storm.generated.SettableBlobMeta;

/**
 * Who may do what with a blob. Immutable, any thread. Where lists do not count everyone may do everything, and they are only kept. A user is a name on
 * this cluster, or null for a caller whom the transport does not know, who has what lists give to others.
 *
 * @param enforced whether lists count
 * @param admins   users who may do everything
 * @param readers  users who may read everything, as supervisors must
 * @param isAdmin  tells whether a user may do everything by being in a group
 */
public record BlobAcl(boolean enforced, Set<String> admins, Set<String> readers, Predicate<String> isAdmin) {
    static final int READ = 0x01;
    static final int WRITE = 0x02;
    static final int ADMIN = 0x04;

    public BlobAcl(boolean enforced, Set<String> admins) {
        this(enforced, admins, Set.of(), user -> false);
    }

    void check(String key, SettableBlobMeta meta, int wanted, String user) throws AuthorizationException {
        if (enforced && !mayDoAll(user, wanted) && (granted(meta, user) & (wanted | ADMIN)) == 0) {
            throw new AuthorizationException("user " + (user == null ? "(unknown)" : user) + " may not " + name(wanted) + " blob '" + key + "'");
        }
    }

    private boolean mayDoAll(String user, int wanted) {
        return user != null && (admins.contains(user) || (wanted & READ) != 0 && readers.contains(user) || isAdmin.test(user));
    }

    /** Metadata is shown to whoever may do anything with the blob. */
    void checkAny(String key, SettableBlobMeta meta, String user) throws AuthorizationException {
        check(key, meta, READ | WRITE | ADMIN, user);
    }

    /** The list for a new blob: its creator must not lock himself out. */
    SettableBlobMeta forCreation(SettableBlobMeta meta, String user) throws AuthorizationException {
        if (meta == null) {
            throw new AuthorizationException("a blob needs metadata with an access list, which may be empty");
        }
        List<AccessControl> list = new ArrayList<>(meta.is_set_acl() ? meta.get_acl() : List.of());
        for (AccessControl entry : list) {
            if (entry.get_type() == AccessControlType.USER && (entry.get_name() == null || entry.get_name().isEmpty())) {
                throw new AuthorizationException("an access list's USER entry has no name");
            }
        }
        if (user != null && list.stream().noneMatch(e -> user.equals(e.get_name()) && (e.get_access() & ADMIN) != 0)) {
            AccessControl own = new AccessControl(AccessControlType.USER, READ | WRITE | ADMIN);
            own.set_name(user);
            list.add(own);
        }
        SettableBlobMeta granted = new SettableBlobMeta(list);
        granted.set_replication_factor(meta.is_set_replication_factor() ? meta.get_replication_factor() : 1);
        return granted;
    }

    private static int granted(SettableBlobMeta meta, String user) {
        int granted = 0;
        for (AccessControl entry : meta.get_acl()) {
            if (entry.get_type() == AccessControlType.OTHER || entry.get_name() != null && entry.get_name().equals(user)) {
                granted |= entry.get_access();
            }
        }
        return granted;
    }

    private static String name(int wanted) {
        return switch (wanted) {
            case READ -> "read";
            case WRITE -> "write";
            case ADMIN -> "administer";
            default -> "look at";
        };
    }
}
