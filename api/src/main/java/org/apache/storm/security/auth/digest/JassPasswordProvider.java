// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.security.auth.digest;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.apache.storm.security.auth.ClientAuthUtils;
import org.apache.storm.security.auth.sasl.PasswordProvider;

/**
 * Knows the passwords of the JAAS section {@code StormServer}: an option {@code user_NAME="PASSWORD"} for each user. Read once, when it is made; immutable.
 */
public class JassPasswordProvider implements PasswordProvider {
    /** A system property with the password of the user {@code super}. */
    public static final String SYSPROP_SUPER_PASSWORD = "storm.SASLAuthenticationProvider.superPassword";
    private static final String USER_PREFIX = "user_";
    private static final String SUPER = "super";

    private final Map<String, char[]> passwords = new HashMap<>();

    /** @throws IOException in one line, if there is no such section, or no user in it */
    public JassPasswordProvider(Map<String, Object> conf) throws IOException {
        SortedMap<String, ?> options = ClientAuthUtils.pullConfig(conf, ClientAuthUtils.LOGIN_CONTEXT_SERVER);
        if (options == null) {
            throw new IOException("Configuration key java.security.auth.login.config is not set; it must name a JAAS file with a section "
                + ClientAuthUtils.LOGIN_CONTEXT_SERVER + " that has users' passwords");
        }
        options.forEach((key, value) -> {
            if (key.startsWith(USER_PREFIX) && key.length() > USER_PREFIX.length()) {
                passwords.put(key.substring(USER_PREFIX.length()), value.toString().toCharArray());
            }
        });
        if (passwords.isEmpty()) {
            throw new IOException("Configuration key java.security.auth.login.config is " + ClientAuthUtils.getJaasConf(conf) + ": its section "
                + ClientAuthUtils.LOGIN_CONTEXT_SERVER + " knows no user; it must have an option " + USER_PREFIX + "NAME=\"PASSWORD\" for each");
        }
        for (Map.Entry<String, char[]> user : passwords.entrySet()) {
            if (user.getValue().length == 0) {
                throw new IOException("Configuration key java.security.auth.login.config is " + ClientAuthUtils.getJaasConf(conf) + ": in its section "
                    + ClientAuthUtils.LOGIN_CONTEXT_SERVER + " the user " + user.getKey() + " has an empty password; it must have one");
            }
        }
    }

    @Override
    public Optional<char[]> getPasswordFor(String user) {
        String ofSuper = System.getProperty(SYSPROP_SUPER_PASSWORD);
        if (user.equals(SUPER) && ofSuper != null && !ofSuper.isEmpty()) {
            return Optional.of(ofSuper.toCharArray());
        }
        return Optional.ofNullable(passwords.get(user)).map(char[]::clone);
    }
}
