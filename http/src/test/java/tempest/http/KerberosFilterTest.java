// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivilegedExceptionAction;
import java.security.URIParameter;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.security.auth.Subject;
import javax.security.auth.login.Configuration;
import javax.security.auth.login.LoginContext;
import org.ietf.jgss.GSSContext;
import org.ietf.jgss.GSSManager;
import org.ietf.jgss.GSSName;
import org.ietf.jgss.Oid;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tempest.cluster.KerberosRealm;

/** Who gets in with a Kerberos ticket at each daemon that serves HTTP, by a real KDC and a real server. */
@Timeout(180)
class KerberosFilterTest {
    private static final String SPNEGO = "1.3.6.1.5.5.2";
    @TempDir
    private static Path folder;
    private static KerberosRealm realm;
    private static Path serverKeys;
    private static Subject ann;
    private static Subject bob;

    @BeforeAll
    static void startTheKdc() throws Exception {
        realm = KerberosRealm.in(folder.resolve("kdc"));
        serverKeys = realm.keyTab("HTTP/localhost");
        realm.keyTab("HTTP/127.0.0.1");
        ann = login("ann");
        bob = login("bob");
    }

    @AfterAll
    static void stopTheKdc() throws Exception {
        realm.close();
    }

    private static Subject login(String user) throws Exception {
        Path jaas = Files.writeString(folder.resolve(user + ".jaas"), KerberosRealm.section("Client", user, realm.keyTab(user), ""));
        LoginContext context = new LoginContext("Client", new Subject(), null, Configuration.getInstance("JavaLoginConfig", new URIParameter(jaas.toUri())));
        context.login();
        return context.getSubject();
    }

    private static WebServer server(String daemon, String prefix, Map<String, String> more) {
        Map<String, String> parameters = new HashMap<>(Map.of("type", "kerberos", "kerberos.principal", "HTTP/localhost@TEMPEST.TEST", "kerberos.keytab",
            serverKeys.toString(), "signature.secret", "unused"));
        parameters.putAll(more);
        Map<String, Object> conf = Map.of(prefix + ".filter", KerberosFilter.HADOOPS_NAME, prefix + ".filter.params", parameters, "ui.users", List.of("ann"));
        Callers callers = Callers.of(conf, "ui.http.creds.plugin", null, "ui.users");
        return new WebServer(HttpSettings.of(conf, daemon, prefix, 0), callers, new CrossSite(), null,
            javalin -> javalin.routes.get("/api/who", context -> context.result(callers.user(context.req()))));
    }

    /** A context with the server that a subject's tickets begin. */
    private static GSSContext context(Subject subject, String host) throws Exception {
        return Subject.doAs(subject, (PrivilegedExceptionAction<GSSContext>) () -> {
            GSSManager manager = GSSManager.getInstance();
            GSSContext context = manager.createContext(manager.createName("HTTP@" + host, GSSName.NT_HOSTBASED_SERVICE), new Oid(SPNEGO), null,
                GSSContext.DEFAULT_LIFETIME);
            context.requestMutualAuth(true);
            return context;
        });
    }

    private static byte[] token(Subject subject, GSSContext context, byte[] received) throws Exception {
        return Subject.doAs(subject, (PrivilegedExceptionAction<byte[]>) () -> context.initSecContext(received, 0, received.length));
    }

