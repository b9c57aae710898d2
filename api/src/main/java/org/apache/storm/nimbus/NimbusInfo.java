// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.nimbus;

import java.io.Serializable;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.storm.Config;
import org.apache.storm.utils.ObjectReader;
import org.apache.storm.utils.Utils;

/** Where a Nimbus is, and whether it leads. Two are equal if they are at the same place. */
public class NimbusInfo implements Serializable {
    private static final long serialVersionUID = 2161446155116099333L;
    private static final Pattern HOST_PORT_TLS = Pattern.compile("(.+):(\\d+):(\\d+)");
    private static final Pattern HOST_PORT = Pattern.compile("(.+):(\\d+)");

    private final String host;
    private final int port;
    private final int tlsPort;
    private boolean isLeader;

    public NimbusInfo(String host, int port, boolean isLeader) {
        this(host, port, 0, isLeader);
    }

    public NimbusInfo(String host, int port, int tlsPort, boolean isLeader) {
        this.host = Objects.requireNonNull(host, "host");
        this.port = port;
        this.tlsPort = tlsPort;
        this.isLeader = isLeader;
    }

    /** Reads {@code host:port:tlsPort}, or {@code host:port} for one without TLS. */
    public static NimbusInfo parse(String nimbusInfo) {
        Matcher withTls = HOST_PORT_TLS.matcher(nimbusInfo);
        Matcher plain = HOST_PORT.matcher(nimbusInfo);
        try {
            if (withTls.matches()) {
                return new NimbusInfo(withTls.group(1), Integer.parseInt(withTls.group(2)), Integer.parseInt(withTls.group(3)), false);
            }
            if (plain.matches()) {
                return new NimbusInfo(plain.group(1), Integer.parseInt(plain.group(2)), false);
            }
        } catch (NumberFormatException e) {
            throw new RuntimeException(notAPlace(nimbusInfo), e);
        }
        throw new RuntimeException(notAPlace(nimbusInfo));
    }

    private static String notAPlace(String nimbusInfo) {
        return "nimbusInfo should have format of host:port:tlsPort or host:port, but is \"" + nimbusInfo + "\"";
    }

    /** The Nimbus that this machine runs with such a configuration. */
    public static NimbusInfo fromConf(Map<String, Object> conf) {
        try {
            return new NimbusInfo(Utils.hostname(), ObjectReader.getInt(conf.get(Config.NIMBUS_THRIFT_PORT)),
                ObjectReader.getInt(conf.get(Config.NIMBUS_THRIFT_TLS_PORT), 0), false);
        } catch (UnknownHostException e) {
            throw new RuntimeException("This machine's name is not known; set " + Config.STORM_LOCAL_HOSTNAME, e);
        }
    }

    /** {@code host:port:tlsPort}, as {@link #parse} reads it. */
    public String toHostPortString() {
        return host + ":" + port + ":" + tlsPort;
    }

    public boolean isLeader() {
        return isLeader;
    }

    public void setLeader(boolean leader) {
        isLeader = leader;
    }

    public int getPort() {
        return port;
    }

    /** The port for TLS, 0 if there is none. */
    public int getTlsPort() {
        return tlsPort;
    }

    public String getHost() {
        return host;
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof NimbusInfo that && isLeader == that.isLeader && port == that.port && tlsPort == that.tlsPort && host.equals(that.host);
    }

    @Override
    public int hashCode() {
        return Objects.hash(host, port, tlsPort, isLeader);
    }

    @Override
    public String toString() {
        return "NimbusInfo{host='" + host + "', port=" + port + ", tlsPort=" + tlsPort + ", isLeader=" + isLeader + "}";
    }
}
