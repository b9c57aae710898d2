// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.storm.security.auth.ClientAuthUtils;
import org.apache.storm.security.auth.FramedTransportPlugin;
import org.apache.storm.security.auth.ITransportPlugin;
import org.apache.storm.security.auth.ThriftConnectionType;
import org.apache.storm.thrift.TConfiguration;
import org.apache.storm.thrift.transport.TSocket;
import org.apache.storm.thrift.transport.TTransport;
import org.apache.storm.thrift.transport.TTransportException;
import org.apache.storm.thrift.transport.layered.TFramedTransport;

/**
 * How daemons and workers connect to a Nimbus: by the transport plug-in that the configuration names, and to its TLS port where that is asked for. Made at
 * start, by {@link TempestNimbusClient.Config}; used by any thread, one connection at a time. It keeps no connection.
 */
final class NimbusLink {
    /** Frames over TCP, as for a Nimbus that authenticates nobody. */
    static final NimbusLink OPEN = new NimbusLink(null, ThriftConnectionType.NIMBUS, 0);

    private final Map<String, Object> conf;
    private final ThriftConnectionType type;
    /** Where each Nimbus listens with TLS; 0 without it. */
    private final int tlsPort;

    private NimbusLink(Map<String, Object> conf, ThriftConnectionType type, int tlsPort) {
        this.conf = conf;
        this.type = type;
        this.tlsPort = tlsPort;
    }

    /**
     * Parses {@code storm.thrift.transport}, {@code nimbus.thrift.transport}, {@code nimbus.thrift.tls.*} and the setting that turns TLS on.
     *
     * @throws IllegalArgumentException in one line, if this process could not connect to any Nimbus
     */
    static NimbusLink of(Map<String, Object> conf, String useTlsKey) {
        ConfigReader read = new ConfigReader(conf);
        boolean tls = read.flag(useTlsKey, false);
        int tlsPort = tls ? read.port("nimbus.thrift.tls.port", 0) : 0;
        if (tls && tlsPort == 0) {
            throw ConfigReader.wrong("nimbus.thrift.tls.port", 0, "the port from 1 to 65535 at which Nimbus listens with TLS, since " + useTlsKey + " is true");
        }
        ThriftConnectionType type = tls ? ThriftConnectionType.NIMBUS_TLS : ThriftConnectionType.NIMBUS;
        if (type.getTransportPlugin(conf) == null) {
            return OPEN;
        }
        NimbusLink link = new NimbusLink(conf, type, tlsPort);
        try {
            if (ClientAuthUtils.getTransportPlugin(type, conf) instanceof FramedTransportPlugin plugin) {
                plugin.checkClient();
            }
        } catch (IOException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        return link;
    }

    /** Connects, with times in milliseconds and the largest answer in bytes. */
    TTransport open(HostPort nimbus, int answerMs, int connectMs, int maxFrame) throws TTransportException {
        TConfiguration limits = new TConfiguration(maxFrame, maxFrame, TConfiguration.DEFAULT_RECURSION_DEPTH);
        TSocket socket = new TSocket(limits, nimbus.host(), tlsPort == 0 ? nimbus.port() : tlsPort, answerMs, connectMs);
        if (conf == null) {
            TTransport opened = new TFramedTransport(socket, maxFrame);
            opened.open();
            return opened;
        }
        try {
            Map<String, Object> sized = new HashMap<>(conf);
            sized.put(tlsPort == 0 ? "nimbus.thrift.max_buffer_size" : "nimbus.thrift.tls.max_buffer_size", maxFrame);
            ITransportPlugin plugin = ClientAuthUtils.getTransportPlugin(type, sized);
            return plugin.connect(socket, nimbus.host(), null);
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw new TTransportException(TTransportException.NOT_OPEN, e.getMessage(), e);
        }
    }
}
