// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.apache.curator.framework.api.ACLProvider;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Id;
import org.apache.zookeeper.server.auth.DigestAuthenticationProvider;

/**
 * Who may do what with the nodes that a process creates in ZooKeeper: the process itself, as it authenticates by {@code storm.zookeeper.auth.*}, and
 * {@code storm.zookeeper.superACL}; without either, everybody. Parsed at start; immutable; asked by any thread.
 */
final class ZooKeeperAcls implements ACLProvider {
    static final String SUPER_ACL = "storm.zookeeper.superACL";
    private static final String SCHEME = "storm.zookeeper.auth.scheme";
    private static final String PAYLOAD = "storm.zookeeper.auth.payload";
    private static final String DIGEST = "digest";
    private static final Set<String> SUPER_SCHEMES = Set.of(DIGEST, "sasl", "x509");
    private static final String SUPER_FORM = "SCHEME:ID, as sasl:storm or digest:USER:HASH, of somebody who may do everything";

    private final List<ACL> created;
    /** The same as ZooKeeper stores it, where that is known. */
    private final List<ACL> stored;

    private ZooKeeperAcls(List<ACL> created, List<ACL> stored) {
        // ZooKeeper asks lists whether they contain null, which immutable ones do not bear.
        this.created = Collections.unmodifiableList(new ArrayList<>(created));
        this.stored = List.copyOf(stored);
    }

    /**
     * Parses.
     *
     * @param superAcl of {@code storm.zookeeper.superACL}, or null
     * @throws IllegalArgumentException in one line, if half of what is needed is missing
     */
    static ZooKeeperAcls of(String scheme, String payload, String superAcl) {
        boolean hasScheme = scheme != null && !scheme.isBlank();
        boolean hasPayload = payload != null && !payload.isBlank();
        boolean hasSuper = superAcl != null && !superAcl.isBlank();
        if (hasScheme && !hasPayload) {
            throw new IllegalArgumentException("configuration " + PAYLOAD + " is not set; it must be what " + SCHEME + " " + scheme
                + " authenticates with, as USER:PASSWORD: without it all nodes in ZooKeeper would be open");
        }
        if (hasPayload && !hasScheme) {
            throw new IllegalArgumentException("configuration " + SCHEME + " is not set; it must be digest, since " + PAYLOAD
                + " is set: without it all nodes in ZooKeeper would be open");
        }
        if (hasScheme && scheme.equals(DIGEST) && payload.indexOf(':') < 1) {
            throw new IllegalArgumentException("configuration " + PAYLOAD + " is not of the form USER:PASSWORD, as it must be with " + SCHEME + " digest");
        }
        List<ACL> created = new ArrayList<>();
        List<ACL> stored = new ArrayList<>();
        if (hasScheme) {
            created.addAll(ZooDefs.Ids.CREATOR_ALL_ACL);
            if (scheme.equals(DIGEST)) {
                stored.add(new ACL(ZooDefs.Perms.ALL, new Id(DIGEST, digest(payload))));
            }
        }
        if (hasSuper) {
            ACL all = superAcl(superAcl.strip());
            if (!hasScheme && !all.getId().getScheme().equals("sasl")) {
                throw new IllegalArgumentException("configuration " + SUPER_ACL + " is " + all.getId().getScheme() + ":..., but " + SCHEME + " and " + PAYLOAD
                    + " are not set: this process could not use its own nodes; set them");
            }
            created.add(all);
            stored.add(all);
        }
        return new ZooKeeperAcls(created.isEmpty() ? ZooDefs.Ids.OPEN_ACL_UNSAFE : created, stored);
    }

    private static ACL superAcl(String text) {
        int colon = text.indexOf(':');
        String scheme = colon < 0 ? "" : text.substring(0, colon);
        if (!SUPER_SCHEMES.contains(scheme) || colon == text.length() - 1) {
            throw ConfigReader.wrong(SUPER_ACL, text, SUPER_FORM);
        }
        return new ACL(ZooDefs.Perms.ALL, new Id(scheme, text.substring(colon + 1)));
    }

    private static String digest(String payload) {
        try {
            return DigestAuthenticationProvider.generateDigest(payload);
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-1, which ZooKeeper's digests are of", e);
        }
    }

    /** Whether nodes are for some only. */
    boolean isClosed() {
        return !created.equals(ZooDefs.Ids.OPEN_ACL_UNSAFE);
    }

    /**
     * Whether a node lets others in than this process's nodes do. Who the creator was cannot be told from every scheme; that everybody may do
     * something always can.
     */
    boolean isTooOpen(List<ACL> acl) {
        boolean allKnown = !stored.isEmpty();
        return isClosed() && acl.stream().anyMatch(one -> one.getId().equals(ZooDefs.Ids.ANYONE_ID_UNSAFE)
            || allKnown && created.stream().noneMatch(own -> own.getId().getScheme().equals("sasl")) && !stored.contains(one));
    }

    @Override
    public List<ACL> getDefaultAcl() {
        return created;
    }

    @Override
    public List<ACL> getAclForPath(String path) {
        return created;
    }
}
