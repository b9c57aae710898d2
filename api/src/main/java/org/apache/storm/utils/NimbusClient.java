// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.utils;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.storm.Config;
import org.apache.storm.generated.Nimbus;
import org.apache.storm.generated.NimbusSummary;
import org.apache.storm.security.auth.NotAuthenticatedException;
import org.apache.storm.security.auth.ThriftClient;
import org.apache.storm.security.auth.ThriftConnectionType;
import org.apache.storm.thrift.transport.TTransportException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection to a Nimbus; to the one that leads, unless a host is given. In local mode it is a Nimbus of this JVM instead. One
 * thread at a time may make calls on it.
 */
public class NimbusClient extends ThriftClient {
    private static final Logger LOG = LoggerFactory.getLogger(NimbusClient.class);

    private static volatile Nimbus.Iface localNimbus;

    /** Whether calls go to a Nimbus of this JVM. */
    public final boolean isLocal;
    private final Nimbus.Iface client;

    /** Work to do with a Nimbus. */
    public interface WithNimbus {
        void run(Nimbus.Iface client) throws Exception;
    }

    /** Makes all clients of this JVM call a Nimbus of this JVM, from its creation until it is closed. */
    public static final class LocalOverride implements AutoCloseable {
        private final Nimbus.Iface before;

        public LocalOverride(Nimbus.Iface client) {
            before = localNimbus;
            localNimbus = client;
        }

        @Override
        public void close() throws Exception {
            localNimbus = before;
        }
    }

    /** Collects what a client needs, and connects it. */
    public static class Builder {
        private final Map<String, Object> conf;
        private String asUser;
        private Integer timeoutMillis;
        private boolean daemon;

        private Builder(Map<String, Object> conf) {
            this.conf = conf;
        }

        public static Builder withConf(Map<String, Object> conf) {
            return new Builder(conf);
        }

        /** Acts as another user; null for oneself. */
        public Builder asUser(String asUser) {
            this.asUser = asUser;
            return this;
        }

        /** Waits so many milliseconds for an answer; null for the configured time. */
        public Builder withTimeout(Integer timeout) {
            this.timeoutMillis = timeout;
            return this;
        }

        /** The client belongs to a daemon, which never asks to act as another user by configuration. */
        public Builder forDaemon() {
            this.daemon = true;
            return this;
        }

        /** Connects to a Nimbus, leader or not. */
        public NimbusClient buildWithNimbusHostPort(String host, Integer port) throws TTransportException {
            return new NimbusClient(conf, host, port, timeoutMillis, user(), useTls(conf));
        }

        /** Connects to the Nimbus that leads. */
        public NimbusClient build() {
            if (localNimbus != null) {
                return new NimbusClient(localNimbus);
            }
            return new LeaderSearch(conf, user(), timeoutMillis).find();
        }

        private String user() {
            Object configured = daemon ? null : conf.get(Config.STORM_DO_AS_USER);
            if (configured == null) {
                return asUser;
            }
            if (asUser != null && !asUser.isEmpty() && !asUser.equals(configured)) {
                LOG.warn("Acting as user {}, as configuration key {} says, and not as {}", configured, Config.STORM_DO_AS_USER, asUser);
            }
            return (String) configured;
        }
    }

    /** Asks the configured Nimbus hosts by turns which of them leads, with growing waits between rounds. For one thread, once. */
    private static final class LeaderSearch {
        private static final int DEFAULT_RETRIES = 5;
        private static final int DEFAULT_INTERVAL_MILLIS = 2000;
        private static final int DEFAULT_CEILING_MILLIS = 60_000;
        private static final long LEAST_PATIENCE_MILLIS = 10_000;
        private static final long LONGEST_ANSWER_MILLIS = 5000;

        private final Map<String, Object> conf;
        private final String asUser;
        private final Integer timeoutMillis;
        private final Backoff backoff;
        private final List<String> answers = new ArrayList<>();
        private Throwable lastFailure;

