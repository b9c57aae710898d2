// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.security.auth.kerberos;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.LongSupplier;
import javax.security.auth.Subject;
import javax.security.auth.kerberos.KerberosTicket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logins of this process as a client, one for each JAAS file, kept for as long as their tickets last: a connection needs no login of its own. Any thread asks
 * as it connects; the first that finds a ticket old logs in again, and others go on with it while it is valid. It starts no thread, and never takes a ticket
 * from a subject that it has given away.
 */
final class ClientLogins {
    private static final Logger LOG = LoggerFactory.getLogger(ClientLogins.class);
    private static final int MOST_FILES = 64;
    /** A ticket is replaced when this part of its life is over. */
    private static final double REPLACED_AFTER = 0.8;
    /** After a login that failed, or that gave a ticket that is old, too. */
    private static final long PAUSE_MILLIS = TimeUnit.SECONDS.toMillis(30);

    /** A login and its end. Changed under its lock; read by any thread. */
    private static final class Kept {
        private final ReentrantLock lock = new ReentrantLock();
        private volatile Held held;
    }

    private record Held(Subject subject, long replacedAt, long endsAt) {
    }

    private final LongSupplier clockMs;
    private final Function<Map<String, Object>, Subject> login;
    private final Map<String, Kept> byFile = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Kept> eldest) {
            return size() > MOST_FILES;
        }
    };

    /** Logs in by {@code login}, which gives a subject or throws {@link IllegalStateException} in one line. */
    ClientLogins(LongSupplier clockMs, Function<Map<String, Object>, Subject> login) {
        this.clockMs = clockMs;
        this.login = login;
    }

    /**
     * Who this process is as a client, with a ticket that is valid.
     *
     * @throws IllegalStateException in one line, if it cannot log in
     */
    Subject subject(Map<String, Object> conf) {
        Kept kept = of(conf);
        Held held = kept.held;
        long now = clockMs.getAsLong();
        if (held != null && now < held.replacedAt()) {
            return held.subject();
        }
        boolean valid = held != null && now < held.endsAt();
        if (!valid) {
            kept.lock.lock();
        } else if (!kept.lock.tryLock()) {
            return held.subject();
        }
        try {
            return renewed(kept, conf);
        } finally {
            kept.lock.unlock();
        }
    }

    private Kept of(Map<String, Object> conf) {
        synchronized (byFile) {
            return byFile.computeIfAbsent(String.valueOf(JaasLogin.file(conf)), file -> new Kept());
        }
    }

    private Subject renewed(Kept kept, Map<String, Object> conf) {
        Held held = kept.held;
        long now = clockMs.getAsLong();
        if (held != null && now < held.replacedAt()) {
            return held.subject();
        }
        try {
            kept.held = holding(login.apply(conf), now);
        } catch (IllegalStateException e) {
            if (held == null || now >= held.endsAt()) {
                throw e;
            }
            LOG.warn("{}; the ticket at hand is valid for {} s more", e.getMessage(), TimeUnit.MILLISECONDS.toSeconds(held.endsAt() - now));
            kept.held = new Held(held.subject(), Math.min(held.endsAt(), now + PAUSE_MILLIS), held.endsAt());
        }
        return kept.held.subject();
    }

    private static Held holding(Subject subject, long now) {
        KerberosTicket ticket = AutoTGT.ofSubject(subject);
        if (ticket == null) {
            throw new IllegalStateException(JaasLogin.CLIENT + " gives no ticket-granting ticket; it needs com.sun.security.auth.module.Krb5LoginModule with"
                + " useTicketCache=true, or with useKeyTab=true, keyTab and principal");
        }
        long begins = (ticket.getStartTime() == null ? ticket.getAuthTime() : ticket.getStartTime()).getTime();
        long ends = ticket.getEndTime().getTime();
        long old = begins + (long) ((ends - begins) * REPLACED_AFTER);
        return new Held(subject, Math.min(ends, Math.max(old, now + PAUSE_MILLIS)), ends);
    }
}
