// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tempest.cluster.Clock;
import tempest.cluster.ManualClock;

/** Two or three transports over real loopback sockets, with a relay in between that cuts connections where a test asks for it. */
final class TransportTest {
    private static final long BOUND_MS = 15_000;

    private final List<AutoCloseable> open = new ArrayList<>();
    private final RecordingHandler loads = new RecordingHandler();
    private final RecordingHandler received = new RecordingHandler();

    @AfterEach
    void closeAll() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    @Test
    void batchesArriveInOrder() throws Exception {
        WorkerAddress to = slot("b", freePort());
        transport("topo-1", to, loads, config()).listen(received);
        OutboundConnection connection = connect(transport("topo-1", slot("a", freePort()), loads, config()), to, to.port());
        for (int i = 0; i < 5000; i++) {
            send(connection, i, 20 + i % 300);
        }
        await(() -> received.count() == 5000);
        assertEquals(IntStream.range(0, 5000).boxed().toList(), received.numbers());
        await(() -> connection.queuedBytes() == 0);
        assertEquals(5000L, connection.stats().get("sent"));
        assertEquals(0L, connection.stats().get("pending"));
        assertEquals(0L, connection.stats().get("lostOnSend"));
    }

    @Test
    void batchesSentBeforeTheReceiverListensArriveOnceItDoes() throws Exception {
        WorkerAddress to = slot("b", freePort());
        OutboundConnection connection = connect(transport("topo-1", slot("a", freePort()), loads, config()), to, to.port());
        send(connection, 42, 10);
        await(() -> connection.state() == ConnectionState.BACKING_OFF);
        transport("topo-1", to, loads, config()).listen(received);
        await(() -> received.numbers().equals(List.of(42)));
        await(() -> connection.reachable().isDone());
    }

    @Test
    void aWorkerThatHasComeUpIsConnectedToAsSoonAsItConnectsItself() throws Exception {
        TransportConfig patient = TransportConfig.of(Map.of("storm.messaging.netty.min_wait_ms", 3_600_000, "storm.messaging.netty.max_wait_ms", 3_600_000));
        WorkerAddress late = slot("b", freePort());
        WorkerAddress early = slot("a", freePort());
        Transport first = transport("topo-1", early, loads, patient);
        first.listen(received);
        OutboundConnection connection = connect(first, late, late.port());
        await(() -> connection.state() == ConnectionState.BACKING_OFF);
        Transport second = transport("topo-1", late, loads, patient);
        second.listen(new RecordingHandler());
        connect(second, early, early.port());
        await(connection::connected);
    }

    @Test
    void aConnectionCutInTheMiddleOfFramesLosesDuplicatesAndReordersNothing() throws Exception {
        WorkerAddress to = slot("b", freePort());
        transport("topo-1", to, loads, config()).listen(received);
        FaultyLink link = link(to.port()).cutAfter(30_011);
        OutboundConnection connection = connectThrough(link, to);
        for (int i = 0; i < 3000; i++) {
            send(connection, i, 100);
        }
        await(() -> received.count() >= 3000);
        await(() -> connection.queuedBytes() == 0);
        assertEquals(IntStream.range(0, 3000).boxed().toList(), received.numbers());
        assertTrue(link.connections() > 5, "the link cut too rarely to prove anything: " + link.connections());
    }

