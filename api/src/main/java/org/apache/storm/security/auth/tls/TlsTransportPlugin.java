// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.security.auth.tls;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.apache.storm.security.auth.ConnectionLayer;
import org.apache.storm.security.auth.FramedTransportPlugin;
import org.apache.storm.thrift.transport.TSocket;
import org.apache.storm.thrift.transport.TTransport;
import org.apache.storm.thrift.transport.TTransportException;

/**
 * Connections by TLS 1.2 or 1.3. Callers are known by their certificates' names, for {@link org.apache.storm.security.auth.IPrincipalToLocal} to make users of;
 * a caller without a certificate, where none is required, is nobody.
 */
public class TlsTransportPlugin extends FramedTransportPlugin {
    private static final int HANDSHAKE_MILLIS = 30_000;

    @Override
    protected ConnectionLayer.Factory layers() {
        TlsSettings settings = TlsSettings.of(type, conf);
        SSLContext context = settings.server();
        boolean required = settings.isClientAuthRequired();
        boolean asked = settings.isClientAsked();
        TlsLayer.Scratch scratch = TlsLayer.Scratch.of(context.createSSLEngine());
        return channel -> {
            SSLEngine engine = context.createSSLEngine();
            engine.setUseClientMode(false);
            SSLParameters parameters = engine.getSSLParameters();
            parameters.setProtocols(TlsSettings.PROTOCOLS);
            if (required) {
                parameters.setNeedClientAuth(true);
            } else {
                parameters.setWantClientAuth(asked);
            }
            engine.setSSLParameters(parameters);
            return new TlsLayer(channel, engine, scratch, settings.hint());
        };
    }

    @Override
    public void checkClient() {
        TlsSettings.of(type, conf).client();
    }

    @Override
    public TTransport connect(TTransport transport, String serverHost, String asUser) throws IOException, TTransportException {
        if (!(transport instanceof TSocket socket)) {
            throw new IllegalArgumentException("TLS needs a socket to connect by, not a " + transport.getClass().getName());
        }
        TlsSettings settings = TlsSettings.of(type, conf);
        SSLContext context = settings.client();
        if (!socket.isOpen()) {
            socket.open();
        }
        Socket plain = socket.getSocket();
        String server = serverHost + ":" + plain.getPort();
        try {
            SSLSocket secured = (SSLSocket) context.getSocketFactory().createSocket(plain, serverHost, plain.getPort(), true);
            SSLParameters parameters = secured.getSSLParameters();
            parameters.setProtocols(TlsSettings.PROTOCOLS);
            if (settings.verifiesHostname()) {
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
            }
            secured.setSSLParameters(parameters);
            int before = plain.getSoTimeout();
            secured.setSoTimeout(HANDSHAKE_MILLIS);
            secured.startHandshake();
            secured.setSoTimeout(before);
            return framed(new TlsStream(socket.getConfiguration(), secured, plain, server, settings.hint()));
        } catch (SocketTimeoutException e) {
            socket.close();
            throw new TTransportException(TTransportException.TIMED_OUT, server + " does not answer within " + HANDSHAKE_MILLIS + " ms of TLS handshake", e);
        } catch (SSLException e) {
            socket.close();
            throw TlsStream.refused(server, settings.hint(), e);
        } catch (IOException e) {
            socket.close();
            throw new TTransportException(TTransportException.NOT_OPEN, server + " ended the TLS handshake: " + e.getMessage(), e);
        }
    }
}
