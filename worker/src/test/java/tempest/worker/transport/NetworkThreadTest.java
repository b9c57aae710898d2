// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tempest.cluster.Clock;

/** What the keys of the network make of its channels, on real sockets of the loopback address. */
class NetworkThreadTest {
    private final NetworkThread network = new NetworkThread("network-thread-test", TransportConfig.of(Map.of(
        "storm.messaging.netty.socket.backlog", 17, "storm.messaging.netty.transfer.batch.size", 40_000)), Clock.system());

    @AfterEach
    void shutDown() {
        network.shutDown(Duration.ofSeconds(30));
    }

    @Test
    void aPortHasTheQueueOfConnectionsThatIsConfigured() {
        assertEquals(17, listen().config().getOption(ChannelOption.SO_BACKLOG));
    }

    @Test
    void aSocketIsGivenNoMoreAtATimeThanABatchOfTheTransport() {
        Channel channel = network.connect((InetSocketAddress) listen().localAddress(), new ChannelInboundHandlerAdapter()).syncUninterruptibly().channel();
        WriteBufferWaterMark marks = channel.config().getWriteBufferWaterMark();
        assertEquals(40_000, marks.high());
        assertEquals(20_000, marks.low());
        assertEquals(40_000, channel.bytesBeforeUnwritable() - 1);
    }

    @Test
    void aQueueOrBatchThatCannotBeIsRefusedByItsKey() {
        assertEquals("storm.messaging.netty.socket.backlog is 0: it must be a whole number from 1 to 1048576",
            assertThrows(IllegalArgumentException.class, () -> TransportConfig.of(Map.of("storm.messaging.netty.socket.backlog", 0))).getMessage());
        assertEquals("storm.messaging.netty.transfer.batch.size is 12: it must be a whole number from 1024 to 1073741824",
            assertThrows(IllegalArgumentException.class, () -> TransportConfig.of(Map.of("storm.messaging.netty.transfer.batch.size", 12))).getMessage());
    }

    private Channel listen() {
        return network.listen(0, new ChannelInboundHandlerAdapter()).syncUninterruptibly().channel();
    }
}
