// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * Says to a port what real clients said to it, with changes: bits, lengths, pieces left out, doubled, or of another client's. What is changed follows from a
 * seed and the session's number, so that a failure can be repeated. {@code -Dtempest.fuzz.sessions} makes it long, {@code -Dtempest.fuzz.seed} another. For one
 * thread, a test's.
 */
public final class PortFuzz {
    private static final int SESSIONS = Integer.getInteger("tempest.fuzz.sessions", 200);
    private static final long SEED = Long.getLong("tempest.fuzz.seed", 20_261_130L);
    private static final int PATIENCE_MILLIS = 60_000;
    private static final int MOST_CHANGES = 4;
    private static final int[] NUMBERS = {0, 1, -1, 127, 128, 255, 65_535, 1 << 20, Integer.MAX_VALUE, Integer.MIN_VALUE, Integer.MAX_VALUE - 8};

    private final int port;
    private final List<byte[]> said = new ArrayList<>();

    public PortFuzz(int port) {
        this.port = port;
    }

    /** What a client does by way of another port. */
    @FunctionalInterface
    public interface Client {
        void talk(int port) throws Exception;
    }

    /**
     * How it went.
     *
     * @param answered sessions in which the port said something
     * @param silent   the numbers of those that it neither answered nor closed
     */
    public record Outcome(int sessions, int answered, List<Integer> silent) {
    }

    /** Listens to a client: its first connection is what it says. */
    public PortFuzz learn(Client client) throws Exception {
        return learn(InetAddress.getLoopbackAddress(), 0, client);
    }

    /** The same at the port's own number of another address of this machine, for clients that say which port they call. */
    public PortFuzz learnAt(String address, Client client) throws Exception {
        return learn(InetAddress.getByName(address), port, client);
    }

    private PortFuzz learn(InetAddress at, int atPort, Client client) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try (ServerSocket proxy = new ServerSocket(atPort, 1, at)) {
            CompletableFuture<Socket> accepted = new CompletableFuture<>();
            Future<byte[]> heard = pool.submit(() -> between(proxy, accepted, pool));
            client.talk(proxy.getLocalPort());
            // Some clients keep their connections.
            accepted.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS).close();
            said.add(heard.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS));
        } finally {
            pool.shutdownNow();
        }
        return this;
    }

    private byte[] between(ServerSocket proxy, CompletableFuture<Socket> accepted, ExecutorService pool) throws IOException {
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        try (Socket client = proxy.accept(); Socket server = new Socket(InetAddress.getLoopbackAddress(), port)) {
            accepted.complete(client);
            pool.submit(() -> {
                server.getInputStream().transferTo(client.getOutputStream());
                client.shutdownOutput();
                return null;
            });
            byte[] chunk = new byte[8192];
            InputStream in = client.getInputStream();
            for (int count = read(in, chunk); count > 0; count = read(in, chunk)) {
                heard.write(chunk, 0, count);
                server.getOutputStream().write(chunk, 0, count);
            }
        }
        return heard.toByteArray();
    }

    private static int read(InputStream in, byte[] chunk) {
        try {
            return in.read(chunk);
        } catch (IOException e) {
            return -1; // The client is through.
        }
    }

    /** Repeats what was heard, unchanged: whether the port answers at all is what shows that the changes reach what reads them. */
    public Outcome repeat(UnaryOperator<byte[]> repair) throws IOException {
        int answered = 0;
        for (byte[] bytes : said) {
            answered += session(repair.apply(bytes.clone())) ? 1 : 0;
        }
        return new Outcome(said.size(), answered, List.of());
    }

    /** @param repair what is done to changed bytes so that they are not all refused for the same reason, such as a wrong length in front */
    public Outcome run(UnaryOperator<byte[]> repair) throws IOException {
        int answered = 0;
        List<Integer> silent = new ArrayList<>();
        for (int i = 0; i < SESSIONS; i++) {
            Random random = new Random(SEED + i);
            byte[] changed = changed(random);
            try {
                answered += session(random.nextInt(4) == 0 ? changed : repair.apply(changed)) ? 1 : 0;
            } catch (SocketTimeoutException e) {
                silent.add(i);
            }
        }
        return new Outcome(SESSIONS, answered, silent);
    }

    /** The length of all that follows, in the first four bytes. */
    public static byte[] withLength(byte[] bytes) {
        if (bytes.length > Integer.BYTES) {
            ByteBuffer.wrap(bytes).putInt(0, bytes.length - Integer.BYTES);
        }
        return bytes;
    }

    private byte[] changed(Random random) {
        byte[] bytes = said.get(random.nextInt(said.size())).clone();
        for (int changes = 1 + random.nextInt(MOST_CHANGES); changes > 0 && bytes.length > Integer.BYTES; changes--) {
            int at = random.nextInt(bytes.length - Integer.BYTES + 1);
            switch (random.nextInt(6)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> ByteBuffer.wrap(bytes).putInt(at, NUMBERS[random.nextInt(NUMBERS.length)]);
                case 2 -> bytes = Arrays.copyOf(bytes, at);
                case 3 -> bytes = joined(Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, at + random.nextInt(bytes.length - at), bytes.length));
                case 4 -> bytes = joined(Arrays.copyOf(bytes, at + random.nextInt(bytes.length - at)), Arrays.copyOfRange(bytes, at, bytes.length));
                default -> {
                    byte[] other = said.get(random.nextInt(said.size()));
                    bytes = joined(Arrays.copyOf(bytes, at), Arrays.copyOfRange(other, random.nextInt(other.length), other.length));
                }
            }
        }
        return bytes;
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    /** Whether it was answered before it was closed. */
    private boolean session(byte[] bytes) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            boolean answered = false;
            try {
                OutputStream out = socket.getOutputStream();
                out.write(bytes);
                socket.shutdownOutput();
                byte[] chunk = new byte[8192];
                while (socket.getInputStream().read(chunk) >= 0) {
                    answered = true;
                }
            } catch (SocketTimeoutException e) {
                throw e;
            } catch (IOException e) {
                return answered; // Closed before all was said.
            }
            return answered;
        }
    }
}
