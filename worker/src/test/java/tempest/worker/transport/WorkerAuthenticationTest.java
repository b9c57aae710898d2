// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tempest.cluster.Clock;
import tempest.cluster.Eventually;
import tempest.worker.transport.WorkerSecret.Side;

/** Workers that make sure of each other, and strangers at both ends who know everything but the secret. */
class WorkerAuthenticationTest {
    private static final String SECRET = "topology:a secret of this topology";
    private static final int BOUND_MS = 60_000;

    private final RecordingHandler received = new RecordingHandler();
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
    }

    private static TransportConfig config(String secret) {
        Map<String, Object> conf = new HashMap<>(Map.of("storm.messaging.netty.max_wait_ms", 20, "storm.messaging.netty.min_wait_ms", 5));
        if (secret != null) {
            conf.put("storm.messaging.netty.authentication", true);
            conf.put("storm.zookeeper.topology.auth.payload", secret);
        }
        return TransportConfig.of(conf);
    }

    private Transport transport(WorkerAddress self, String secret) {
        Transport transport = new Transport(config(secret), new LocalWorker("topo-1", self, task -> task < 100), received, Clock.system(), new Random(1));
        open.add(transport);
        return transport;
    }

    private int receiver(String secret) throws IOException {
        int port = freePort();
        assertEquals(port, transport(new WorkerAddress("b", port), secret).listen(received));
        return port;
    }

    private OutboundConnection sender(String secret, int receiver, int port) throws IOException {
        WorkerAddress to = new WorkerAddress("b", receiver);
        Transport sender = transport(new WorkerAddress("a", freePort()), secret);
        sender.assign(Map.of(to, "127.0.0.1"), slot -> new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return sender.connection(to);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void send(OutboundConnection connection, int number) {
        ByteBuf payload = PooledByteBufAllocator.DEFAULT.buffer(Transport.RESERVE + 4);
        payload.writerIndex(Transport.RESERVE).readerIndex(Transport.RESERVE);
        connection.send(payload.writeInt(number), 0);
    }

    private static byte[] frame(Consumer<ByteBuf> write) {
        ByteBuf out = Unpooled.buffer();
        write.accept(out);
        byte[] bytes = new byte[out.readableBytes()];
        out.readBytes(bytes);
        return bytes;
    }

    private static byte[] batch(int number) {
        ByteBuf payload = Unpooled.buffer().writerIndex(Transport.RESERVE).readerIndex(Transport.RESERVE).writeInt(number);
        Wire.prependBatchHeader(payload);
        return frame(out -> out.writeBytes(payload));
    }

    private static Wire.Hello hello(int receiver) {
        return new Wire.Hello("topo-1", new WorkerAddress("a", 1), new WorkerAddress("b", receiver), 1, 0);
    }

    /** A stranger with a plain socket. */
    private static final class Stranger implements AutoCloseable {
        private final Socket socket;
        private final DataInputStream in;

        Stranger(Socket socket) throws IOException {
            this.socket = socket;
            socket.setSoTimeout(BOUND_MS);
            in = new DataInputStream(socket.getInputStream());
        }

        void write(byte[] bytes) throws IOException {
            socket.getOutputStream().write(bytes);
        }

        /** The next frame's payload, which must be of this type. */
        byte[] read(byte type) throws IOException {
            int length = in.readInt();
            assertEquals(type, in.readByte());
            byte[] payload = new byte[length - 1];
            in.readFully(payload);
            return payload;
        }

        /** All that comes until the other end closes. */
        byte[] rest() throws IOException {
            try {
                return in.readAllBytes();
            } catch (SocketException | EOFException reset) {
                return new byte[0];
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private Stranger at(int port) throws IOException {
        Stranger stranger = new Stranger(new Socket(InetAddress.getLoopbackAddress(), port));
        open.add(stranger);
        return stranger;
    }

    @Test
    void workersThatKnowTheSecretTalkAcrossCuts() throws Exception {
        int port = receiver(SECRET);
        FaultyLink link = new FaultyLink(port).cutAfter(10_007);
        open.add(link);
        OutboundConnection connection = sender(SECRET, port, link.port());
        for (int i = 0; i < 3000; i++) {
            send(connection, i);
        }
        Eventually.holds("all arrive", () -> received.count() >= 3000);
        assertEquals(IntStream.range(0, 3000).boxed().toList(), received.numbers());
        assertTrue(link.connections() > 1);
    }

    @Test
    void whoKnowsAnotherSecretOrNoneIsNotListenedTo() throws Exception {
        int port = receiver(SECRET);
        for (String other : new String[] {null, SECRET + "?"}) {
            OutboundConnection connection = sender(other, port, port);
            send(connection, 1);
            Eventually.holds("it is refused", () -> connection.state() == ConnectionState.BACKING_OFF);
            assertFalse(connection.reachable().isDone());
        }
        assertEquals(0, received.count());
    }

    @Test
    void aReceiverWithoutTheSecretGetsNoBatch() throws Exception {
        int plain = receiver(null);
        OutboundConnection connection = sender(SECRET, plain, plain);
        send(connection, 1);
        Eventually.holds("it is left", () -> connection.state() == ConnectionState.BACKING_OFF);
        assertEquals(0, received.count());
    }

    @Test
    void aStrangerWhoSendsBatchesAtOnceOrProvesNothingIsCutOff() throws Exception {
        int port = receiver(SECRET);
        byte[] introduction = Wire.bytes(hello(port));
        for (byte[] next : new byte[][] {batch(1), introduction, frame(out -> Wire.writeAnswer(out, new byte[32], new byte[32]))}) {
            try (Stranger stranger = at(port)) {
                stranger.write(introduction);
                stranger.read(Wire.CHALLENGE);
                stranger.write(next);
                String last = new String(stranger.rest(), StandardCharsets.UTF_8);
                assertTrue(last.isEmpty() || last.contains("it does not know this topology's secret"), last);
            }
        }
        assertEquals(0, received.count());
    }

    @Test
    void aProofIsGoodForOneConnectionAndOneIntroductionAlone() throws Exception {
        int port = receiver(SECRET);
        WorkerSecret secret = new WorkerSecret(SECRET);
        byte[] own = new byte[32];
        byte[] answer;
        try (Stranger knowing = at(port)) {
            knowing.write(Wire.bytes(hello(port)));
            byte[] challenge = knowing.read(Wire.CHALLENGE);
            answer = frame(out -> Wire.writeAnswer(out, own, secret.proof(Side.SENDER, Wire.bytes(hello(port)), challenge, own)));
            knowing.write(answer);
            assertArrayEquals(secret.proof(Side.RECEIVER, Wire.bytes(hello(port)), challenge, own), knowing.read(Wire.PROOF));
            knowing.read(Wire.WELCOME);
            knowing.write(batch(7));
            Eventually.holds("the harness reaches the receiver", () -> received.numbers().equals(List.of(7)));
        }
        try (Stranger replays = at(port)) {
            replays.write(Wire.bytes(hello(port)));
            replays.read(Wire.CHALLENGE);
            replays.write(answer);
            assertTrue(new String(replays.rest(), StandardCharsets.UTF_8).contains("it does not know this topology's secret"));
        }
        try (Stranger asAnother = at(port)) {
            Wire.Hello other = new Wire.Hello("topo-1", new WorkerAddress("c", 1), new WorkerAddress("b", port), 1, 0);
            asAnother.write(Wire.bytes(other));
            byte[] challenge = asAnother.read(Wire.CHALLENGE);
            asAnother.write(frame(out -> Wire.writeAnswer(out, own, secret.proof(Side.SENDER, Wire.bytes(hello(port)), challenge, own))));
            assertTrue(new String(asAnother.rest(), StandardCharsets.UTF_8).contains("it does not know this topology's secret"));
        }
        assertEquals(1, received.count());
    }

    @Test
    void anImpostorAtTheReceiversPortGetsNeitherABatchNorTheSecret() throws Exception {
        try (ServerSocket port = new ServerSocket(0)) {
            OutboundConnection connection = sender(SECRET, port.getLocalPort(), port.getLocalPort());
            send(connection, 1);
            byte[] welcome = frame(out -> Wire.writeWelcome(out, 0, new int[0]));
            try (Stranger impostor = new Stranger(port.accept())) {
                impostor.read(Wire.HELLO);
                impostor.write(welcome);
                assertEquals(0, impostor.rest().length, "a welcome without a proof");
            }
            try (Stranger impostor = new Stranger(port.accept())) {
                impostor.read(Wire.HELLO);
                impostor.write(frame(out -> Wire.writeChallenge(out, new byte[32])));
                byte[] answer = impostor.read(Wire.ANSWER);
                assertFalse(new String(answer, StandardCharsets.ISO_8859_1).contains(SECRET));
                byte[] reflected = java.util.Arrays.copyOfRange(answer, 32, 64);
                impostor.write(frame(out -> Wire.writeProof(out, reflected)));
                impostor.write(welcome);
                assertEquals(0, impostor.rest().length, "the sender's own proof");
            }
        }
        assertEquals(0, received.count());
    }

    @Test
    void authenticationWithoutAGoodSecretIsRefusedAtTheStartAndNothingTellsTheSecret() {
        for (String poor : new String[] {"", "short"}) {
            String refusal = assertThrows(IllegalArgumentException.class, () -> TransportConfig.of(
                Map.of("storm.messaging.netty.authentication", true, "storm.zookeeper.topology.auth.payload", poor))).getMessage();
            assertTrue(refusal.contains("storm.zookeeper.topology.auth.payload has " + poor.length() + " characters"), refusal);
        }
        assertFalse(config(SECRET).toString().contains(SECRET));
    }

    @Test
    void aPortThatIsAuthenticatedMayBeOpenToOtherMachines() throws Exception {
        TransportConfig config = TransportConfig.of(Map.of("storm.bind.address", "0.0.0.0", "storm.messaging.netty.authentication", true,
            "storm.zookeeper.topology.auth.payload", SECRET));
        Transport transport = new Transport(config, new LocalWorker("topo-1", new WorkerAddress("b", 0), task -> true), received, Clock.system(), new Random(1));
        open.add(transport);
        try (Socket socket = new Socket("127.0.0.2", transport.listen(received))) {
            assertTrue(socket.isConnected());
        }
    }
}
