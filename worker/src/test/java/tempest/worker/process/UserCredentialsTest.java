// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.security.auth.Subject;
import org.apache.storm.generated.Credentials;
import org.apache.storm.security.auth.IAutoCredentials;
import org.junit.jupiter.api.Test;

final class UserCredentialsTest {
    private static final Map<String, Object> CONF = Map.of("topology.auto-credentials", List.of(Token.class.getName()));

    private static ClassLoader lastLoader;

    /** Keeps the token in the subject. */
    public static final class Token implements IAutoCredentials {
        @Override
        public void prepare(Map<String, Object> conf) {
            assertEquals(CONF, conf);
        }

        @Override
        public void populateCredentials(Map<String, String> credentials) {
            credentials.put("token", "made");
        }

        @Override
        public void populateSubject(Subject subject, Map<String, String> credentials) {
            subject.getPublicCredentials().add(credentials.get("token"));
            lastLoader = Thread.currentThread().getContextClassLoader();
        }

        @Override
        public void updateSubject(Subject subject, Map<String, String> credentials) {
            if (credentials.get("token") == null) {
                throw new IllegalStateException("no token");
            }
            subject.getPublicCredentials().clear();
            populateSubject(subject, credentials);
        }
    }

    @Test
    void automaticCredentialsFillTheSubjectAndFollowChanges() {
        UserCredentials credentials = new UserCredentials(CONF, getClass().getClassLoader(), of("first"));
        assertTrue(credentials.isAutomatic());
        assertEquals(List.of("first"), List.copyOf(credentials.subject().getPublicCredentials()));
        List<Map<String, String>> told = new ArrayList<>();
        credentials.update(of("first"), told::add);
        assertEquals(List.of(), told, "nothing changed");
        credentials.update(of("second"), told::add);
        assertEquals(List.of(Map.of("token", "second")), told);
        assertEquals(List.of("second"), List.copyOf(credentials.subject().getPublicCredentials()));
    }

    @Test
    void aPluginThatRefusesNewCredentialsDoesNotKeepThemFromTheComponents() {
        UserCredentials credentials = new UserCredentials(CONF, getClass().getClassLoader(), of("first"));
        List<Map<String, String>> told = new ArrayList<>();
        credentials.update(Optional.empty(), told::add);
        assertEquals(List.of(Map.of()), told);
    }

    @Test
    void pluginsOfTheContractFindClassesOfTheUsersJar() throws Exception {
        ClassLoader own = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader user = new URLClassLoader(new URL[0], getClass().getClassLoader())) {
            UserCredentials credentials = new UserCredentials(CONF, user, of("first"));
            assertSame(user, lastLoader);
            lastLoader = null;
            credentials.update(of("second"), now -> { });
            assertSame(user, lastLoader);
            assertSame(own, Thread.currentThread().getContextClassLoader());
        }
    }

    @Test
    void aClassThatIsNotThereIsNamed() {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> new UserCredentials(
            Map.of("topology.auto-credentials", List.of("com.example.Missing")), getClass().getClassLoader(), Optional.empty()));
        assertTrue(e.getMessage().contains("com.example.Missing"), e.getMessage());
    }

    private static Optional<Credentials> of(String token) {
        return Optional.of(new Credentials(Map.of("token", token)));
    }
}
