// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.redis.common.config;

import java.io.Serializable;

/** Where one Redis server is and how to talk to it. Immutable; travels with the topology. */
public class JedisPoolConfig implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int HIGHEST_PORT = 65535;

    private String host;
    private int port;
    private int timeout;
    private int database;
    private String password;
    private boolean ssl;

    /** Without any value; for tools that fill in fields. Use {@link Builder}. */
    public JedisPoolConfig() {
    }

    /**
     * @param timeout of connecting and of each reply, in milliseconds; 0 waits without end
     * @param password null or empty for none
     * @throws IllegalArgumentException if a value cannot be right
     */
    public JedisPoolConfig(String host, int port, int timeout, String password, int database) {
        this(host, port, timeout, password, database, false);
    }

    private JedisPoolConfig(String host, int port, int timeout, String password, int database, boolean ssl) {
        if (host == null || host.isBlank()) {
            throw new IllegalArgumentException("The host of the Redis server is missing, for example 127.0.0.1");
        }
        if (port < 1 || port > HIGHEST_PORT) {
            throw new IllegalArgumentException("The port of the Redis server at " + host + " is " + port + ", not one of 1 to " + HIGHEST_PORT);
        }
        if (timeout < 0) {
            throw new IllegalArgumentException("The timeout for the Redis server at " + host + " is " + timeout + " ms; 0 or more is right");
        }
        if (database < 0) {
            throw new IllegalArgumentException("The database of the Redis server at " + host + " is " + database + "; 0 or more is right");
        }
        this.host = host;
        this.port = port;
        this.timeout = timeout;
        this.database = database;
        this.password = password;
        this.ssl = ssl;
    }

    public String getHost() {
        return host;
    }

    public int getPort() {
        return port;
    }

    /** Of connecting and of each reply, in milliseconds. */
    public int getTimeout() {
        return timeout;
    }

    public int getDatabase() {
        return database;
    }

    /** Null or empty for none. */
    public String getPassword() {
        return password;
    }

    /** Whether to speak TLS. The certificate must be one that the JVM trusts, and name the host. */
    public boolean isSsl() {
        return ssl;
    }

    @Override
    public String toString() {
        return "JedisPoolConfig{host='" + host + "', port=" + port + ", timeout=" + timeout + ", database=" + database
            + ", password=" + (password == null || password.isEmpty() ? "none" : "set") + ", ssl=" + ssl + '}';
    }

    /** Collects the values. */
    public static class Builder {
        private String host = "127.0.0.1";
        private int port = 6379;
        private int timeout = 2000;
        private int database;
        private String password;
        private boolean ssl;

        public Builder setHost(String host) {
            this.host = host;
            return this;
        }

        public Builder setPort(int port) {
            this.port = port;
            return this;
        }

        /** In milliseconds. */
        public Builder setTimeout(int timeout) {
            this.timeout = timeout;
            return this;
        }

        public Builder setDatabase(int database) {
            this.database = database;
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

        public JedisPoolConfig build() {
            return new JedisPoolConfig(host, port, timeout, password, database, ssl);
        }
    }
}
