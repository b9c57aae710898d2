// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which of this machine's addresses a process listens on: {@code storm.bind.address}, loopback unless set. Each service that can be reached from other
 * machines passes {@link #guard} before it listens. Parsed at start by whoever opens a port; immutable. It never opens one itself.
 *
 * @param key             the setting that it comes from, for messages
 * @param address         resolved
 * @param strangersAllowed whether services that authenticate nobody may be reached from other machines
 */
public record BindAddress(String key, InetAddress address, boolean strangersAllowed) {
    public static final String KEY = "storm.bind.address";
    public static final String ALLOW_STRANGERS = "storm.insecure.allow.remote.access";
    private static final String LOOPBACK = "127.0.0.1";
    private static final String SIMPLE_TRANSPORT = "org.apache.storm.security.auth.SimpleTransportPlugin";
    /** Transports whose callers show nothing. */
    private static final Set<String> BELIEVING = Set.of(SIMPLE_TRANSPORT, "org.apache.storm.security.auth.plain.PlainSaslTransportPlugin");
    private static final String TLS_TRANSPORT = "org.apache.storm.security.auth.tls.TlsTransportPlugin";
    private static final String NOOP_AUTHORIZER = "org.apache.storm.security.auth.authorizer.NoopAuthorizer";

    /** The address of every service that has no setting of its own. */
    public static BindAddress of(Map<String, Object> conf) {
        return of(conf, KEY);
    }

    /** The address that {@code ownKey} names or, if it is not set, the general one. */
    public static BindAddress of(Map<String, Object> conf, String ownKey) {
        ConfigReader read = new ConfigReader(conf);
        String own = read.text(ownKey, null);
        String key = own == null || own.isBlank() ? KEY : ownKey;
        String text = read.text(key, LOOPBACK);
        try {
            return new BindAddress(key, InetAddress.getByName(text.isBlank() ? LOOPBACK : text.strip()), read.flag(ALLOW_STRANGERS, false));
        } catch (UnknownHostException e) {
            throw ConfigReader.wrong(key, text, "an address of this machine, 0.0.0.0 for all of them, or a name that resolves to one");
        }
    }

    /** Whether only processes on this machine can connect. */
    public boolean isLoopback() {
        return address.isLoopbackAddress();
    }

    /**
     * Refuses to open a service that authenticates nobody to other machines.
     *
     * @param service       for the message, such as {@code Nimbus}
     * @param authenticated whether the service learns who its callers are, or has them judged
     * @throws IllegalArgumentException in one line that says how to go on
     */
    public BindAddress guard(String service, boolean authenticated) {
        if (isLoopback() || authenticated || strangersAllowed) {
            return this;
        }
        throw new IllegalArgumentException(key + " is " + address.getHostAddress() + ", so other machines could use " + service
            + ", which does not authenticate its callers: set " + key + " to " + LOOPBACK + ", configure authentication, or, if everybody who"
            + " can reach this machine may run code on it, set " + ALLOW_STRANGERS + ": true");
    }

    /** Whether a Thrift service learns who its callers are or has each call judged; {@code transportKey} may be null. */
    public static boolean authenticates(Map<String, Object> conf, String transportKey, String authorizerKey) {
        ConfigReader read = new ConfigReader(conf);
        String transport = transportKey == null ? null : read.text(transportKey, null);
        transport = transport != null ? transport : read.text("storm.thrift.transport", SIMPLE_TRANSPORT);
        String authorizer = read.text(authorizerKey, null);
        boolean known = !BELIEVING.contains(transport);
        if (transport.equals(TLS_TRANSPORT) && transportKey != null) {
            known = read.flag(transportKey.substring(0, transportKey.indexOf('.')) + ".thrift.tls.client.auth.required", true);
        }
        return known || authorizer != null && !authorizer.isBlank() && !authorizer.equals(NOOP_AUTHORIZER);
    }

    public InetSocketAddress at(int port) {
        return new InetSocketAddress(address, port);
    }

    /** Where processes on this machine reach what listens here. */
    public InetSocketAddress fromHere(int port) {
        return address.isAnyLocalAddress() ? new InetSocketAddress(InetAddress.getLoopbackAddress(), port) : at(port);
    }

    /**
     * The name under which others reach this machine: {@code storm.local.hostname} or, if it is not set, {@code localhost} where nobody else can
     * connect, and else the machine's own name.
     */
    public String hostname(Map<String, Object> conf) {
        String configured = new ConfigReader(conf).text("storm.local.hostname", null);
        if (configured != null && !configured.isBlank()) {
            return configured;
        }
        if (isLoopback()) {
            return "localhost";
        }
        try {
            return InetAddress.getLocalHost().getCanonicalHostName();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("this machine's name does not resolve (" + e.getMessage()
                + "); set storm.local.hostname to a name or address by which others reach it", e);
        }
    }

    /**
     * Refuses a daemon of a cluster of several machines that none of the others could reach: it would seem to run, and two such would both be
     * called {@code localhost}.
     */
    public void checkReachable(Map<String, Object> conf) {
        ConfigReader read = new ConfigReader(conf);
        String configured = read.text("storm.local.hostname", "");
        String key = configured.isBlank() ? "nimbus.seeds" : "storm.local.hostname";
        List<String> names = configured.isBlank() ? read.texts(key, List.of()) : List.of(configured);
        if (!isLoopback()) {
            return;
        }
        for (String name : names) {
            if (!resolvesToLoopback(name)) {
                throw new IllegalArgumentException(key + " names " + name + ", but this machine's ports are open to itself alone: set " + KEY
                    + " to 0.0.0.0 or to one of its addresses; if the cluster has just this machine, set " + key + " to "
                    + (configured.isBlank() ? "[\"localhost\"]" : "localhost"));
            }
        }
    }

    private static boolean resolvesToLoopback(String name) {
        try {
            return InetAddress.getByName(name).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
