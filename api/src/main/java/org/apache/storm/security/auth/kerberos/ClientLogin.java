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
import javax.security.auth.login.Configuration;
import javax.security.auth.login.LoginContext;
import javax.security.auth.login.LoginException;
import org.apache.storm.security.auth.ClientAuthUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A login by the JAAS section of clients, which ends when it is closed. Of one thread. It asks nobody for a password. */
final class ClientLogin implements AutoCloseable {
    static final String FILE_KEY = "java.security.auth.login.config";
    static final String WHERE = "JAAS section " + ClientAuthUtils.LOGIN_CONTEXT_CLIENT;
    private static final Logger LOG = LoggerFactory.getLogger(ClientLogin.class);

    private final LoginContext context;

    private ClientLogin(LoginContext context) {
        this.context = context;
    }

    /**
     * Logs in. The JAAS file is that of the JVM, or else of the configuration.
     *
     * @throws IllegalStateException if there is no such file, no such section, or no ticket
     */
    static ClientLogin of(Map<String, Object> conf) {
        CallbackHandler asksNobody = callbacks -> {
            throw new UnsupportedCallbackException(callbacks[0], "needs a password; use a ticket cache or a key tab");
        };
        try {
            LoginContext context = new LoginContext(ClientAuthUtils.LOGIN_CONTEXT_CLIENT, new Subject(), asksNobody, sections(conf));
            context.login();
            return new ClientLogin(context);
        } catch (LoginException e) {
            throw new IllegalStateException("The login by " + WHERE + " failed: " + e.getMessage(), e);
        }
    }

    private static Configuration sections(Map<String, Object> conf) {
        Object file = System.getProperty(FILE_KEY) != null ? System.getProperty(FILE_KEY) : conf.get(FILE_KEY);
        if (file == null) {
            throw new IllegalStateException("AutoTGT needs a JAAS file with a section " + ClientAuthUtils.LOGIN_CONTEXT_CLIENT + ": set " + FILE_KEY);
        }
        Path path = Path.of(file.toString());
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

    Subject subject() {
        return context.getSubject();
    }

    @Override
    public void close() {
        try {
            context.logout();
        } catch (LoginException e) {
            LOG.warn("The logout after {} failed", WHERE, e);
        }
    }
}
