// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.http;

import io.javalin.http.HttpStatus;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.net.InetAddress;
import java.net.URLDecoder;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.AccessControlException;
import java.security.Principal;
import java.security.cert.X509Certificate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.storm.generated.AuthorizationException;
import org.apache.storm.security.auth.ClientAuthUtils;
import org.apache.storm.security.auth.DefaultHttpCredentialsPlugin;
import org.apache.storm.security.auth.IAuthorizer;
import org.apache.storm.security.auth.IHttpCredentialsPlugin;
import org.apache.storm.security.auth.IPrincipalToLocal;
import org.apache.storm.security.auth.ReqContext;
import tempest.cluster.CallAuthorizer;
import tempest.cluster.ConfigReader;
import tempest.cluster.PlugIn;

/** Who makes a request and what they may do. Plug-ins are made once; asked by request threads. */
public final class Callers {
    private static final String DO_AS_USER = "doAsUser";
    /** Where servlets find the certificates of a caller whom the server has asked for them; it trusts them. */
    private static final String CERTIFICATES = "jakarta.servlet.request.X509Certificate";

    private final IHttpCredentialsPlugin credentials;
    private final CallAuthorizer authorizer;
    private final Set<String> users;
    private final IPrincipalToLocal toLocal;

    private Callers(IHttpCredentialsPlugin credentials, CallAuthorizer authorizer, Set<String> users, IPrincipalToLocal toLocal) {
        this.toLocal = toLocal;
        this.credentials = credentials;
        this.authorizer = authorizer;
        this.users = users;
    }

    /**
     * Makes the plug-ins that a configuration names.
     *
     * @param credentialsKey the key of the daemon's {@link IHttpCredentialsPlugin}
     * @param authorizerKey  the key of the {@link IAuthorizer} that judges operations, or null if there is none
     * @param usersKey       the key of the list of users who may use the daemon at all, or null if there is none
     * @throws IllegalArgumentException if a plug-in cannot be made
     */
    public static Callers of(Map<String, Object> conf, String credentialsKey, String authorizerKey, String usersKey) {
        IHttpCredentialsPlugin credentials = PlugIn.of(new ConfigReader(conf).text(credentialsKey, null), credentialsKey, IHttpCredentialsPlugin.class);
        credentials = credentials == null ? new DefaultHttpCredentialsPlugin() : credentials;
        credentials.prepare(conf);
        Set<String> users = null;
        if (usersKey != null && conf.get(usersKey) != null) {
            ConfigReader read = new ConfigReader(conf);
            users = new HashSet<>(read.texts(usersKey, List.of()));
            users.addAll(read.texts("nimbus.admins", List.of()));
        }
        return new Callers(credentials, CallAuthorizer.of(conf, authorizerKey), users, ClientAuthUtils.getPrincipalToLocalPlugin(conf));
    }

    /** Who makes the request. */
    public ReqContext context(HttpServletRequest request) {
        ReqContext context = new ReqContext();
        try {
            context.setRemoteAddress(InetAddress.getByName(request.getRemoteAddr()));
        } catch (UnknownHostException e) {
            // A connection without an address, as through a local socket: then there is none to tell.
            context.setRemoteAddress(null);
        }
        return credentials.populateContext(context, known(request));
    }

    /** The caller's name, or null if nobody has asked for it. */
    public String user(HttpServletRequest request) {
        HttpServletRequest known = known(request);
        String name = credentials.getUserName(known);
        return known == request || name == null || !name.equals(known.getUserPrincipal().getName()) ? name : local(name);
    }

    /** The user of this cluster whom a certificate is for; null if the certificate is for none, as the plug-in says. */
    @SuppressWarnings("removal") // what Apache Storm's plug-ins throw
    private String local(String name) {
        try {
            return toLocal.toLocal(name);
        } catch (AccessControlException e) {
            return null;
        }
    }

    /** A request whose caller is the subject of the certificate that was shown, as on Thrift's ports, unless a filter has said who it is. */
    private static HttpServletRequest known(HttpServletRequest request) {
        if (request == null || request.getUserPrincipal() != null || !(request.getAttribute(CERTIFICATES) instanceof X509Certificate[] shown) || shown.length == 0) {
            return request;
        }
        Principal subject = shown[0].getSubjectX500Principal();
        return new HttpServletRequestWrapper(request) {
            @Override
            public Principal getUserPrincipal() {
                return subject;
            }
        };
    }

    /** Whether operations are judged at all. */
    public boolean judges() {
        return authorizer.judges();
    }

    /** Refuses those who may not use the daemon at all, and strangers who say that they act for somebody. */
    void admit(HttpServletRequest request) throws AuthorizationException {
        if (actsAsAnother(request) && user(request) == null) {
            throw new Refused(HttpStatus.UNAUTHORIZED, DO_AS_USER + " is for callers who have authenticated themselves, and this request's has not");
        }
        if (users != null) {
            String user = user(request);
            if (user == null || !users.contains(user)) {
                throw new AuthorizationException("user " + (user == null ? "(unknown)" : user) + " may not use this server");
            }
        }
    }

    /** By header or query; a body is not looked into, which a handler may want to read itself. */
    private static boolean actsAsAnother(HttpServletRequest request) {
        String header = request.getHeader(DO_AS_USER);
        if (header != null && !header.isEmpty()) {
            return true;
        }
        String query = request.getQueryString();
        for (String part : query == null ? new String[0] : query.split("&")) {
            String key = part.split("=", 2)[0];
            // However it is spelled: escapes may stand for any letter.
            if (key.equals(DO_AS_USER) || key.indexOf('%') >= 0 && isDoAsUser(key)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isDoAsUser(String escaped) {
        try {
            return URLDecoder.decode(escaped, StandardCharsets.UTF_8).equals(DO_AS_USER);
        } catch (IllegalArgumentException e) {
            // No escape that anybody could read.
            return false;
        }
    }

    /** Refuses an operation that the caller may not do; {@code topologyConf} is empty if it is about no topology. */
    public void permit(HttpServletRequest request, String operation, Map<String, Object> topologyConf) throws AuthorizationException {
        if (!authorizer.asksNobody()) {
            permit(context(request), operation, topologyConf);
        }
    }

    /** The same for a caller who was asked for before. */
    public void permit(ReqContext caller, String operation, Map<String, Object> topologyConf) throws AuthorizationException {
        authorizer.permit(caller, operation, topologyConf);
    }
}
