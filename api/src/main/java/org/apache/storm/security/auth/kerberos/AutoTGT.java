// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.security.auth.kerberos;

import java.lang.reflect.InvocationTargetException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import javax.security.auth.DestroyFailedException;
import javax.security.auth.RefreshFailedException;
import javax.security.auth.Subject;
import javax.security.auth.kerberos.KerberosPrincipal;
import javax.security.auth.kerberos.KerberosTicket;
import org.apache.storm.metric.api.IMetricsRegistrant;
import org.apache.storm.security.auth.IAutoCredentials;
import org.apache.storm.security.auth.ICredentialsRenewer;
import org.apache.storm.security.auth.ReqContext;
import org.apache.storm.task.TopologyContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries the Kerberos ticket-granting ticket of the user who submits a topology to its workers, so that user code there acts as that user. The
 * client calls it as it submits or pushes credentials, a worker's starting and control threads as credentials come, and Nimbus as a renewer. It
 * keeps no password and no key, and never writes a ticket to disk.
 */
public class AutoTGT implements IAutoCredentials, ICredentialsRenewer, IMetricsRegistrant {
    /** The ticket that this worker got last; null before. */
    protected static final AtomicReference<KerberosTicket> kerbTicket = new AtomicReference<>();

    private static final Logger LOG = LoggerFactory.getLogger(AutoTGT.class);
    private static final String CREDENTIAL = "TGT";
    private static final String GAUGE = "TGT-TimeToExpiryMsecs";
    private static final String HADOOP_USER = "org.apache.hadoop.security.UserGroupInformation";
    /** A ticket is renewed when this part of its life is over. */
    private static final double RENEWED_AFTER = 0.8;

    /** Asks the ticket's issuer for a longer life. */
    interface Renewal {
        KerberosTicket renewed(KerberosTicket ticket) throws RefreshFailedException;
    }

    private final LongSupplier clockMs;
    private final Renewal renewal;
    private Map<String, Object> conf = Map.of();

    public AutoTGT() {
        this(System::currentTimeMillis, ticket -> {
            ticket.refresh();
            return ticket;
        });
    }

    AutoTGT(LongSupplier clockMs, Renewal renewal) {
        this.clockMs = clockMs;
        this.renewal = renewal;
    }

    @Override
    public void prepare(Map<String, Object> conf) {
        this.conf = conf;
    }

    /**
     * Adds the ticket of the subject that the calling thread runs as, or else of a login by the JAAS section StormClient.
     *
     * @throws RuntimeException if there is none, or one that cannot be used on other computers
     */
    @Override
    public void populateCredentials(Map<String, String> credentials) {
        KerberosTicket ticket = ofSubject(ReqContext.currentSubject());
        if (ticket != null) {
            saveUsable(ticket, credentials, "the current subject");
            return;
        }
        try (JaasLogin login = JaasLogin.ofClient(conf)) {
            KerberosTicket fresh = ofSubject(login.subject());
            if (fresh == null) {
                throw new IllegalStateException(JaasLogin.CLIENT + " gives no ticket-granting ticket; it needs useTicketCache=true and a ticket"
                    + " from 'kinit -f -r LIFE -A'");
            }
            saveUsable(fresh, credentials, JaasLogin.CLIENT);
        }
    }

    /** The ticket-granting ticket that a subject holds; null if none. */
    static KerberosTicket ofSubject(Subject subject) {
        if (subject == null) {
            return null;
        }
        Set<KerberosTicket> all = subject.getPrivateCredentials(KerberosTicket.class);
        for (KerberosTicket each : all) {
            KerberosPrincipal server = each.isDestroyed() ? null : each.getServer();
            if (server != null && server.getName().equals("krbtgt/" + server.getRealm() + "@" + server.getRealm())) {
                return each;
            }
        }
        return null;
    }

    private static void saveUsable(KerberosTicket ticket, Map<String, String> credentials, String source) {
        String whose = "The ticket-granting ticket of " + ticket.getClient() + " (from " + source + ") is ";
        if (!ticket.isForwardable()) {
            throw new IllegalStateException(whose + "not forwardable; get one with 'kinit -f'");
        }
        if (!ticket.isRenewable()) {
            throw new IllegalStateException(whose + "not renewable; get one with 'kinit -r LIFE'");
        }
        if (ticket.getClientAddresses() != null) {
            throw new IllegalStateException(whose + "bound to this computer's addresses; get one with 'kinit -A'");
        }
        LOG.info("The topology gets the ticket-granting ticket of {}", ticket.getClient());
        saveTGT(ticket, credentials);
    }

    /** The ticket that credentials hold; null if none. */
    public static KerberosTicket getTGT(Map<String, String> credentials) {
        String text = credentials == null ? null : credentials.get(CREDENTIAL);
        return text == null ? null : TicketText.read(text);
    }

    /** Adds a ticket to credentials, in place of the one they hold. */
    public static void saveTGT(KerberosTicket tgt, Map<String, String> credentials) {
        credentials.put(CREDENTIAL, TicketText.of(tgt));
    }

