// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor;

import java.io.IOException;
import java.net.InetSocketAddress;
import org.apache.storm.thrift.TException;
import org.apache.storm.thrift.TProcessor;
import org.apache.storm.thrift.protocol.TBinaryProtocol;
import org.apache.storm.thrift.server.TNonblockingServer;
import org.apache.storm.thrift.transport.TNonblockingServerSocket;
import org.apache.storm.thrift.transport.TTransportException;
import org.apache.storm.thrift.transport.layered.TFramedTransport;
import tempest.cluster.FatalErrorHandler;
import tempest.cluster.PortOwner;

/**
 * Serves one Thrift service on one port, framed and in the binary protocol, on one thread: only for services whose methods never wait.
 * A connection that sends a frame that is too long or no Thrift at all is closed, and nothing else happens.
 */
final class ServicePort implements AutoCloseable {

    private static final int CLIENT_TIMEOUT_MS = 30_000;
    private static final long JOIN_MILLIS = 5_000;

    private final String name;
    private final int maxFrameBytes;
    private final TNonblockingServerSocket socket;
    private final FatalErrorHandler fatal;
    private volatile boolean closing;
    private TNonblockingServer server;
    private Thread thread;

    private ServicePort(String name, int maxFrameBytes, TNonblockingServerSocket socket, FatalErrorHandler fatal) {
        this.name = name;
        this.maxFrameBytes = maxFrameBytes;
        this.socket = socket;
        this.fatal = fatal;
    }

    /** Takes the port; who connects waits until {@link #serve}. {@code portKey} is the setting to name if the port is taken. */
    static ServicePort listen(String name, InetSocketAddress at, String portKey, int maxFrameBytes, FatalErrorHandler fatal) throws IOException {
        try {
            TNonblockingServerSocket socket = new TNonblockingServerSocket(at, CLIENT_TIMEOUT_MS, maxFrameBytes);
            return new ServicePort(name, maxFrameBytes, socket, fatal);
        } catch (TTransportException e) {
            throw new IOException(PortOwner.inUse(at.getPort(), portKey), e);
        }
    }

    void serve(TProcessor service) {
        TNonblockingServer.Args args = new TNonblockingServer.Args(socket).processor(terse(fatal.guard(service)))
            .transportFactory(new TFramedTransport.Factory(maxFrameBytes))
            .protocolFactory(new TBinaryProtocol.Factory(maxFrameBytes, maxFrameBytes));
        args.maxReadBufferBytes = maxFrameBytes;
        server = new TNonblockingServer(args);
        thread = new Thread(this::run, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        server.serve();
        if (!closing) {
            // The server has logged why: it catches everything.
            fatal.uncaughtException(Thread.currentThread(), new IllegalStateException("the server on port " + port() + " stopped by itself"));
        }
    }

    /** What a stranger sends is worth one line in the log, not a stack trace. */
    private static TProcessor terse(TProcessor service) {
        return (in, out) -> {
            try {
                service.process(in, out);
            } catch (TException e) {
                throw new UnreadableRequest("the connection is closed, since it did not bring a request of this service: " + e.getMessage());
            }
        };
    }

    private static final class UnreadableRequest extends TException {
        private static final long serialVersionUID = 1L;

        UnreadableRequest(String message) {
            super(message);
        }

        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }

    /** The port it listens on. */
    int port() {
        return socket.getPort();
    }

    @Override
    public void close() {
        closing = true;
        if (server == null) {
            socket.close();
            return;
        }
        server.stop();
        try {
            thread.join(JOIN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        socket.close();
    }
}
