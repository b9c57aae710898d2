// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.security.auth.kerberos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Date;
import java.util.Map;
import java.util.Set;
import javax.security.auth.Subject;
import javax.security.auth.kerberos.KerberosPrincipal;
import javax.security.auth.kerberos.KerberosTicket;
import org.junit.jupiter.api.Test;

/** Logins that are kept, with a clock of the test's. */
class ClientLoginsTest {
    private static final long START = 1_000_000_000;
    private static final long LIFE = 600_000;
    private static final long REPLACED = START + LIFE * 4 / 5;
    private static final Map<String, Object> CONF = Map.of("java.security.auth.login.config", "one.jaas");

    private long now = START;
    private int logins;
    private RuntimeException failure;
    private final ClientLogins kept = new ClientLogins(() -> now, conf -> login());

    private Subject login() {
        logins++;
        if (failure != null) {
            throw failure;
        }
        KerberosTicket ticket = new KerberosTicket(new byte[] {1}, new KerberosPrincipal("ann@EXAMPLE.ORG"),
            new KerberosPrincipal("krbtgt/EXAMPLE.ORG@EXAMPLE.ORG"), new byte[16], 17, new boolean[32], new Date(now), new Date(now), new Date(now + LIFE), null, null);
        return new Subject(false, Set.of(), Set.of(), Set.of(ticket));
    }

    @Test
    void oneLoginServesAllConnectionsUntilItsTicketIsOld() {
        Subject first = kept.subject(CONF);
        now = REPLACED - 1;
        assertSame(first, kept.subject(CONF));
        now = REPLACED;
        Subject second = kept.subject(CONF);
        assertNotSame(first, second);
        assertSame(second, kept.subject(CONF));
        assertEquals(2, logins);
    }

    @Test
    void anotherFileIsAnotherLogin() {
        assertNotSame(kept.subject(CONF), kept.subject(Map.of("java.security.auth.login.config", "other.jaas")));
    }

    @Test
    void whileTheTicketIsValidALoginThatFailsIsTriedAgainOnlyAfterAPause() {
        Subject first = kept.subject(CONF);
        failure = new IllegalStateException("the KDC is away");
        now = REPLACED;
        assertSame(first, kept.subject(CONF));
        assertSame(first, kept.subject(CONF));
        assertEquals(2, logins);
        now += 30_000;
        assertSame(first, kept.subject(CONF));
        assertEquals(3, logins);
        now = START + LIFE;
        assertEquals("the KDC is away", assertThrows(IllegalStateException.class, () -> kept.subject(CONF)).getMessage());
        failure = null;
        assertNotSame(first, kept.subject(CONF));
    }

    @Test
    void aLoginThatGivesNoTicketIsToldWithWhatWouldBeRight() {
        ClientLogins none = new ClientLogins(() -> now, conf -> new Subject());
        String told = assertThrows(IllegalStateException.class, () -> none.subject(CONF)).getMessage();
        assertTrue(told.contains("StormClient") && told.contains("Krb5LoginModule"), told);
    }
}
