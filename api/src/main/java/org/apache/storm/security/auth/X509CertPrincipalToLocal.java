// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.security.auth;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes from a certificate's distinguished name the part that the first group of a regular expression matches: the common name,
 * unless {@link #X509_CERT_PRINCIPAL_TO_LOCAL_REGEX} is set.
 */
public class X509CertPrincipalToLocal implements IPrincipalToLocal {
    public static final String X509_CERT_PRINCIPAL_TO_LOCAL_REGEX = "x509.cert.principal.to.local.regex";
    private static final String COMMON_NAME = "CN=([^,]+)";

    private Pattern pattern = Pattern.compile(COMMON_NAME);

    @Override
    public void prepare(Map<String, Object> topoConf) {
        Object regex = topoConf.get(X509_CERT_PRINCIPAL_TO_LOCAL_REGEX);
        if (regex != null) {
            pattern = Pattern.compile((String) regex);
            if (pattern.matcher("").groupCount() < 1) {
                throw new IllegalArgumentException("Configuration key " + X509_CERT_PRINCIPAL_TO_LOCAL_REGEX + " is \"" + regex
                    + "\"; it must have a group, which matches the user's name, as in " + COMMON_NAME);
            }
        }
    }

    @Override
    public String toLocal(String principalName) {
        if (principalName == null) {
            return null;
        }
        Matcher matcher = pattern.matcher(principalName);
        return matcher.find() ? matcher.group(1) : principalName;
    }
}
