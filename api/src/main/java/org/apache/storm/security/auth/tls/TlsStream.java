// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.security.auth.tls;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.net.Socket;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.apache.storm.security.auth.NotAuthenticatedException;
import org.apache.storm.thrift.TConfiguration;
import org.apache.storm.thrift.transport.TIOStreamTransport;
import org.apache.storm.thrift.transport.TTransportException;

/**
 * A client's end of a TLS connection. With TLS 1.3 a server may refuse a client's certificate only after the client thinks that all is well: the first
 * answer then is the refusal. Of one thread, which another may close under it.
 */
final class TlsStream extends TIOStreamTransport {
    private final Socket plain;
    private final String server;
    private final String hint;
    private boolean answered;

    TlsStream(TConfiguration limits, SSLSocket socket, Socket plain, String server, String hint) throws IOException, TTransportException {
        // One record for a frame's length and the frame.
        super(limits, socket.getInputStream(), new BufferedOutputStream(socket.getOutputStream()));
        this.plain = plain;
        this.server = server;
        this.hint = hint;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws TTransportException {
        try {
            int count = super.read(buffer, offset, length);
            answered = true;
            return count;
        } catch (TTransportException e) {
            if (!answered && e.getCause() instanceof SSLException reason) {
                throw refused(server, hint, reason);
            }
            throw e;
        }
    }

    static NotAuthenticatedException refused(String server, String hint, Exception reason) {
        return new NotAuthenticatedException(server + " and this client do not come to terms by TLS: " + reason.getMessage() + "; " + hint, reason);
    }

    /** Closes the socket below first: a thread that waits for an answer must not hold up the one that closes. */
    @Override
    public void close() {
        try {
            plain.close();
        } catch (IOException e) {
            return; // It was gone.
        }
        super.close();
    }
}
