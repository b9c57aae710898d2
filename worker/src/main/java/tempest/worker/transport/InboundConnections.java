// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import tempest.worker.transport.SenderTable.KnownSender;

/**
 * Receives from other workers: the port and the connections accepted there. It tells all senders, including later ones, which tasks are
 * congested. The worker's process opens and closes the port; everything else runs on the event loop and never blocks.
 */
final class InboundConnections {
    private final LocalWorker self;
    private final TransportConfig config;
    private final NetworkThread network;
    private final Consumer<WorkerAddress> connected;
    private final SenderTable senders = new SenderTable();
    private final ChannelGroup accepted;
    private final TreeSet<Integer> stopped = new TreeSet<>();

    /** @param connected is told on the event loop of each worker that has connected */
    InboundConnections(LocalWorker self, TransportConfig config, NetworkThread network, Consumer<WorkerAddress> connected) {
        this.self = self;
        this.config = config;
        this.network = network;
        this.connected = connected;
        accepted = new DefaultChannelGroup(network.loop());
    }

    /** Opens the port and returns it. Connections accepted there are read by {@code handler}. Not the event loop. */
    int listen(MessageHandler handler) throws IOException {
        int port = self.address().port();
        config.bind().guard("worker port " + port, config.secret().isPresent() || config.tls().isPresent());
        ChannelFuture bound = network.listen(port, new ChannelInitializer<Channel>() {
            @Override
            protected void initChannel(Channel channel) {
                accepted.add(channel);
                channel.pipeline().addLast(new InboundConnection(InboundConnections.this, handler));
            }
        }).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException("worker port " + port + " cannot be opened: " + bound.cause().getMessage(), bound.cause());
        }
        accepted.add(bound.channel());
        return ((InetSocketAddress) bound.channel().localAddress()).getPort();
    }

    /** Closes the port, so that no new connections are accepted, then the accepted ones. Not the event loop. */
    void close(Duration limit) {
        accepted.close(channel -> channel instanceof io.netty.channel.ServerChannel).awaitUninterruptibly(limit.toMillis());
        accepted.close().awaitUninterruptibly(limit.toMillis());
    }

    /** Batches received from each sender. Any thread. */
    Map<String, Long> received() {
        return senders.received();
    }

    // ------------------------------------------------------------------ event loop

    void assigned(Set<WorkerAddress> workers) {
        senders.assigned(workers);
    }

    void congestion(int task, boolean stop) {
        if (stop ? !stopped.add(task) : !stopped.remove(task)) {
            return;
        }
        for (KnownSender sender : senders.all()) {
            if (sender.connection != null) {
                sender.connection.send(16, out -> Wire.writeCongestion(out, task, stop));
            }
        }
    }

    void loads(int[] tasks, float[] loads) {
        for (KnownSender sender : senders.all()) {
            if (sender.connection != null && sender.connection.isWritable()) {
                sender.connection.send(16 + 8 * tasks.length, out -> Wire.writeLoads(out, tasks, loads));
            }
        }
    }

    /** The tasks that no sender may send to. */
    int[] stopped() {
        return stopped.stream().mapToInt(Integer::intValue).toArray();
    }

    void connected(WorkerAddress sender) {
        connected.accept(sender);
    }

    SenderTable senders() {
        return senders;
    }

    LocalWorker self() {
        return self;
    }

    TransportConfig config() {
        return config;
    }

    NetworkThread network() {
        return network;
    }
}
