// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.blobstore;

import java.io.IOException;
import java.security.Principal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.security.auth.Subject;
import org.apache.storm.Config;
import org.apache.storm.generated.AccessControl;
import org.apache.storm.generated.AccessControlType;
import org.apache.storm.generated.AuthorizationException;
import org.apache.storm.generated.SettableBlobMeta;
import org.apache.storm.security.auth.ClientAuthUtils;
import org.apache.storm.security.auth.IGroupMappingServiceProvider;
import org.apache.storm.security.auth.IPrincipalToLocal;
import org.apache.storm.security.auth.NimbusPrincipal;
import org.apache.storm.utils.ObjectReader;
import org.apache.storm.utils.WrappedAuthorizationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides who may read, write and administer a blob by its list of rights, written {@code u:NAME:rwa} for a user and
 * {@code o::rwa} for everyone else. Nothing is refused unless {@link Config#STORM_BLOBSTORE_ACL_VALIDATION_ENABLED}. Any thread
 * may use it once constructed.
 */
public class BlobStoreAclHandler {
    public static final Logger LOG = LoggerFactory.getLogger(BlobStoreAclHandler.class);
    public static final int READ = 0x01;
    public static final int WRITE = 0x02;
    public static final int ADMIN = 0x04;
    public static final List<AccessControl> WORLD_EVERYTHING = List.of(new AccessControl(AccessControlType.OTHER, READ | WRITE | ADMIN));
    public static final List<AccessControl> DEFAULT = new ArrayList<>();

    private static final int ALL = READ | WRITE | ADMIN;
    private static final String LETTERS = "rwa";

    private final boolean enforced;
    private final IPrincipalToLocal toLocal;
    private final IGroupMappingServiceProvider groups;
    private final Set<String> supervisors;
    private final Set<String> admins;
    private final Set<String> adminGroups;

    public BlobStoreAclHandler(Map<String, Object> conf) {
        enforced = ObjectReader.getBoolean(conf.get(Config.STORM_BLOBSTORE_ACL_VALIDATION_ENABLED), false);
        toLocal = ClientAuthUtils.getPrincipalToLocalPlugin(conf);
        groups = ClientAuthUtils.getGroupMappingServiceProviderPlugin(conf);
        supervisors = new HashSet<>(ObjectReader.getStrings(conf.get(Config.NIMBUS_SUPERVISOR_USERS)));
        admins = new HashSet<>(ObjectReader.getStrings(conf.get(Config.NIMBUS_ADMINS)));
        adminGroups = new HashSet<>(ObjectReader.getStrings(conf.get(Config.NIMBUS_ADMINS_GROUPS)));
    }

    /** Reads one right, as {@code u:alice:rw-}; the type may be left out for a user. */
    public static AccessControl parseAccessControl(String str) {
        String[] parts = str.trim().split(":", -1);
        if (parts.length < 2 || parts.length > 3) {
            throw malformed(str);
        }
        AccessControlType type = parts.length == 2 ? AccessControlType.USER : parseType(parts[0], str);
        AccessControl result = new AccessControl(type, parseAccess(parts[parts.length - 1], str));
        result.set_name(parts[parts.length - 2]);
        return result;
    }

    private static AccessControlType parseType(String type, String whole) {
        return switch (type) {
            case "u", "user" -> AccessControlType.USER;
            case "", "o", "other" -> AccessControlType.OTHER;
            default -> throw malformed(whole);
        };
    }

    private static int parseAccess(String access, String whole) {
        int result = 0;
        for (char c : access.toCharArray()) {
            if (c != '-') {
                if (LETTERS.indexOf(c) < 0) {
                    throw malformed(whole);
                }
                result |= 1 << LETTERS.indexOf(c);
            }
        }
        return result;
    }

    private static IllegalArgumentException malformed(String str) {
        return new IllegalArgumentException("\"" + str + "\" is not a right to a blob; it must be u:NAME:rwa or o::rwa, with any of r, w, a or -");
    }

    /** What {@link #parseAccessControl} reads. */
    public static String accessControlToString(AccessControl ac) {
        String type = ac.get_type() == AccessControlType.USER ? "u:" : "o:";
        return type + (ac.get_name() == null ? "" : ac.get_name()) + ":" + letters(ac.get_access());
    }

    private static String letters(int access) {
        StringBuilder result = new StringBuilder();
        for (int i = 0; i < LETTERS.length(); i++) {
            result.append((access & 1 << i) != 0 ? LETTERS.charAt(i) : '-');
        }
        return result.toString();
    }

    /** Refuses a list in which a user appears twice. */
    public static void validateSettableACLs(String key, List<AccessControl> acls) throws AuthorizationException {
        Set<String> seen = new HashSet<>();
        for (AccessControl acl : acls) {
            if (acl.get_type() == AccessControlType.USER && !seen.add(acl.get_name())) {
                throw new WrappedAuthorizationException("User \"" + acl.get_name() + "\" appears more than once in the rights to blob \"" + key
                    + "\"; name each user once");
            }
        }
    }

    /** Whether the caller is one whom no list of rights holds up: Nimbus, an administrator, or a supervisor that reads. */
    public boolean checkForValidUsers(Subject who, int mask) {
        return isNimbus(who) || isAdmin(who) || isSupervisor(who, mask);
    }

    private static boolean isNimbus(Subject who) {
        return who != null && who.getPrincipals().stream().anyMatch(NimbusPrincipal.class::isInstance);
    }

    private boolean isAdmin(Subject who) {
        for (String user : users(who)) {
            if (admins.contains(user) || isInAdminGroup(user)) {
                return true;
            }
        }
        return false;
    }

    private boolean isInAdminGroup(String user) {
        if (adminGroups.isEmpty() || groups == null) {
            return false;
        }
        try {
            return groups.getGroups(user).stream().anyMatch(adminGroups::contains);
        } catch (IOException e) {
            LOG.warn("Cannot tell the groups of user {}, taking it for no administrator", user, e);
            return false;
        }
    }

    private boolean isSupervisor(Subject who, int mask) {
        return mask == READ && users(who).stream().anyMatch(supervisors::contains);
    }

    private Set<String> users(Subject who) {
        Set<String> result = new TreeSet<>();
        if (who != null) {
            for (Principal principal : who.getPrincipals()) {
                String user = toLocal.toLocal(principal);
                if (user != null) {
                    result.add(user);
                }
            }
        }
        return result;
    }

    /** Refuses a caller who has no right to a blob at all. */
    public void validateUserCanReadMeta(List<AccessControl> acl, Subject who, String key) throws AuthorizationException {
        hasAnyPermissions(acl, ALL, who, key);
    }

    /** Refuses a caller who has none of the rights in {@code mask}. */
    public void hasAnyPermissions(List<AccessControl> acl, int mask, Subject who, String key) throws AuthorizationException {
        if (enforced && !checkForValidUsers(who, mask) && (rights(acl, users(who)) & mask) == 0) {
            throw refusal(who, mask, "any of " + letters(mask), key);
        }
    }

    /** Refuses a caller who lacks one of the rights in {@code mask}. */
    public void hasPermissions(List<AccessControl> acl, int mask, Subject who, String key) throws AuthorizationException {
        if (enforced && !checkForValidUsers(who, mask) && (rights(acl, users(who)) & mask) != mask) {
            throw refusal(who, mask, letters(mask), key);
        }
    }

    private static int rights(List<AccessControl> acl, Set<String> users) {
        int result = 0;
        for (AccessControl each : acl) {
            if (each.get_type() == AccessControlType.OTHER || users.contains(each.get_name())) {
                result |= each.get_access();
            }
        }
        return result;
    }

    private AuthorizationException refusal(Subject who, int mask, String wanted, String key) {
        return new WrappedAuthorizationException("User " + users(who) + " has not the access " + wanted + " to blob \"" + key + "\"");
    }

    /** Completes a blob's rights: its creator has those in {@code opMask}; everyone has all if nobody is known to create it. */
    public void normalizeSettableBlobMeta(String key, SettableBlobMeta meta, Subject who, int opMask) {
        List<AccessControl> acls = new ArrayList<>();
        if (meta.is_set_acl()) {
            acls.addAll(meta.get_acl());
        }
        Set<String> users = users(who);
        if (isNimbus(who)) {
            users.clear();
        }
        for (String user : users) {
            grant(acls, user, opMask);
        }
        if (users.isEmpty() && !isNimbus(who) && acls.stream().noneMatch(BlobStoreAclHandler::isWorldEverything)) {
            acls.addAll(WORLD_EVERYTHING);
        }
        meta.set_acl(acls);
    }

    private static boolean isWorldEverything(AccessControl acl) {
        return acl.get_type() == AccessControlType.OTHER && acl.get_access() == ALL;
    }

    private static void grant(List<AccessControl> acls, String user, int access) {
        for (int i = 0; i < acls.size(); i++) {
            AccessControl each = acls.get(i);
            if (each.get_type() == AccessControlType.USER && user.equals(each.get_name())) {
                AccessControl wider = new AccessControl(each);
                wider.set_access(each.get_access() | access);
                acls.set(i, wider);
                return;
            }
        }
        AccessControl own = new AccessControl(AccessControlType.USER, access);
        own.set_name(user);
        acls.add(own);
    }
}
