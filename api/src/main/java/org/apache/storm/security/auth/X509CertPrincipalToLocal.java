// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.security.auth;

import java.security.AccessControlException;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/**
 * Takes from the common name (CN) of a certificate's distinguished name the part that the first group of a regular expression finds,
 * {@link #X509_CERT_PRINCIPAL_TO_LOCAL_REGEX}. A certificate that it finds nothing in is refused.
 */
@SuppressWarnings("removal") // what Apache Storm throws and users catch
public class X509CertPrincipalToLocal implements IPrincipalToLocal {
    public static final String X509_CERT_PRINCIPAL_TO_LOCAL_REGEX = "x509.cert.principal.to.local.regex";
    private Pattern pattern;

    @Override
    public void prepare(Map<String, Object> topoConf) {
        if (!(topoConf.get(X509_CERT_PRINCIPAL_TO_LOCAL_REGEX) instanceof String regex)) {
            throw new IllegalStateException("Configuration key " + X509_CERT_PRINCIPAL_TO_LOCAL_REGEX
                + " is not set; it must be a regular expression whose first group is the user's name in a certificate's CN, such as (.*)");
        }
        pattern = Pattern.compile(regex);
    }

    /** @throws AccessControlException if the name is no distinguished name, has no CN, or its CN is not of the form asked for */
    @Override
    public String toLocal(String principalName) {
        if (principalName == null) {
            return null;
        }
        Matcher matcher = pattern.matcher(commonName(principalName));
        if (matcher.find() && matcher.groupCount() > 0 && matcher.group(1) != null) {
            return matcher.group(1);
        }
        throw new AccessControlException("Invalid principal " + principalName);
    }

    private static String commonName(String principalName) {
        try {
            List<Rdn> parts = new LdapName(principalName).getRdns(); // from right to left
            for (int i = parts.size() - 1; i >= 0; i--) {
                Attribute name = parts.get(i).toAttributes().get("CN");
                if (name != null && name.getID().equals("CN")) {
                    return String.valueOf(name.get());
                }
            }
        } catch (NamingException e) {
            throw new AccessControlException(principalName + " is not a valid X500 distinguished name");
        }
        throw new AccessControlException("Invalid principal " + principalName);
    }
}
