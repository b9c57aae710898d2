// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.security.auth.kerberos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.ObjectOutputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivilegedAction;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.security.auth.RefreshFailedException;
import javax.security.auth.Subject;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.kerberos.KerberosPrincipal;
import javax.security.auth.kerberos.KerberosTicket;
import javax.security.auth.spi.LoginModule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AutoTGTTest {
    private static final int FORWARDABLE = 1;
    private static final int RENEWABLE = 8;
    private static final long START = 1_000_000;
    private static final long LIFE = 10_000;

    @TempDir
    Path folder;
    private final Map<String, String> credentials = new HashMap<>();

    private static KerberosTicket ticket(String server, long endMs, InetAddress[] addresses, int... flags) {
        boolean[] set = new boolean[32];
        for (int flag : flags) {
            set[flag] = true;
        }
        return new KerberosTicket(new byte[] {1, 2, 3}, new KerberosPrincipal("ann@EXAMPLE.ORG"), new KerberosPrincipal(server), new byte[16], 17, set,
            new Date(START), new Date(START), new Date(endMs), new Date(START + 100 * LIFE), addresses);
    }

    private static KerberosTicket tgt() {
        return ticket("krbtgt/EXAMPLE.ORG@EXAMPLE.ORG", START + LIFE, null, FORWARDABLE, RENEWABLE);
    }

    private static Subject holding(KerberosTicket... tickets) {
        return new Subject(false, Set.of(), Set.of(), new LinkedHashSet<>(List.of(tickets)));
    }

    private void populateAs(Subject subject, AutoTGT auto) {
        Subject.doAs(subject, (PrivilegedAction<Void>) () -> {
            auto.populateCredentials(credentials);
            return null;
        });
    }

    @Test
    void aTicketGoesFromTheSubmittersSubjectToTheWorkers() {
        populateAs(holding(ticket("hdfs/nn@EXAMPLE.ORG", START + LIFE, null), tgt()), new AutoTGT());
        Subject worker = new Subject();
        new AutoTGT().populateSubject(worker, credentials);
        KerberosTicket there = worker.getPrivateCredentials(KerberosTicket.class).iterator().next();
        assertEquals(tgt(), there);
        assertEquals(Set.of(new KerberosPrincipal("ann@EXAMPLE.ORG")), worker.getPrincipals());
        assertEquals(there, AutoTGT.kerbTicket.get());
    }

    @Test
    void anUpdateReplacesTheTicketAndWipesTheOldOne() {
        KerberosTicket old = tgt();
        Subject worker = holding(old);
        KerberosTicket longer = ticket("krbtgt/EXAMPLE.ORG@EXAMPLE.ORG", START + 2 * LIFE, null, FORWARDABLE, RENEWABLE);
        AutoTGT.saveTGT(longer, credentials);
        new AutoTGT().updateSubject(worker, credentials);
        assertEquals(Set.of(longer), worker.getPrivateCredentials(KerberosTicket.class));
        assertTrue(old.isDestroyed());
        AutoTGT.clearCredentials(worker, null);
        assertTrue(worker.getPrivateCredentials().isEmpty());
    }

    @Test
    void aTicketThatOtherComputersCannotUseIsRefusedWithWhatWouldBeRight() throws Exception {
        String server = "krbtgt/EXAMPLE.ORG@EXAMPLE.ORG";
        Map<String, KerberosTicket> refused = Map.of(
            "kinit -f", ticket(server, START + LIFE, null, RENEWABLE),
            "kinit -r", ticket(server, START + LIFE, null, FORWARDABLE),
            "kinit -A", ticket(server, START + LIFE, new InetAddress[] {InetAddress.getLoopbackAddress()}, FORWARDABLE, RENEWABLE));
        refused.forEach((remedy, ticket) -> {
            Throwable failure = assertThrows(IllegalStateException.class, () -> populateAs(holding(ticket), new AutoTGT()));
            assertTrue(failure.getMessage().contains(remedy) && failure.getMessage().contains("ann@EXAMPLE.ORG"), failure.getMessage());
        });
        assertEquals(Map.of(), credentials);
    }

    @Test
    void withoutATicketItLogsInByTheJaasFile() throws Exception {
        AutoTGT auto = new AutoTGT();
        assertTrue(assertThrows(IllegalStateException.class, () -> auto.populateCredentials(credentials)).getMessage()
            .contains("set java.security.auth.login.config"));
        Path jaas = folder.resolve("jaas.conf");
        auto.prepare(Map.of("java.security.auth.login.config", jaas.toString()));
        assertTrue(assertThrows(IllegalStateException.class, () -> auto.populateCredentials(credentials)).getMessage().contains(jaas.toString()));
        Files.writeString(jaas, "StormClient { " + GivesATicket.class.getName() + " required; };");
        auto.populateCredentials(credentials);
        assertEquals(tgt(), AutoTGT.getTGT(credentials));
    }

    @Test
    void aTicketIsRenewedWhenFourFifthsOfItsLifeAreOver() {
        KerberosTicket longer = ticket("krbtgt/EXAMPLE.ORG@EXAMPLE.ORG", START + 2 * LIFE, null, FORWARDABLE, RENEWABLE);
        long[] now = {START + LIFE * 4 / 5 - 1};
        AutoTGT auto = new AutoTGT(() -> now[0], ticket -> longer);
        auto.renew(credentials, Map.of(), "ann");
        assertEquals(Map.of(), credentials);
        AutoTGT.saveTGT(tgt(), credentials);
        auto.renew(credentials, Map.of(), "ann");
        assertEquals(tgt(), AutoTGT.getTGT(credentials));
        now[0]++;
        auto.renew(credentials, Map.of(), "ann");
        assertEquals(longer, AutoTGT.getTGT(credentials));
    }

    @Test
    void aTicketThatCannotBeRenewedStays() {
        List<KerberosTicket> asked = new ArrayList<>();
        AutoTGT auto = new AutoTGT(() -> START + LIFE, ticket -> {
            asked.add(ticket);
            throw new RefreshFailedException("no KDC");
        });
        AutoTGT.saveTGT(tgt(), credentials);
        auto.renew(credentials, Map.of(), "ann");
        assertEquals(List.of(tgt()), asked);
        assertEquals(tgt(), AutoTGT.getTGT(credentials));
    }

    @Test
    void credentialsThatHoldSomethingElseAreNotRead() throws Exception {
        assertNull(AutoTGT.getTGT(credentials));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(new HashMap<>(Map.of("a", "b")));
        }
        for (String wrong : List.of("?", Base64.getEncoder().encodeToString(bytes.toByteArray()))) {
            credentials.put("TGT", wrong);
            assertFalse(assertThrows(IllegalArgumentException.class, () -> AutoTGT.getTGT(credentials)).getMessage().isEmpty());
        }
    }

    /** Logs in without a KDC. */
    public static final class GivesATicket implements LoginModule {
        private Subject subject;

        @Override
        public void initialize(Subject subject, CallbackHandler handler, Map<String, ?> shared, Map<String, ?> options) {
            this.subject = subject;
        }

        @Override
        public boolean login() {
            return true;
        }

        @Override
        public boolean commit() {
            return subject.getPrivateCredentials().add(tgt());
        }

        @Override
        public boolean abort() {
            return true;
        }

        @Override
        public boolean logout() {
            subject.getPrivateCredentials().clear();
            return true;
        }
    }
}