        LeaderSearch(Map<String, Object> conf, String asUser, Integer timeoutMillis) {
            // Waits and retries are this search's own: a host that is down must not keep the others from being asked.
            this.conf = Utils.merge(conf, Map.of(Config.STORM_NIMBUS_RETRY_TIMES, 0));
            this.asUser = asUser;
            this.timeoutMillis = timeoutMillis;
            this.backoff = new Backoff(ObjectReader.getInt(conf.get(Config.STORM_NIMBUS_RETRY_TIMES), DEFAULT_RETRIES),
                ObjectReader.getInt(conf.get(Config.STORM_NIMBUS_RETRY_INTERVAL), DEFAULT_INTERVAL_MILLIS),
                ObjectReader.getInt(conf.get(Config.STORM_NIMBUS_RETRY_INTERVAL_CEILING), DEFAULT_CEILING_MILLIS));
        }

        NimbusClient find() {
            List<String> seeds = ObjectReader.getStrings(conf.get(Config.NIMBUS_SEEDS));
            if (seeds.isEmpty()) {
                throw new NimbusLeaderNotFoundException("Configuration key " + Config.NIMBUS_SEEDS
                    + " names no Nimbus host; it must be a list of at least one");
            }
            int port = (useTls(conf) ? ThriftConnectionType.NIMBUS_TLS : ThriftConnectionType.NIMBUS).getPort(conf);
            long patience = LEAST_PATIENCE_MILLIS;
            for (int failure = 0; failure < backoff.times(); failure++) {
                patience += backoff.waitMillis(failure);
            }
            long began = System.nanoTime();
            for (int failures = 0; ; failures++) {
                answers.clear();
                for (String seed : seeds) {
                    NimbusClient leader = ask(seed, port);
                    if (leader != null) {
                        return leader;
                    }
                }
                // A Nimbus that is there but has lost ZooKeeper takes its time to say so: that counts as waiting too.
                if (failures >= backoff.times() || TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began) > patience) {
                    throw new NimbusLeaderNotFoundException("No Nimbus leads the cluster: " + String.join("; ", answers)
                        + ". Is Nimbus running, and is " + Config.NIMBUS_SEEDS + " right?", lastFailure);
                }
                LOG.info("{}; trying again in {} ms", String.join("; ", answers), backoff.waitMillis(failures));
                Utils.sleepNoSimulation(backoff.waitMillis(failures));
            }
        }

        /**
         * Who leads, as this Nimbus knows. Somebody else may know who does, so one that hangs is not waited for as for any other
         * answer.
         */
        private NimbusSummary leaderBy(NimbusClient client) throws Exception {
            FutureTask<NimbusSummary> question = new FutureTask<>(() -> client.getClient().getLeader());
            Thread asking = new Thread(question, "asks who leads");
            asking.setDaemon(true);
            asking.start();
            try {
                return question.get(LONGEST_ANSWER_MILLIS, TimeUnit.MILLISECONDS);
            } catch (ExecutionException e) {
                throw e.getCause() instanceof Exception cause ? cause : e;
            } catch (TimeoutException e) {
                throw new TTransportException(TTransportException.TIMED_OUT, "no answer within " + LONGEST_ANSWER_MILLIS + " ms");
            }
        }

        /** A client of the leader, if the seed knows who that is; else null, and the reason is in {@link #answers}. */
        private NimbusClient ask(String seed, int port) {
            NimbusClient client = null;
            boolean keep = false;
            try {
                client = connect(seed, port);
                NimbusSummary leader = leaderBy(client);
                int leaderPort = useTls(conf) && leader.get_tlsPort() > 0 ? leader.get_tlsPort() : leader.get_port();
                if (leader.get_host().equals(seed) && leaderPort == port) {
                    keep = true;
                    return client;
                }
                client.close();
                client = connect(leader.get_host(), leaderPort);
                // It may hang, or lead no more: then another will soon, which the next round finds.
                NimbusSummary itself = leaderBy(client);
                if (!itself.get_host().equals(leader.get_host()) || itself.get_port() != leader.get_port()) {
                    throw new TTransportException(leader.get_host() + ":" + leaderPort + " does not lead, as " + seed + " says");
                }
                keep = true;
                return client;
            } catch (Exception e) {
                NotAuthenticatedException refused = NotAuthenticatedException.in(e);
                if (refused != null) {
                    throw new NimbusLeaderNotFoundException("Nimbus at " + seed + ":" + port + " does not let this client in: " + refused.getMessage(), e);
                }
                lastFailure = e;
                answers.add(seed + ":" + port + " - " + reason(e));
                return null;
            } finally {
                if (client != null && !keep) {
                    client.close();
                }
            }
        }

