// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Principal;
import java.security.PrivilegedActionException;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.security.auth.Subject;
import javax.security.auth.kerberos.KerberosPrincipal;
import javax.security.auth.kerberos.KeyTab;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;
import javax.security.auth.login.Configuration;
import javax.security.auth.login.LoginContext;
import javax.security.auth.login.LoginException;
import org.apache.storm.security.auth.SingleUserPrincipal;
import org.ietf.jgss.GSSContext;
import org.ietf.jgss.GSSCredential;
import org.ietf.jgss.GSSException;
import org.ietf.jgss.GSSManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets in who shows a Kerberos ticket (SPNEGO, {@code Authorization: Negotiate}), as a user's name. Its parameters are those of Hadoop's
 * {@code AuthenticationFilter}, whose name in a configuration stands for it. Made by a {@link WebServer}; called by request threads. It remembers no caller,
 * sets no cookie and asks no other machine.
 */
public final class KerberosFilter implements Filter {
    /** What configurations made for Apache Storm name. */
    static final String HADOOPS_NAME = "org.apache.hadoop.security.authentication.server.AuthenticationFilter";
    private static final Logger LOG = LoggerFactory.getLogger(KerberosFilter.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TYPE = "type";
    private static final String PRINCIPAL = "kerberos.principal";
    private static final String KEY_TAB = "kerberos.keytab";
    private static final String RULES = "kerberos.name.rules";
    /** Of the cookie that there is none of here. */
    private static final Set<String> NOT_NEEDED = Set.of("signature.secret", "signature.secret.file", "token.validity", "cookie.domain", "cookie.path",
        "cookie.persistent");
    private static final String SCHEME = "Negotiate";
    private static final int LONGEST_LINE = 300;
    /** Where a request is marked that is dispatched once more: its ticket counts once. */
    private static final String KNOWN = KerberosFilter.class.getName();

    private Subject server;
    private KerberosNameRules rules;

    @Override
    public void init(FilterConfig config) {
        String type = config.getInitParameter(TYPE);
        if (!"kerberos".equals(type)) {
            throw new WrongParameter(TYPE + " is " + type + "; it must be kerberos", null);
        }
        for (String unused : new TreeSet<>(NOT_NEEDED)) {
            if (config.getInitParameter(unused) != null) {
                LOG.info("The filter's parameter {} has no effect: callers show their ticket with each request, and get no cookie", unused);
            }
        }
        String principal = required(config, PRINCIPAL);
        String keyTab = required(config, KEY_TAB);
        if (!Files.isReadable(Path.of(keyTab))) {
            throw new WrongParameter(KEY_TAB + " is " + keyTab + ": there is no such file that may be read", null);
        }
        server = login(principal, keyTab);
        KerberosPrincipal own = server.getPrincipals(KerberosPrincipal.class).iterator().next();
        if (server.getPrivateCredentials(KeyTab.class).stream().noneMatch(tab -> tab.getKeys(own).length > 0)) {
            throw new WrongParameter(KEY_TAB + " is " + keyTab + ", which has no key of " + own, null);
        }
        String text = config.getInitParameter(RULES);
        try {
            rules = KerberosNameRules.of(text == null || text.isBlank() ? "DEFAULT" : text, own.getRealm());
        } catch (IllegalArgumentException e) {
            throw new WrongParameter(RULES + ": " + e.getMessage(), e);
        }
    }

    private static String required(FilterConfig config, String name) {
        String value = config.getInitParameter(name);
        if (value == null || value.isBlank()) {
            throw new WrongParameter(name + " is not set; it must be "
                + (name.equals(PRINCIPAL) ? "HTTP/HOST@REALM, with the host as it is called" : "the path of a key tab with the key of " + PRINCIPAL), null);
        }
        return value.strip();
    }

    /** Keys are read from the key tab whenever a caller comes; nothing is asked of a KDC. */
    private static Subject login(String principal, String keyTab) {
        Map<String, String> options = Map.of("useKeyTab", "true", "storeKey", "true", "doNotPrompt", "true", "isInitiator", "false", "keyTab", keyTab,
            "principal", principal);
        Configuration sections = new Configuration() {
            @Override
            public AppConfigurationEntry[] getAppConfigurationEntry(String section) {
                return new AppConfigurationEntry[] {
                    new AppConfigurationEntry("com.sun.security.auth.module.Krb5LoginModule", LoginModuleControlFlag.REQUIRED, options)};
            }
        };
        try {
            LoginContext context = new LoginContext("http", new Subject(), null, sections);
            context.login();
            return context.getSubject();
        } catch (LoginException e) {
            throw new WrongParameter(PRINCIPAL + " is " + principal + ", with the key tab " + keyTab + ": "
                + oneLine(e.getMessage()), e);
        }
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain) throws IOException, ServletException {
        HttpServletRequest asked = (HttpServletRequest) request;
        if (asked.getAttribute(KNOWN) instanceof Principal user) {
            chain.doFilter(as(asked, user), response);
            return;
        }
        HttpServletResponse answer = (HttpServletResponse) response;
        String shown = asked.getHeader("Authorization");
        if (shown == null || !shown.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            refuse(answer, HttpServletResponse.SC_UNAUTHORIZED, "this server wants a Kerberos ticket: kinit, and a client that shows it, as curl --negotiate -u :");
            return;
        }
        Principal user;
        try {
            user = accept(Base64.getDecoder().decode(shown.substring(SCHEME.length()).strip()), answer);
        } catch (GSSException | IllegalArgumentException e) {
            LOG.warn("Refusing the ticket from {}: {}", asked.getRemoteAddr(), oneLine(e.getMessage()));
            refuse(answer, HttpServletResponse.SC_UNAUTHORIZED, "the Kerberos ticket is none for this server, or is not valid now");
            return;
        }
        if (user != null) {
            asked.setAttribute(KNOWN, user);
            chain.doFilter(as(asked, user), response);
        }
    }

    /** Who shows a ticket; null if the answer says why that is not enough. */
    private Principal accept(byte[] token, HttpServletResponse answer) throws GSSException, IOException {
        GSSContext context = asServer(() -> GSSManager.getInstance().createContext((GSSCredential) null));
        try {
            byte[] proof = asServer(() -> context.acceptSecContext(token, 0, token.length));
            if (proof != null) {
                answer.setHeader("WWW-Authenticate", SCHEME + " " + Base64.getEncoder().encodeToString(proof));
            }
            if (!context.isEstablished()) {
                answer.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
                return null;
            }
            String principal = context.getSrcName().toString();
            String user = rules.user(principal);
            if (user == null) {
                LOG.warn("Refusing {}: no rule of {} makes a user's name of it", oneLine(principal), RULES);
                refuse(answer, HttpServletResponse.SC_FORBIDDEN, "no rule of this server's " + RULES + " makes a user of " + oneLine(principal));
                return null;
            }
            return new SingleUserPrincipal(user);
        } finally {
            context.dispose();
        }
    }

    /** A parameter of the filter's cannot be; told in one line. */
    static final class WrongParameter extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        WrongParameter(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** What GSS does as somebody. */
    @FunctionalInterface
    private interface GssCall<T> {
        T call() throws GSSException;
    }

    private <T> T asServer(GssCall<T> call) throws GSSException {
        try {
            return Subject.doAs(server, (java.security.PrivilegedExceptionAction<T>) call::call);
        } catch (PrivilegedActionException e) {
            throw (GSSException) e.getCause();
        } catch (RuntimeException e) {
            // Whatever a stranger's bytes make of the parser of a token concerns that stranger alone.
            throw new IllegalArgumentException("it cannot be read (" + e + ")", e);
        }
    }

    private static HttpServletRequest as(HttpServletRequest request, Principal user) {
        return new HttpServletRequestWrapper(request) {
            @Override
            public Principal getUserPrincipal() {
                return user;
            }

            @Override
            public String getRemoteUser() {
                return user.getName();
            }

            @Override
            public String getAuthType() {
                return SCHEME;
            }
        };
    }

    private static void refuse(HttpServletResponse answer, int status, String why) throws IOException {
        answer.setStatus(status);
        if (status == HttpServletResponse.SC_UNAUTHORIZED) {
            answer.setHeader("WWW-Authenticate", SCHEME);
        }
        answer.setContentType("application/json;charset=utf-8");
        answer.getOutputStream().write(JSON.createObjectNode().put("error", status == HttpServletResponse.SC_UNAUTHORIZED ? "401 Unauthorized" : "403 Forbidden")
            .put("errorMessage", why).toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String oneLine(String text) {
        String line = String.valueOf(text).replaceAll("[\\p{Cntrl}\\s]+", " ");
        return line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) + "..." : line;
    }
}
