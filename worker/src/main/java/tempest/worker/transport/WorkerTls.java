// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Clock;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.apache.storm.security.auth.tls.TlsStore;
import org.apache.storm.utils.ObjectReader;
import tempest.cluster.ConfigReader;

/**
 * TLS between workers: both ends of a connection show a certificate that the other trusts. Made once from a topology's configuration; immutable. The handlers
 * that it makes run on the network thread, and what handshakes compute on another, so that a stranger's handshakes hold up no tuples.
 */
final class WorkerTls {
    private static final String PREFIX = "storm.messaging.netty.tls.";
    private static final String ENABLE = PREFIX + "enable";
    private static final String VERIFY_HOSTNAME = "storm.thrift.tls.verify.hostname";

    private final SslContext inbound;
    private final SslContext outbound;

    private WorkerTls(SslContext inbound, SslContext outbound) {
        this.inbound = inbound;
        this.outbound = outbound;
    }

    /**
     * Empty if TLS is off.
     *
     * @throws IllegalArgumentException in one line, if it is on and a store is missing or cannot be used
     */
    static Optional<WorkerTls> of(Map<String, Object> conf, Clock clock) {
        ConfigReader read = new ConfigReader(conf);
        if (!read.flag(ENABLE, false)) {
            return Optional.empty();
        }
        if (read.flag(PREFIX + "require.open.ssl", false)) {
            throw new IllegalArgumentException("configuration " + PREFIX + "require.open.ssl is true, and there is no OpenSSL here; set it to false: Java's own TLS is used");
        }
        Date now = Date.from(clock.instant());
        boolean ownKeys = !read.text(PREFIX + "client.keystore.path", "").isBlank();
        boolean ownTrust = !read.text(PREFIX + "client.truststore.path", "").isBlank();
        try {
            KeyManagerFactory keys = keys(conf, PREFIX + "keystore.path", PREFIX + "keystore.password", now);
            TrustManagerFactory trust = trust(conf, PREFIX + "truststore.path", PREFIX + "truststore.password");
            SslContextBuilder server = SslContextBuilder.forServer(keys).trustManager(trust).clientAuth(ClientAuth.REQUIRE);
            SslContextBuilder sender = SslContextBuilder.forClient()
                .keyManager(ownKeys ? keys(conf, PREFIX + "client.keystore.path", PREFIX + "client.keystore.password", now) : keys)
                .trustManager(ownTrust ? trust(conf, PREFIX + "client.truststore.path", PREFIX + "client.truststore.password") : trust)
                .endpointIdentificationAlgorithm(read.flag(VERIFY_HOSTNAME, true) ? "HTTPS" : null);
            return Optional.of(new WorkerTls(context(server, conf), context(sender, conf)));
        } catch (GeneralSecurityException | SSLException | IllegalStateException e) {
            throw new IllegalArgumentException("configuration " + ENABLE + " is true, but TLS cannot be set up with the other " + PREFIX + "* settings: "
                + e.getMessage(), e);
        }
    }

    private static SslContext context(SslContextBuilder builder, Map<String, Object> conf) throws GeneralSecurityException, SSLException {
        SSLParameters known = SSLContext.getDefault().getSupportedSSLParameters();
        List<String> protocols = supported(conf, PREFIX + "ssl.protocols", known.getProtocols());
        List<String> ciphers = supported(conf, PREFIX + "ciphers", known.getCipherSuites());
        builder.sslProvider(SslProvider.JDK).protocols(protocols.isEmpty() ? List.of("TLSv1.3", "TLSv1.2") : protocols);
        return builder.ciphers(ciphers.isEmpty() ? null : ciphers).build();
    }

    /** The values of a setting, a list or a text with commas, of which each must be one that this Java has; empty if it is not set. */
    private static List<String> supported(Map<String, Object> conf, String key, String[] known) {
        List<String> values = ObjectReader.getStrings(conf.get(key)).stream().flatMap(text -> Arrays.stream(text.split(","))).map(String::strip)
            .filter(text -> !text.isEmpty()).toList();
        for (String value : values) {
            if (!Arrays.asList(known).contains(value)) {
                throw new IllegalArgumentException("configuration " + key + " is " + value + ", which this Java does not have; it must be some of "
                    + String.join(", ", known));
            }
        }
        return values;
    }

    private static KeyManagerFactory keys(Map<String, Object> conf, String pathKey, String passwordKey, Date now) throws GeneralSecurityException {
        KeyStore store = TlsStore.keys(conf, pathKey, passwordKey, now);
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, TlsStore.password(conf, passwordKey));
        return factory;
    }

    private static TrustManagerFactory trust(Map<String, Object> conf, String pathKey, String passwordKey) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(TlsStore.trust(conf, pathKey, passwordKey));
        return factory;
    }

    /** Puts TLS before what reads an accepted connection. */
    ChannelHandler accepting(ChannelHandler next, Executor handshakes) {
        return before(next, channel -> inbound.newHandler(channel.alloc(), handshakes));
    }

    /** Puts TLS before what speaks to the worker at an address. */
    ChannelHandler connecting(InetSocketAddress to, ChannelHandler next, Executor handshakes) {
        return before(next, channel -> outbound.newHandler(channel.alloc(), to.getHostString(), to.getPort(), handshakes));
    }

    private interface Handlers {
        SslHandler of(Channel channel);
    }

    private static ChannelHandler before(ChannelHandler next, Handlers handlers) {
        return new ChannelInitializer<Channel>() {
            @Override
            protected void initChannel(Channel channel) {
                SslHandler handler = handlers.of(channel);
                handler.setHandshakeTimeoutMillis(TransportConfig.HANDSHAKE_TIMEOUT.toMillis());
                channel.pipeline().addLast(handler, next);
            }
        };
    }
}
