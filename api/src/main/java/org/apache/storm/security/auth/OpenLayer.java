// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.security.auth;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.security.Principal;
import javax.security.auth.Subject;

/** No layer at all: bytes as they come, from anybody. Called by the server's selector thread. */
record OpenLayer(SocketChannel channel) implements ConnectionLayer {

    @Override
    public int read(ByteBuffer target) throws IOException {
        return channel.read(target);
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        return channel.write(source);
    }

    @Override
    public boolean isEstablished() {
        return true;
    }

    @Override
    public int keptBytes() {
        return 0;
    }

    @Override
    public Subject subject() {
        return null;
    }

    @Override
    public Principal realPrincipal() {
        return null;
    }

    @Override
    public void close() {
    }
}
