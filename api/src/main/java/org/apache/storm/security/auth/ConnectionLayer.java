// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.security.auth;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.security.Principal;
import javax.security.auth.Subject;

/**
 * What stands between a server's connection and its requests: it authenticates the caller and may encrypt. One for each connection, made when it is
 * accepted and called by the server's selector thread, but for its {@link #work}; who the caller is, is read by the threads that serve requests. It never
 * blocks.
 */
public interface ConnectionLayer {

    /**
     * Goes on with the handshake, or reads.
     *
     * @return how many bytes of requests were put into {@code target}; 0 if none have arrived, -1 if the caller has ended
     * @throws RefusedException if the caller is not to be served
     */
    int read(ByteBuffer target) throws IOException;

    /** Sends; takes from {@code source} only what has left whole, and tells how much that is. */
    int write(ByteBuffer source) throws IOException;

    /** A part of a handshake that takes too long for the thread that serves all connections. */
    @FunctionalInterface
    interface Work {
        /** @throws RefusedException if the caller is not to be served */
        void run() throws IOException;
    }

    /**
     * What has to be computed before the handshake can go on: another thread does it, and until it is done the layer is not read. Asked after each read; null
     * if there is nothing.
     */
    default Work work() {
        return null;
    }

    /** Whether the handshake is over, so that requests may come. */
    boolean isEstablished();

    /** Bytes that it keeps for this connection at the moment. */
    int keptBytes();

    /** Who the caller is, or whom it acts as; null if it is not known. */
    Subject subject();

    /** The caller itself, if it acts as somebody else; null if not. */
    Principal realPrincipal();

    /** The connection is about to be closed. */
    void close();

    /** Makes the layer of a connection. */
    @FunctionalInterface
    interface Factory {
        ConnectionLayer over(SocketChannel channel) throws IOException;
    }
}