    private static HttpResponse<String> ask(WebServer server, String authorization) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/api/who"));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String negotiate(byte[] token) {
        return "Negotiate " + Base64.getEncoder().encodeToString(token);
    }

    private static HttpResponse<String> askAs(WebServer server, Subject subject, String host) throws Exception {
        return ask(server, negotiate(token(subject, context(subject, host), new byte[0])));
    }

    private static void assertRefused(int status, String why, HttpResponse<String> answer) {
        assertEquals(status, answer.statusCode(), answer.body());
        assertTrue(answer.body().contains(why) && answer.body().startsWith("{\"error\"") && !answer.body().contains("\n"), answer.body());
        assertEquals(status == 401, answer.headers().firstValue("WWW-Authenticate").filter("Negotiate"::equals).isPresent(), answer.headers().toString());
    }

    @ParameterizedTest
    @CsvSource({"ui,ui", "logviewer,logviewer", "drpc,drpc.http"})
    void whoShowsATicketIsAUserAndNobodyElseGetsIn(String daemon, String prefix) throws Exception {
        try (WebServer server = server(daemon, prefix, Map.of())) {
            server.start();
            GSSContext context = context(ann, "localhost");
            HttpResponse<String> answer = ask(server, negotiate(token(ann, context, new byte[0])));
            assertEquals("200 ann", answer.statusCode() + " " + answer.body());
            String proof = answer.headers().firstValue("WWW-Authenticate").orElseThrow().substring("Negotiate ".length());
            token(ann, context, Base64.getDecoder().decode(proof));
            assertTrue(context.isEstablished() && context.getMutualAuthState(), "the server has shown who it is");

            HttpResponse<String> wrongUser = askAs(server, bob, "localhost");
            assertTrue(wrongUser.statusCode() == 403 && wrongUser.body().contains("user bob may not use this server"), wrongUser.body());
            assertRefused(401, "wants a Kerberos ticket", ask(server, null));
            assertRefused(401, "wants a Kerberos ticket", ask(server, "Basic " + Base64.getEncoder().encodeToString("ann:secret".getBytes(StandardCharsets.UTF_8))));
            assertRefused(401, "none for this server", askAs(server, ann, "127.0.0.1"));
        }
    }

    @Test
    void aTicketCountsOnceAndGarbageIsRefused() throws Exception {
        try (WebServer server = server("ui", "ui", Map.of())) {
            server.start();
            String shown = negotiate(token(ann, context(ann, "localhost"), new byte[0]));
            assertEquals(200, ask(server, shown).statusCode());
            assertRefused(401, "none for this server", ask(server, shown));
            for (String garbage : List.of("Negotiate", "Negotiate ?", negotiate(new byte[] {0x60}), negotiate(new byte[20]),
                negotiate("NTLMSSP\0\1\0\0\0".getBytes(StandardCharsets.ISO_8859_1)))) {
                assertRefused(401, "none for this server", ask(server, garbage));
            }
        }
    }

    @Test
    void theRulesSayWhichUserAPrincipalIs() throws Exception {
        try (WebServer server = server("ui", "ui", Map.of("kerberos.name.rules", "RULE:[1:$1@$0](b.*@TEMPEST.TEST)s/.*/ann/"))) {
            server.start();
            assertEquals("200 ann", askAs(server, bob, "localhost").statusCode() + " " + askAs(server, bob, "localhost").body());
            assertRefused(403, "kerberos.name.rules makes a user of ann@TEMPEST.TEST", askAs(server, ann, "localhost"));
        }
    }

    @Test
    void rulesAreReadAsInHadoop() {
        assertEquals("ann", KerberosNameRules.of("DEFAULT", "A.ORG").user("ann@A.ORG"));
        assertEquals("ann", KerberosNameRules.of("DEFAULT", "A.ORG").user("ann/admin@A.ORG"));
        assertNull(KerberosNameRules.of("DEFAULT", "A.ORG").user("ann@B.ORG"));
        KerberosNameRules several = KerberosNameRules.of("RULE:[2:$1.$2@$0](.*@B.ORG)s/@.*//g\nRULE:[1:$1@$0](.*@B.ORG)s/@.*///L DEFAULT", "A.ORG");
        assertEquals("ann.admin", several.user("ann/admin@B.ORG"));
        assertEquals("ann", several.user("Ann@B.ORG"));
        assertEquals("Ann", several.user("Ann@A.ORG"));
        assertNull(several.user("ann@C.ORG"));
        assertNull(KerberosNameRules.of("RULE:[1:$1@$0]", "A.ORG").user("ann@A.ORG"), "what comes out is no plain name");
        for (String wrong : List.of("default", "RULE:[x:$1]", "RULE:[1:$2]", "RULE:[1:$1](()", "RULE:[0:$0]", "DEFAULT, DEFAULT")) {
            assertFalse(assertThrows(IllegalArgumentException.class, () -> KerberosNameRules.of(wrong, "A.ORG"), wrong).getMessage().contains("\n"));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"type|simple|it must be kerberos", "kerberos.principal|''|HTTP/HOST@REALM", "kerberos.keytab|''|the path of a key tab",
        "kerberos.keytab|/nowhere.tab|there is no such file", "kerberos.principal|HTTP/other@TEMPEST.TEST|kerberos.keytab is",
        "kerberos.name.rules|ann|begins with no rule"})
    void aWrongParameterKeepsTheServerFromStarting(String name, String value, String told) {
        try (WebServer server = server("ui", "ui", Map.of(name, value))) {
            String refusal = assertThrows(IllegalStateException.class, server::start).getMessage();
            assertTrue(refusal.startsWith("configuration ui.filter.params: ") && refusal.contains(told) && !refusal.contains("\n"), refusal);
        }
    }
}
