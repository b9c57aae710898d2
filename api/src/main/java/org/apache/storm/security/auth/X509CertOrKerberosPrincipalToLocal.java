// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.security.auth;

import java.util.Map;

/** Treats a name as a certificate's if it looks like a distinguished name ({@code KEY=value}), else as a Kerberos principal. */
public class X509CertOrKerberosPrincipalToLocal implements IPrincipalToLocal {
    private final X509CertPrincipalToLocal certificate = new X509CertPrincipalToLocal();
    private final KerberosPrincipalToLocal kerberos = new KerberosPrincipalToLocal();

    @Override
    public void prepare(Map<String, Object> topoConf) {
        certificate.prepare(topoConf);
        kerberos.prepare(topoConf);
    }

    @Override
    public String toLocal(String principalName) {
        if (principalName == null) {
            return null;
        }
        return principalName.contains("=") ? certificate.toLocal(principalName) : kerberos.toLocal(principalName);
    }
}