    @Test
    void randomCutsUnderLoadLoseNothing() throws Exception {
        WorkerAddress to = slot("b", freePort());
        transport("topo-1", to, loads, config()).listen(received);
        FaultyLink link = link(to.port());
        OutboundConnection connection = connectThrough(link, to);
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            send(connection, i, 4 + random.nextInt(200));
            if (random.nextInt(2000) == 0) {
                link.cutNow();
            }
        }
        await(() -> received.count() >= 20_000);
        assertEquals(IntStream.range(0, 20_000).boxed().toList(), received.numbers());
    }

    @Test
    void aRestartedReceiverGetsTheUnconfirmedBatches() throws Exception {
        WorkerAddress to = slot("b", freePort());
        Transport first = transport("topo-1", to, received, config());
        first.listen(received);
        OutboundConnection connection = connect(transport("topo-1", slot("a", freePort()), loads, config()), to, to.port());
        send(connection, 1, 10);
        await(() -> received.count() == 1 && connection.queuedBytes() == 0);
        first.close();
        await(() -> !connection.connected());
        send(connection, 2, 10);
        send(connection, 3, 10);
        RecordingHandler second = new RecordingHandler();
        transport("topo-1", to, loads, config()).listen(second);
        await(() -> second.numbers().equals(List.of(2, 3)));
    }

    @Test
    void aFullQueueIsNotWritableUntilTheReceiverConfirmsAndThenNotifies() throws Exception {
        WorkerAddress to = slot("b", freePort());
        TransportConfig small = TransportConfig.of(Map.of("storm.messaging.netty.buffer.high.watermark", 10_000,
            "storm.messaging.netty.buffer.low.watermark", 2_000, "storm.messaging.netty.max_wait_ms", 20, "storm.messaging.netty.min_wait_ms", 5));
        Transport sender = transport("topo-1", slot("a", freePort()), loads, small);
        OutboundConnection connection = connect(sender, to, to.port());
        int taken = 0;
        while (connection.writable()) {
            connection.send(payload(taken++, 1000), 0);
        }
        assertEquals(10, taken);
        AtomicInteger woken = new AtomicInteger();
        connection.await(woken::incrementAndGet);
        assertEquals(0, woken.get());
        transport("topo-1", to, loads, config()).listen(received);
        await(connection::writable);
        await(() -> woken.get() == 1);
        connection.send(payload(10, 1000), 0);
        await(() -> received.count() == 11);
        assertEquals(IntStream.range(0, 11).boxed().toList(), received.numbers());
    }

    @Test
    void aNewReceiverIsSentLittleUntilItConfirmsAndThenMoreUpToTheLimit() throws Exception {
        WorkerAddress to = slot("b", freePort());
        OutboundConnection connection = connect(transport("topo-1", slot("a", freePort()), loads, config()), to, to.port());
        int taken = 0;
        while (connection.writable()) {
            connection.send(payload(taken++, 10_000), 0);
        }
        assertTrue(taken >= 50 && taken < 60, "accepted " + taken + " batches of 10 kB before the receiver said anything");
        Transport receiver = transport("topo-1", to, received, config());
        receiver.listen(received);
        await(() -> connection.queuedBytes() == 0);
        receiver.close();
        await(() -> !connection.connected());
        int later = 0;
        while (connection.writable()) {
            connection.send(payload(taken + later++, 10_000), 0);
        }
        assertTrue(later > 2 * taken, "accepted " + later + " more");
    }

    @Test
    void aSlowReaderMakesTheSendersQueueFullAndNothingIsLost() throws Exception {
        try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            WorkerAddress to = slot("b", deaf.getLocalPort());
            TransportConfig small = TransportConfig.of(Map.of("storm.messaging.netty.buffer.high.watermark", 500_000,
                "storm.messaging.netty.buffer.low.watermark", 1000));
            OutboundConnection connection = connect(transport("topo-1", slot("a", freePort()), loads, small), to, to.port());
            try (Socket accepted = deaf.accept()) {
                accepted.getOutputStream().write(welcome(0));
                await(connection::connected);
                int offered = 0;
                while (connection.writable()) {
                    connection.send(payload(offered++, 10_000), 0);
                }
                assertTrue(offered >= 50 && offered < 60, "offered " + offered);
                assertFalse(connection.writable());
                assertTrue(connection.connected());
            }
        }
    }

    @Test
    void congestionReachesPresentAndLaterSendersAndEnds() throws Exception {
        WorkerAddress to = slot("b", freePort());
        Transport receiver = transport("topo-1", to, received, config());
        receiver.listen(received);
        OutboundConnection connection = connect(transport("topo-1", slot("a", freePort()), loads, config()), to, to.port());
        await(connection::connected);
        receiver.congestion(5, true);
        await(() -> connection.stopped(5));
        AtomicInteger woken = new AtomicInteger();
        connection.await(woken::incrementAndGet);
        RecordingHandler lateLoads = new RecordingHandler();
        OutboundConnection late = connect(transport("topo-1", slot("c", freePort()), lateLoads, config()), to, to.port());
        await(late::connected);
        assertTrue(late.stopped(5));
        receiver.congestion(5, false);
        await(() -> !connection.stopped(5) && !late.stopped(5));
        await(() -> woken.get() == 1);
        receiver.loads(new int[] {5, 6}, new float[] {0.5f, 1f});
        await(() -> loads.load(6) != null);
        assertEquals(0.5f, loads.load(5));
    }

    @Test
    void aStopAfterAResumeThatIsStillQueuedReachesSendersLast() throws Exception {
        WorkerAddress to = slot("b", freePort());
        AtomicReference<Transport> receiver = new AtomicReference<>();
        AtomicInteger batches = new AtomicInteger();
        MessageHandler handler = new MessageHandler() {
            @Override
            public void batch(WorkerAddress sender, ByteBuf payload) {
                // As when the consumer has just emptied its overflow on its own thread, and this batch fills it again.
                CompletableFuture.runAsync(() -> receiver.get().congestion(5, false)).join();
                receiver.get().congestion(5, true);
                batches.incrementAndGet();
            }

        };
        receiver.set(transport("topo-1", to, loads, config()));
        receiver.get().listen(handler);
        OutboundConnection connection = connect(transport("topo-1", slot("a", freePort()), loads, config()), to, to.port());
        await(connection::connected);
        receiver.get().congestion(5, true);
        await(() -> connection.stopped(5));
        send(connection, 1, 10);
        await(() -> batches.get() == 1);
        receiver.get().congestion(6, true);
        await(() -> connection.stopped(6));
        assertTrue(connection.stopped(5));
    }

    @Test
    void congestionThatEndsWhileTheConnectionIsCutEndsAtTheSender() throws Exception {
        WorkerAddress to = slot("b", freePort());
        Transport receiver = transport("topo-1", to, received, config());
        receiver.listen(received);
        FaultyLink link = link(to.port());
        OutboundConnection connection = connectThrough(link, to);
        await(connection::connected);
        receiver.congestion(9, true);
        await(() -> connection.stopped(9));
        link.refuse(true);
        link.cutNow();
        await(() -> !connection.connected());
        receiver.congestion(9, false);
        link.refuse(false);
        await(() -> !connection.stopped(9));
    }

    @Test
    void aWorkerThatTheAssignmentDropsIsClosedAndItsBatchesReleased() throws Exception {
        WorkerAddress to = slot("b", freePort());
        Transport sender = transport("topo-1", slot("a", freePort()), loads, config());
        OutboundConnection connection = connect(sender, to, to.port());
        ByteBuf kept = payload(1, 100);
        connection.send(kept, 0);
        sender.assign(Map.of());
        await(() -> kept.refCnt() == 0);
        assertNull(sender.connection(to));
        ByteBuf later = payload(2, 100);
        connection.send(later, 0);
        assertEquals(0, later.refCnt(), "a closed connection discards");
    }

    @Test
    void aWorkerThatReturnsToTheAssignmentIsSentToAgain() throws Exception {
        WorkerAddress to = slot("b", freePort());
        transport("topo-1", to, loads, config()).listen(received);
        Transport sender = transport("topo-1", slot("a", freePort()), loads, config());
        OutboundConnection before = connect(sender, to, to.port());
        send(before, 1, 10);
        send(before, 2, 10);
        await(() -> received.count() == 2 && before.queuedBytes() == 0);
        sender.assign(Map.of());
        await(before::closed);
        OutboundConnection after = connect(sender, to, to.port());
        send(after, 3, 10);
        await(() -> received.numbers().equals(List.of(1, 2, 3)));
        await(() -> after.queuedBytes() == 0);
    }

    @Test
    void aWorkerOfAnotherTopologyIsRefused() throws Exception {
        WorkerAddress to = slot("b", freePort());
        transport("topo-1", to, loads, config()).listen(received);
        OutboundConnection connection = connect(transport("topo-2", slot("a", freePort()), loads, config()), to, to.port());
        send(connection, 1, 10);
        await(() -> connection.state() == ConnectionState.BACKING_OFF);
        assertEquals(0, received.count());
        assertFalse(connection.reachable().isDone());
    }

    @Test
    void garbageOversizedAndTruncatedFramesCloseTheirConnectionAndNothingElse() throws Exception {
        WorkerAddress to = slot("b", freePort());
        transport("topo-1", to, loads, config()).listen(received);
        OutboundConnection connection = connect(transport("topo-1", slot("a", freePort()), loads, config()), to, to.port());
        await(connection::connected);
        byte[] oversized = ByteBuffer.allocate(9).putInt(Integer.MAX_VALUE).array();
        byte[] zero = new byte[8];
        byte[] wrongType = ByteBuffer.allocate(6).putInt(2).put((byte) 99).array();
        byte[] cutHello = ByteBuffer.allocate(9).putInt(5).put(Wire.HELLO).putInt(1).array();
        for (byte[] bad : List.of("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII), oversized, zero, wrongType, cutHello)) {
            assertClosedAfter(to.port(), bad);
        }
        send(connection, 77, 10);
        await(() -> received.numbers().equals(List.of(77)));
        assertTrue(connection.connected());
    }

    @Test
    void aDamagedBatchClosesItsConnectionAndIsNotResent() throws Exception {
        WorkerAddress to = slot("b", freePort());
        AtomicInteger seen = new AtomicInteger();
        MessageHandler picky = new MessageHandler() {
            @Override
            public void batch(WorkerAddress sender, ByteBuf payload) throws ProtocolException {
                seen.incrementAndGet();
                if (payload.getInt(payload.readerIndex()) == 3) {
                    throw new ProtocolException("it is damaged", null);
                }
                received.batch(sender, payload);
            }

        };
        transport("topo-1", to, loads, config()).listen(picky);
        OutboundConnection connection = connect(transport("topo-1", slot("a", freePort()), loads, config()), to, to.port());
        OutboundConnection other = connect(transport("topo-1", slot("c", freePort()), new RecordingHandler(), config()), to, to.port());
        await(() -> connection.connected() && other.connected());
        for (int i = 0; i < 10; i++) {
            send(connection, i, 100);
        }
        await(() -> received.count() == 9 && connection.queuedBytes() == 0);
        assertEquals(List.of(0, 1, 2, 4, 5, 6, 7, 8, 9), received.numbers());
        assertEquals(10, seen.get());
        assertEquals(1L, connection.stats().get("reconnects"));
        assertEquals(0L, other.stats().get("reconnects"));
        assertTrue(other.connected());
    }

    @Test
    void anIntroductionWithNamesThatAreTooLongOrNotOneLineIsRefused() throws Exception {
        WorkerAddress to = slot("b", freePort());
        transport("topo-1", to, loads, config()).listen(received);
        assertClosedAfter(to.port(), hello("topo-1", slot("x".repeat(256), 1), to, 1));
        assertClosedAfter(to.port(), hello("topo-1", slot("x".repeat(60_000), 1), to, 1));
        assertClosedAfter(to.port(), hello("topo-1\nforged line", slot("a", 1), to, 1));
    }

    @Test
    void unassignedSendersAreForgottenOnceThereAreMany() throws Exception {
        WorkerAddress to = slot("b", freePort());
        Transport receiver = transport("topo-1", to, received, config());
        receiver.listen(received);
        OutboundConnection named = connect(transport("topo-1", slot("a", freePort()), loads, config()), to, to.port());
        await(named::connected);
        for (int i = 0; i < SenderTable.MAX_STRANGERS + 100; i++) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), to.port())) {
                socket.setSoTimeout((int) BOUND_MS);
                socket.getOutputStream().write(hello("topo-1", slot("stranger-" + i, 1), to, 1));
                assertEquals(0, socket.getInputStream().read(), "an answer");
            }
        }
        assertTrue(receiver.received().size() <= SenderTable.MAX_STRANGERS + 1, "remembered are " + receiver.received().size());
        send(named, 1, 10);
        await(() -> received.count() == 1);
        receiver.assign(Map.of(slot("a", 1), "127.0.0.1"));
        await(() -> receiver.received().size() <= 2);
    }

    @Test
    void anOlderWorkerAtTheSameAddressDoesNotDisplaceALaterOne() throws Exception {
        WorkerAddress to = slot("b", freePort());
        transport("topo-1", to, loads, config()).listen(received);
        try (Socket later = new Socket(InetAddress.getLoopbackAddress(), to.port())) {
            later.setSoTimeout((int) BOUND_MS);
            later.getOutputStream().write(hello("topo-1", slot("a", 1), to, 20));
            assertEquals(0, later.getInputStream().read(), "a welcome");
            assertEquals(Wire.REFUSED, answer(to, hello("topo-1", slot("a", 1), to, 19)));
            assertEquals(Wire.WELCOME, answer(to, hello("topo-1", slot("a", 1), to, 21)));
        }
        await(() -> {
            try {
                // Once the later one is gone, any is accepted: its computer's clock may have been set back.
                return answer(to, hello("topo-1", slot("a", 1), to, 3)) == Wire.WELCOME;
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
    }

    @Test
    void aReceiverThatNamesInvalidTasksOrLoadsIsDisconnected() throws Exception {
        ByteBuf congestion = io.netty.buffer.Unpooled.buffer();
        Wire.writeCongestion(congestion, 5000, true);
        ByteBuf noNumber = io.netty.buffer.Unpooled.buffer();
        Wire.writeLoads(noNumber, new int[] {5}, new float[] {Float.NaN});
        ByteBuf unknown = io.netty.buffer.Unpooled.buffer();
        Wire.writeLoads(unknown, new int[] {-5}, new float[] {0});
        ByteBuf longer = io.netty.buffer.Unpooled.buffer().writeInt(12).writeByte(Wire.RECEIVED).writeZero(11);
        for (ByteBuf bad : List.of(congestion, noNumber, unknown, longer)) {
            try (ServerSocket liar = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                WorkerAddress to = slot("b", liar.getLocalPort());
                connect(transport("topo-1", slot("a", freePort()), loads, config()), to, to.port());
                try (Socket accepted = liar.accept()) {
                    accepted.getOutputStream().write(welcome(0));
                    accepted.getOutputStream().write(io.netty.buffer.ByteBufUtil.getBytes(bad));
                    accepted.setSoTimeout((int) BOUND_MS);
                    accepted.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
                }
            }
        }
    }

    @Test
    void aReceiverThatConfirmsNothingForHalfAMinuteIsReconnected() throws Exception {
        ManualClock clock = new ManualClock();
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            WorkerAddress to = slot("b", silent.getLocalPort());
            Transport sender = transport("topo-1", slot("a", freePort()), loads, config(), clock);
            OutboundConnection connection = connect(sender, to, to.port());
            try (Socket first = silent.accept()) {
                first.getOutputStream().write(welcome(0));
                await(connection::connected);
                send(connection, 1, 10);
                await(() -> connection.stats().get("sent").equals(1L));
                clock.advance(29, TimeUnit.SECONDS);
                send(connection, 2, 10);
                clock.advance(2, TimeUnit.SECONDS);
                await(() -> connection.state() == ConnectionState.BACKING_OFF);
            }
            clock.advance(1, TimeUnit.SECONDS);
            try (Socket second = silent.accept()) {
                second.getOutputStream().write(welcome(0));
                await(() -> connection.stats().get("reconnects").equals(1L));
                assertTrue(connection.connected());
            }
        }
    }

    private static TransportConfig small() {
        return TransportConfig.of(Map.of("storm.messaging.netty.buffer.high.watermark", 10_000, "storm.messaging.netty.buffer.low.watermark", 2_000,
            "storm.messaging.netty.max_wait_ms", 20, "storm.messaging.netty.min_wait_ms", 5, "topology.message.timeout.secs", 30));
    }

    @Test
    void aWorkerThatIsGoneIsAwayAfterASecondAndOneThatNeverWasThereAfterTen() throws Exception {
        ManualClock clock = new ManualClock();
        WorkerAddress to = slot("b", freePort());
        OutboundConnection connection = connect(transport("topo-1", slot("a", freePort()), loads, small(), clock), to, to.port());
        await(() -> connection.state() == ConnectionState.BACKING_OFF);
        clock.advance(9, TimeUnit.SECONDS);
        assertFalse(connection.away());
        Transport receiver = transport("topo-1", to, loads, config());
        receiver.listen(received);
        await(() -> {
            clock.advance(10, TimeUnit.MILLISECONDS);
            return connection.connected();
        });
        assertFalse(connection.away());
        AtomicInteger woken = new AtomicInteger();
        receiver.close();
        await(() -> !connection.connected());
        connection.await(woken::incrementAndGet);
        await(() -> {
            clock.advance(100, TimeUnit.MILLISECONDS);
            return connection.away() && woken.get() == 1;
        });
        transport("topo-1", to, loads, config()).listen(received);
        await(() -> {
            clock.advance(10, TimeUnit.MILLISECONDS);
            return connection.connected() && !connection.away();
        });
    }

    @Test
    void aWorkerThatIsConnectedButSilentIsAwayUntilItConfirms() throws Exception {
        ManualClock clock = new ManualClock();
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            WorkerAddress to = slot("b", silent.getLocalPort());
            OutboundConnection connection = connect(transport("topo-1", slot("a", freePort()), loads, small(), clock), to, to.port());
            try (Socket accepted = silent.accept()) {
                accepted.getOutputStream().write(welcome(0));
                await(connection::connected);
                clock.advance(20, TimeUnit.SECONDS);
                send(connection, 1, 10);
                await(() -> connection.stats().get("sent").equals(1L));
                clock.advance(4, TimeUnit.SECONDS);
                assertFalse(connection.away());
                clock.advance(1, TimeUnit.SECONDS);
                await(connection::away);
                ByteBuf confirmation = io.netty.buffer.Unpooled.buffer();
                Wire.writeReceived(confirmation, 1);
                accepted.getOutputStream().write(io.netty.buffer.ByteBufUtil.getBytes(confirmation));
                await(() -> !connection.away());
            }
        }
    }

    @Test
    void whatWaitsForLongerThanTheTimeoutOfItsTuplesIsNotSentAnyMore() throws Exception {
        ManualClock clock = new ManualClock();
        WorkerAddress to = slot("b", freePort());
        OutboundConnection connection = connect(transport("topo-1", slot("a", freePort()), loads, small(), clock), to, to.port());
        int taken = 0;
        while (connection.writable()) {
            connection.send(payload(taken++, 1000), 0);
        }
        await(() -> {
            clock.advance(1, TimeUnit.SECONDS);
            return connection.writable();
        });
        assertEquals((long) taken, connection.stats().get("lostOnSend"));
        connection.send(payload(77, 1000), 0);
        transport("topo-1", to, loads, config()).listen(received);
        await(() -> {
            clock.advance(1, TimeUnit.MILLISECONDS);
            return received.numbers().equals(List.of(77));
        });
    }

    @Test
    void aReceiverThatDoesNotAnswerTheIntroductionIsLeftAfterTenSeconds() throws Exception {
        ManualClock clock = new ManualClock();
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            WorkerAddress to = slot("b", silent.getLocalPort());
            OutboundConnection connection = connect(transport("topo-1", slot("a", freePort()), loads, config(), clock), to, to.port());
            try (Socket accepted = silent.accept()) {
                await(() -> connection.state() == ConnectionState.GREETING);
                clock.advance(11, TimeUnit.SECONDS);
                await(() -> connection.state() == ConnectionState.BACKING_OFF);
                accepted.setSoTimeout((int) BOUND_MS);
                accepted.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
            }
        }
    }

    @Test
    void aConnectionThatDoesNotIntroduceItselfIsClosedAfterTenSeconds() throws Exception {
        ManualClock clock = new ManualClock();
        WorkerAddress to = slot("b", freePort());
        transport("topo-1", to, loads, config(), clock).listen(received);
        try (Socket mute = new Socket(InetAddress.getLoopbackAddress(), to.port())) {
            mute.setSoTimeout((int) BOUND_MS);
            await(() -> {
                clock.advance(11, TimeUnit.SECONDS); // It counts from when it is accepted.
                try {
                    mute.setSoTimeout(20);
                    return readOrReset(mute) == -1;
                } catch (java.net.SocketTimeoutException stillOpen) {
                    return false;
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
        }
    }

    /** The type of the reply frame. */
    private static int answer(WorkerAddress to, byte[] hello) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), to.port())) {
            socket.setSoTimeout((int) BOUND_MS);
            socket.getOutputStream().write(hello);
            return socket.getInputStream().readNBytes(5)[4];
        }
    }

    private static byte[] hello(String topology, WorkerAddress from, WorkerAddress to, long incarnation) {
        ByteBuf out = io.netty.buffer.Unpooled.buffer();
        Wire.writeHello(out, new Wire.Hello(topology, from, to, incarnation, 0));
        return io.netty.buffer.ByteBufUtil.getBytes(out);
    }

    @Test
    void aReceiverThatConfirmsAnUnsentBatchIsDisconnected() throws Exception {
        try (ServerSocket liar = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            WorkerAddress to = slot("b", liar.getLocalPort());
            OutboundConnection connection = connect(transport("topo-1", slot("a", freePort()), loads, config()), to, to.port());
            try (Socket accepted = liar.accept()) {
                accepted.getOutputStream().write(welcome(1000));
                accepted.setSoTimeout((int) BOUND_MS);
                InputStream in = accepted.getInputStream();
                while (in.read() >= 0) {
                    // Reads the handshake, then the end.
                }
                await(() -> !connection.connected());
            }
        }
    }

    @Test
    void aBatchAboveTheFrameLimitIsRefusedWhereItIsSent() throws Exception {
        OutboundConnection connection = connect(transport("topo-1", slot("a", freePort()), loads, config()), slot("b", 1), 1);
        ByteBuf huge = payload(1, (64 << 20) + 10);
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> connection.send(huge, 0));
        assertTrue(e.getMessage().contains("storm.messaging.netty.buffer_size"), e.getMessage());
    }

    @Test
    void aPortInUseIsNamed() throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            Transport transport = transport("topo-1", slot("a", taken.getLocalPort()), loads, config());
            IOException e = assertThrows(IOException.class, () -> transport.listen(received));
            assertTrue(e.getMessage().contains(Integer.toString(taken.getLocalPort())), e.getMessage());
        }
    }

    @Test
    void theWorkersPortIsOpenToThisMachineAloneAndToOthersOnlyIfTheOperatorSaysSo() throws Exception {
        int closed = transport("topo-1", slot("a", 0), loads, config()).listen(received);
        assertThrows(ConnectException.class, () -> new Socket("127.0.0.2", closed).close());
        TransportConfig everywhere = TransportConfig.of(Map.of("storm.bind.address", "0.0.0.0"));
        String refusal = assertThrows(IllegalArgumentException.class,
            () -> transport("topo-1", slot("a", 0), loads, everywhere).listen(received)).getMessage();
        assertTrue(refusal.contains("storm.insecure.allow.remote.access"), refusal);
        TransportConfig open = TransportConfig.of(Map.of("storm.bind.address", "0.0.0.0", "storm.insecure.allow.remote.access", true));
        try (Socket socket = new Socket("127.0.0.2", transport("topo-1", slot("a", 0), loads, open).listen(received))) {
            assertTrue(socket.isConnected());
        }
    }

    @Test
    void configurationErrorsNameTheKey() {
        IllegalArgumentException wrong = assertThrows(IllegalArgumentException.class,
            () -> TransportConfig.of(Map.of("storm.messaging.netty.min_wait_ms", "soon")));
        assertTrue(wrong.getMessage().contains("storm.messaging.netty.min_wait_ms"), wrong.getMessage());
        assertThrows(IllegalArgumentException.class,
            () -> TransportConfig.of(Map.of("storm.messaging.netty.min_wait_ms", 500, "storm.messaging.netty.max_wait_ms", 100)));
        IllegalArgumentException noKeys = assertThrows(IllegalArgumentException.class,
            () -> TransportConfig.of(Map.of("storm.messaging.netty.tls.enable", true)));
        assertTrue(noKeys.getMessage().contains("storm.messaging.netty.tls.keystore.path"), noKeys.getMessage());
        assertEquals(Duration.ofSeconds(1), TransportConfig.of(Map.of()).maxBackoff());
    }

    // ------------------------------------------------------------------

    private static TransportConfig config() {
        return TransportConfig.of(Map.of("storm.messaging.netty.max_wait_ms", 20, "storm.messaging.netty.min_wait_ms", 5));
    }

    private Transport transport(String topologyId, WorkerAddress self, LoadListener loads, TransportConfig config) {
        return transport(topologyId, self, loads, config, Clock.system());
    }

    private Transport transport(String topologyId, WorkerAddress self, LoadListener loads, TransportConfig config, Clock clock) {
        LocalWorker worker = new LocalWorker(topologyId, self, task -> task >= 0 && task < 100);
        Transport transport = new Transport(config, worker, loads, clock, new Random(self.port()));
        open.add(transport);
        return transport;
    }

    private OutboundConnection connect(Transport from, WorkerAddress to, int port) {
        assertEquals(to.port(), port);
        from.assign(Map.of(to, "127.0.0.1"));
        return from.connection(to);
    }

    private FaultyLink link(int target) throws IOException {
        FaultyLink link = new FaultyLink(target);
        open.add(link);
        return link;
    }

    /** A connection through the link: the handshake still names the true receiver. */
    private OutboundConnection connectThrough(FaultyLink link, WorkerAddress to) throws IOException {
        Transport sender = transport("topo-1", slot("a", freePort()), loads, config());
        sender.assign(Map.of(to, "127.0.0.1"), slot -> new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), link.port()));
        return sender.connection(to);
    }

    private static byte[] welcome(long next) {
        ByteBuf out = io.netty.buffer.Unpooled.buffer();
        Wire.writeWelcome(out, next, new int[0]);
        byte[] bytes = new byte[out.readableBytes()];
        out.readBytes(bytes);
        return bytes;
    }

    private static void assertClosedAfter(int port, byte[] bytes) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout((int) BOUND_MS);
            socket.getOutputStream().write(bytes);
            assertEquals(-1, readOrReset(socket), "the connection must be closed");
        }
    }

    private static int readOrReset(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read();
        } catch (java.net.SocketException reset) {
            return -1;
        }
    }

    private static ByteBuf payload(int number, int bytes) {
        ByteBuf payload = io.netty.buffer.PooledByteBufAllocator.DEFAULT.buffer(Transport.RESERVE + Math.max(4, bytes));
        payload.writerIndex(Transport.RESERVE).readerIndex(Transport.RESERVE);
        payload.writeInt(number).writeZero(Math.max(4, bytes) - 4);
        return payload;
    }

    private static void send(OutboundConnection connection, int number, int bytes) {
        await(connection::writable);
        connection.send(payload(number, bytes), 0);
    }

    private static WorkerAddress slot(String node, int port) {
        return new WorkerAddress(node, port);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(BOUND_MS);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "the condition did not hold within " + BOUND_MS + " ms");
            LockSupport.parkNanos(200_000);
        }
    }
}