        private NimbusClient connect(String host, int port) throws TTransportException {
            return new NimbusClient(conf, host, port, timeoutMillis, asUser, useTls(conf));
        }

        private static String reason(Throwable failure) {
            Throwable root = failure;
            while (root.getCause() != null) {
                root = root.getCause();
            }
            return root.getMessage() == null ? root.toString() : root.getMessage();
        }
    }

    private static boolean useTls(Map<String, Object> conf) {
        return ObjectReader.getBoolean(conf.get(Config.NIMBUS_THRIFT_CLIENT_USE_TLS), false);
    }

    public NimbusClient(Map<String, Object> conf, String host, int port, Integer timeout) throws TTransportException {
        this(conf, host, port, timeout, null);
    }

    public NimbusClient(Map<String, Object> conf, String host, Integer port, Integer timeout, String asUser) throws TTransportException {
        this(conf, host, port, timeout, asUser, false);
    }

    /**
     * Connects to a Nimbus, leader or not.
     *
     * @param port null for the configured one
     * @param timeout milliseconds to wait for each answer; null for the configured time
     * @param asUser whom to act as; null for oneself
     */
    public NimbusClient(Map<String, Object> conf, String host, Integer port, Integer timeout, String asUser, boolean useTls)
        throws TTransportException {
        super(conf, useTls ? ThriftConnectionType.NIMBUS_TLS : ThriftConnectionType.NIMBUS, host, port, timeout, asUser);
        this.client = new Nimbus.Client(protocol);
        this.isLocal = false;
    }

    public NimbusClient(Map<String, Object> conf, String host) throws TTransportException {
        this(conf, host, null, null, null);
    }

    private NimbusClient(Nimbus.Iface client) {
        super(Map.of(), ThriftConnectionType.LOCAL_FAKE, null);
        this.client = client;
        this.isLocal = true;
    }

    /** Whether clients made now would call a Nimbus of this JVM. */
    public static boolean isLocalOverride() {
        return localNimbus != null;
    }

    /** Runs something with the leader that this machine's configuration leads to. */
    public static void withConfiguredClient(WithNimbus cb) throws Exception {
        withConfiguredClient(cb, ConfigUtils.readStormConfig());
    }

    /** Runs something with the leader that a configuration leads to. */
    public static void withConfiguredClient(WithNimbus cb, Map<String, Object> conf) throws Exception {
        try (NimbusClient client = getConfiguredClient(conf)) {
            cb.run(client.getClient());
        }
    }

    /**
     * Connects to the Nimbus that leads, as {@link Config#NIMBUS_SEEDS} know it.
     *
     * @throws NimbusLeaderNotFoundException if none was found after the configured retries; the message names each host asked
     */
    public static NimbusClient getConfiguredClient(Map<String, Object> conf) {
        return getConfiguredClientAs(conf, null, null);
    }

    public static NimbusClient getConfiguredClient(Map<String, Object> conf, Integer timeout) {
        return getConfiguredClientAs(conf, null, timeout);
    }

    public static NimbusClient getConfiguredClientAs(Map<String, Object> conf, String asUser) {
        return getConfiguredClientAs(conf, asUser, null);
    }

    public static NimbusClient getConfiguredClientAs(Map<String, Object> conf, String asUser, Integer timeout) {
        return Builder.withConf(conf).asUser(asUser).withTimeout(timeout).build();
    }

    /** The calls that Nimbus answers. */
    public Nimbus.Iface getClient() {
        return client;
    }
}
