// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.security.auth.tls;

import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Which hosts a certificate is for: its alternative names of type DNS and IP. Stateless. */
public final class HostNames {
    private static final Set<Integer> DNS_AND_IP = Set.of(2, 7);

    private HostNames() {
    }

    /** The hosts that the key of a store may serve as; empty if its certificate names none. */
    public static Set<String> of(KeyStore store) {
        Set<String> names = new TreeSet<>();
        try {
            for (String alias : Collections.list(store.aliases())) {
                if (store.isKeyEntry(alias) && store.getCertificate(alias) instanceof X509Certificate certificate) {
                    Collection<List<?>> all = certificate.getSubjectAlternativeNames();
                    for (List<?> name : all == null ? List.<List<?>>of() : all) {
                        if (DNS_AND_IP.contains(name.get(0))) {
                            names.add(name.get(1).toString().toLowerCase(Locale.ROOT));
                        }
                    }
                }
            }
        } catch (KeyStoreException | CertificateParsingException e) {
            throw new IllegalArgumentException("the names in a certificate cannot be read: " + e.getMessage(), e);
        }
        return names;
    }

    /** Whether one of the names is the host, or has a star for its first part. */
    public static boolean cover(Set<String> names, String host) {
        String asked = host.toLowerCase(Locale.ROOT);
        int dot = asked.indexOf('.');
        return names.contains(asked) || dot > 0 && names.contains("*" + asked.substring(dot));
    }
}
