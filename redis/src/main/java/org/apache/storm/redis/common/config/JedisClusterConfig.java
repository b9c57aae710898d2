// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.redis.common.config;

import java.io.Serializable;
import java.net.InetSocketAddress;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import redis.clients.jedis.HostAndPort;

/** Where a Redis cluster is and how to talk to it. Immutable; travels with the topology. */
public class JedisClusterConfig implements Serializable {
    private static final long serialVersionUID = 1L;

    private Set<InetSocketAddress> nodes;
    private int timeout;
    private int maxRedirections;
    private String password;
    private boolean ssl;

    /** Without any value; for tools that fill in fields. Use {@link Builder}. */
    public JedisClusterConfig() {
    }

    public JedisClusterConfig(Set<InetSocketAddress> nodes, int timeout, int maxRedirections) {
        this(nodes, timeout, maxRedirections, null);
    }

    /**
     * @param nodes some nodes of the cluster; the others are learned from them
     * @param timeout of connecting and of each reply, in milliseconds; 0 waits without end
     * @param maxRedirections how often one command may be tried, at this node or that
     * @param password null or empty for none
     * @throws NullPointerException without nodes
     * @throws IllegalArgumentException if a value cannot be right
     */
    public JedisClusterConfig(Set<InetSocketAddress> nodes, int timeout, int maxRedirections, String password) {
        this(nodes, timeout, maxRedirections, password, false);
    }

    private JedisClusterConfig(Set<InetSocketAddress> nodes, int timeout, int maxRedirections, String password, boolean ssl) {
        Objects.requireNonNull(nodes, "No node of the Redis cluster is named; one or more is right");
        if (nodes.isEmpty()) {
            throw new IllegalArgumentException("No node of the Redis cluster is named; one or more is right");
        }
        if (timeout < 0) {
            throw new IllegalArgumentException("The timeout for the Redis cluster is " + timeout + " ms; 0 or more is right");
        }
        if (maxRedirections < 1) {
            throw new IllegalArgumentException("maxRedirections of the Redis cluster is " + maxRedirections + "; 1 or more is right");
        }
        this.nodes = new LinkedHashSet<>(nodes);
        this.timeout = timeout;
        this.maxRedirections = maxRedirections;
        this.password = password;
        this.ssl = ssl;
    }

    public Set<HostAndPort> getNodes() {
        return nodes.stream().map(n -> new HostAndPort(n.getHostString(), n.getPort())).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Of connecting and of each reply, in milliseconds. */
    public int getTimeout() {
        return timeout;
    }

    public int getMaxRedirections() {
        return maxRedirections;
    }

    /** Null or empty for none. */
    public String getPassword() {
        return password;
    }

    /** Whether to speak TLS. The certificates must be ones that the JVM trusts, and name the nodes' hosts. */
    public boolean isSsl() {
        return ssl;
    }

    @Override
    public String toString() {
        return "JedisClusterConfig{nodes=" + nodes + ", timeout=" + timeout + ", maxRedirections=" + maxRedirections
            + ", password=" + (password == null || password.isEmpty() ? "none" : "set") + ", ssl=" + ssl + '}';
    }

    /** Collects the values. */
    public static class Builder {
        private Set<InetSocketAddress> nodes;
        private int timeout = 2000;
        private int maxRedirections = 5;
        private String password;
        private boolean ssl;

        public Builder setNodes(Set<InetSocketAddress> nodes) {
            this.nodes = nodes;
            return this;
        }

        /** In milliseconds. */
        public Builder setTimeout(int timeout) {
            this.timeout = timeout;
            return this;
        }

        public Builder setMaxRedirections(int maxRedirections) {
            this.maxRedirections = maxRedirections;
            return this;
        }

        public Builder setPassword(String password) {
            this.password = password;
            return this;
        }

        /** Whether to speak TLS; off at first. */
        public Builder setSsl(boolean ssl) {
            this.ssl = ssl;
            return this;
        }

        public JedisClusterConfig build() {
            return new JedisClusterConfig(nodes, timeout, maxRedirections, password, ssl);
        }
    }
}
