// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.security.auth;

import java.io.IOException;
import java.util.Map;
import org.apache.storm.thrift.TProcessor;
import org.apache.storm.thrift.server.TServer;
import org.apache.storm.thrift.transport.TTransport;
import org.apache.storm.thrift.transport.TTransportException;

/** How both ends of a Thrift connection talk and know each other; {@link org.apache.storm.Config#STORM_THRIFT_TRANSPORT_PLUGIN}. */
public interface ITransportPlugin {

    /** Called once, before anything else. */
    void prepare(ThriftConnectionType type, Map<String, Object> conf);

    /** A server that hands requests to a processor, bound to its port but not yet serving. */
    TServer getServer(TProcessor processor) throws IOException, TTransportException;

    /**
     * Connects a client.
     *
     * @param transport a socket to the server, not yet open
     * @param serverHost the server's name
     * @param asUser whom to act as, null for oneself
     * @return an open transport to put a protocol on
     */
    TTransport connect(TTransport transport, String serverHost, String asUser) throws IOException, TTransportException;

    /** The port that the server listens on, known once there is one. */
    int getPort();

    /** Whether workers can identify themselves to the server by tokens. */
    default boolean areWorkerTokensSupported() {
        return false;
    }
}