    /** Takes all tickets from a subject and destroys them, then adds {@code tgt} unless it is null. */
    public static void clearCredentials(Subject subject, KerberosTicket tgt) {
        Set<Object> held = subject.getPrivateCredentials();
        synchronized (held) {
            Iterator<Object> each = held.iterator();
            while (each.hasNext()) {
                if (each.next() instanceof KerberosTicket old) {
                    each.remove();
                    if (old != tgt) {
                        destroy(old);
                    }
                }
            }
            if (tgt != null) {
                held.add(tgt);
            }
        }
    }

    private static void destroy(KerberosTicket ticket) {
        try {
            ticket.destroy();
        } catch (DestroyFailedException e) {
            LOG.warn("A replaced Kerberos ticket could not be wiped from memory", e);
        }
    }

    @Override
    public void populateSubject(Subject subject, Map<String, String> credentials) {
        fill(subject, credentials);
        loginToHadoop(subject);
    }

    @Override
    public void updateSubject(Subject subject, Map<String, String> credentials) {
        fill(subject, credentials);
    }

    private static void fill(Subject subject, Map<String, String> credentials) {
        KerberosTicket ticket = getTGT(credentials);
        if (ticket == null) {
            LOG.info("The topology's credentials hold no ticket-granting ticket");
            return;
        }
        clearCredentials(subject, ticket);
        subject.getPrincipals().add(ticket.getClient());
        kerbTicket.set(ticket);
        LOG.info("This worker has the ticket-granting ticket of {} until {}", ticket.getClient(), ticket.getEndTime());
    }

    /** Hadoop's clients know a user by a login of their own; without Hadoop in the topology's jar there is nothing to do. */
    private static void loginToHadoop(Subject subject) {
        try {
            ClassLoader ofUser = Thread.currentThread().getContextClassLoader();
            Class<?> user = Class.forName(HADOOP_USER, true, ofUser == null ? AutoTGT.class.getClassLoader() : ofUser);
            if (Boolean.TRUE.equals(user.getMethod("isSecurityEnabled").invoke(null))) {
                user.getMethod("loginUserFromSubject", Subject.class).invoke(null, subject);
                LOG.info("Hadoop's clients in this worker act as {}", subject.getPrincipals());
            } else {
                LOG.warn("Hadoop is in the topology's jar, but its core-site.xml does not set hadoop.security.authentication to kerberos:"
                    + " its clients do not use the ticket");
            }
        } catch (ClassNotFoundException notThere) {
            LOG.debug("The topology's jar has no {}", HADOOP_USER);
        } catch (InvocationTargetException e) {
            LOG.error("Hadoop's login with the topology's ticket failed", e.getCause());
        } catch (ReflectiveOperationException | LinkageError e) {
            LOG.error("The Hadoop in the topology's jar cannot be given the topology's ticket", e);
        }
    }

    /** Renews the ticket that credentials hold when little of its life is left. What cannot be renewed stays, with a warning. */
    @Override
    public void renew(Map<String, String> credentials, Map<String, Object> topologyConf, String topologyOwnerPrincipal) {
        KerberosTicket ticket = getTGT(credentials);
        if (ticket == null || clockMs.getAsLong() < renewalTime(ticket)) {
            return;
        }
        try {
            KerberosTicket longer = renewal.renewed(ticket);
            saveTGT(longer, credentials);
            LOG.info("The ticket-granting ticket of {} is renewed until {}", longer.getClient(), longer.getEndTime());
        } catch (RefreshFailedException e) {
            LOG.warn("The ticket-granting ticket of {} could not be renewed and ends at {}: push new credentials before", ticket.getClient(),
                ticket.getEndTime(), e);
        }
    }

    private static long renewalTime(KerberosTicket ticket) {
        long start = (ticket.getStartTime() == null ? ticket.getAuthTime() : ticket.getStartTime()).getTime();
        return start + (long) ((ticket.getEndTime().getTime() - start) * RENEWED_AFTER);
    }

    /** Registers how many milliseconds the worker's ticket is still good for. */
    @Override
    public void registerMetrics(TopologyContext topologyContext, Map<String, Object> topoConf) {
        topologyContext.registerGauge(GAUGE, this::msUntilExpiry);
    }

    private Long msUntilExpiry() {
        KerberosTicket ticket = kerbTicket.get();
        return ticket == null || ticket.isDestroyed() ? null : ticket.getEndTime().getTime() - clockMs.getAsLong();
    }

    /** Tries out a JAAS file: {@code AutoTGT FILE} prints what a worker's subject would hold. */
    public static void main(String[] args) throws Exception {
        if (args.length != 1) {
            throw new IllegalArgumentException("AutoTGT takes one argument, the JAAS file to log in with; it got " + args.length);
        }
        AutoTGT at = new AutoTGT();
        at.prepare(Map.of(JaasLogin.FILE_KEY, args[0]));
        Map<String, String> credentials = new HashMap<>();
        at.populateCredentials(credentials);
        KerberosTicket ticket = getTGT(credentials);
        System.out.println(ticket.getClient() + ", until " + ticket.getEndTime() + ", renewable until " + ticket.getRenewTill());
    }
}
