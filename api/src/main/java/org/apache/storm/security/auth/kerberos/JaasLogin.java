// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.security.auth.kerberos;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.security.URIParameter;
import java.util.Map;
import javax.security.auth.Subject;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.Configuration;
import javax.security.auth.login.LoginContext;
import javax.security.auth.login.LoginException;
import org.apache.storm.security.auth.ClientAuthUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A login by a section of the JAAS file, which ends when it is closed. Of one thread. It asks nobody for a password. */
final class JaasLogin implements AutoCloseable {
    static final String FILE_KEY = "java.security.auth.login.config";
    static final String CLIENT = "JAAS section " + ClientAuthUtils.LOGIN_CONTEXT_CLIENT;
    private static final Logger LOG = LoggerFactory.getLogger(JaasLogin.class);

    private final String section;
    private final LoginContext context;

    private JaasLogin(String section, LoginContext context) {
        this.section = section;
        this.context = context;
    }

    /**
     * Logs in as a client. The JAAS file is that of the JVM, or else of the configuration.
     *
     * @throws IllegalStateException in one line, if there is no such file, no such section, or no ticket
     */
    static JaasLogin ofClient(Map<String, Object> conf) {
        return of(conf, ClientAuthUtils.LOGIN_CONTEXT_CLIENT);
    }

    /** The same by another section. */
    static JaasLogin of(Map<String, Object> conf, String section) {
        CallbackHandler asksNobody = callbacks -> {
            throw new UnsupportedCallbackException(callbacks[0], "needs a password; use a ticket cache or a key tab");
        };
        Configuration sections = sections(conf, section);
        if (sections.getAppConfigurationEntry(section) == null) {
            throw new IllegalStateException(FILE_KEY + ": " + file(conf) + " has no section " + section);
        }
        try {
            LoginContext context = new LoginContext(section, new Subject(), asksNobody, sections);
            context.login();
            return new JaasLogin(section, context);
        } catch (LoginException e) {
            throw new IllegalStateException("The login by JAAS section " + section + " of " + file(conf) + " failed: " + reason(e, options(conf, section)), e);
        }
    }

    /** Java's first words on a ticket or key that is not there are that somebody could be asked for a password. */
    private static String reason(LoginException failure, Map<String, ?> options) {
        String said = String.valueOf(failure.getMessage()).strip().replaceAll("\\s+", " ");
        if (!said.startsWith("Unable to obtain")) {
            return said;
        }
        return (options.get("keyTab") == null ? "there is no valid ticket (kinit), and no keyTab is named"
            : "there is no key of " + options.get("principal") + " in the key tab " + options.get("keyTab")) + " (" + said + ")";
    }

    static String file(Map<String, Object> conf) {
        Object file = System.getProperty(FILE_KEY) != null ? System.getProperty(FILE_KEY) : conf.get(FILE_KEY);
        return file == null ? null : file.toString();
    }

    private static Configuration sections(Map<String, Object> conf, String section) {
        String file = file(conf);
        if (file == null) {
            throw new IllegalStateException("There is no JAAS file with a section " + section + ": set " + FILE_KEY);
        }
        Path path = Path.of(file);
        if (!Files.isReadable(path)) {
            throw new IllegalStateException(FILE_KEY + " is " + path + ", which cannot be read");
        }
        try {
            return Configuration.getInstance("JavaLoginConfig", new URIParameter(path.toUri()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(FILE_KEY + ": this Java cannot read JAAS files such as " + path, e);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(FILE_KEY + ": " + path + " is no JAAS file: " + e.getMessage(), e);
        }
    }

    /** The options of a section; none if there is no such section. */
    static Map<String, ?> options(Map<String, Object> conf, String section) {
        AppConfigurationEntry[] entries = sections(conf, section).getAppConfigurationEntry(section);
        return entries == null || entries.length == 0 ? Map.of() : entries[0].getOptions();
    }

    Subject subject() {
        return context.getSubject();
    }

    @Override
    public void close() {
        try {
            context.logout();
        } catch (LoginException e) {
            LOG.warn("The logout after JAAS section {} failed", section, e);
        }
    }
}
