// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.process;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javax.security.auth.Subject;
import org.apache.storm.generated.Credentials;
import org.apache.storm.metric.api.IMetricsRegistrant;
import org.apache.storm.security.auth.IAutoCredentials;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The credentials that a topology was submitted or refreshed with: its automatic credentials put them into the subject that user
 * code runs as, and its components are notified of each change. Called by the worker's control thread, after construction by the starting one.
 */
final class UserCredentials {
    private static final Logger LOG = LoggerFactory.getLogger(UserCredentials.class);

    private final ClassLoader userCode;
    private final Subject subject = new Subject();
    private final List<IAutoCredentials> automatic = new ArrayList<>();
    private Map<String, String> current;

    /** Instantiates and prepares the classes that {@code topology.auto-credentials} names, and fills the subject. */
    UserCredentials(Map<String, Object> conf, ClassLoader userCode, Optional<Credentials> first) {
        this.userCode = userCode;
        Object names = conf.get("topology.auto-credentials");
        if (names instanceof List<?> list) {
            for (Object name : list) {
                automatic.add(instantiate(name.toString(), conf, userCode));
            }
        }
        current = map(first);
        asUserCode(() -> automatic.forEach(auto -> auto.populateSubject(subject, current)));
    }

    /** They look for classes of the topology's jar, as for Hadoop's, from classes of the contract. */
    private void asUserCode(Runnable action) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(userCode);
        try {
            action.run();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static IAutoCredentials instantiate(String name, Map<String, Object> conf, ClassLoader userCode) {
        try {
            IAutoCredentials auto = (IAutoCredentials) Class.forName(name, true, userCode).getDeclaredConstructor().newInstance();
            auto.prepare(conf);
            return auto;
        } catch (ReflectiveOperationException | ClassCastException e) {
            throw new IllegalArgumentException("topology.auto-credentials names " + name
                + ", which must be a class in the topology's jar that implements IAutoCredentials and has a constructor without arguments", e);
        }
    }

    /** What user code runs as. */
    Subject subject() {
        return subject;
    }

    boolean isAutomatic() {
        return !automatic.isEmpty();
    }

    /** Those that have metrics, such as how long what they carry is still good for. */
    List<IMetricsRegistrant> registrants() {
        return automatic.stream().filter(IMetricsRegistrant.class::isInstance).map(IMetricsRegistrant.class::cast).toList();
    }

    Map<String, String> current() {
        return current;
    }

    /** Follows a change; {@code listener} is notified if it is one. */
    void update(Optional<Credentials> latest, Consumer<Map<String, String>> listener) {
        Map<String, String> now = map(latest);
        if (now.equals(current)) {
            return;
        }
        current = now;
        for (IAutoCredentials auto : automatic) {
            try {
                asUserCode(() -> auto.updateSubject(subject, now));
            } catch (RuntimeException e) {
                LOG.error("{} does not take the new credentials", auto.getClass().getName(), e);
            }
        }
        LOG.info("Credentials changed: {} of them", now.size());
        listener.accept(now);
    }

    private static Map<String, String> map(Optional<Credentials> credentials) {
        return credentials.map(Credentials::get_creds).map(creds -> (Map<String, String>) new HashMap<>(creds)).orElseGet(Map::of);
    }
}
