// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package tempest.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.storm.redis.common.config.JedisPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;
import redis.embedded.core.ExecutableProvider;

/**
 * A {@code redis-server} process on a free port of 127.0.0.1 with a folder of its own, for tests. It can be killed and started again on the
 * same port and folder. The program is the one that {@code -Dredis.server} or {@code REDIS_SERVER} names, else the one that the test
 * dependency embedded-redis carries for this machine, else the one on the path. Closing it stops the process and deletes the folder; so does the end of the JVM.
 */
public final class RedisServer implements AutoCloseable {
    public static final String HOST = "127.0.0.1";
    private static final int BUS_OFFSET = 10_000;
    private static final int LOWEST_PORT = 10_000;
    private static final int HIGHEST_PORT = 22_000;
    private static final int PORTS_TRIED = 50;
    private static final long LONGEST_WAIT_SECS = 60;
    private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final int port;
    private final Path folder;
    private final List<String> options;
    private final DefaultJedisClientConfig client;
    private final Thread atExit = new Thread(this::destroy);
    private Process process;

    private RedisServer(int port, Path folder, List<String> options, DefaultJedisClientConfig client) {
        this.port = port;
        this.folder = folder;
        this.options = options;
        this.client = client;
    }

    /** Without persistence. */
    public static RedisServer start(String... options) {
        return start(DefaultJedisClientConfig.builder().build(), options);
    }

    /** Each write is on disk before it is answered, and is there after {@link #kill} and {@link #restart}. */
    public static RedisServer startAppendOnly() {
        return start("--appendonly", "yes", "--appendfsync", "always");
    }

    /**
     * @param client with what a client needs to get in
     */
    public static RedisServer start(DefaultJedisClientConfig client, String... options) {
        RedisServer server = new RedisServer(freePort(), newFolder(), List.of(options), client);
        Runtime.getRuntime().addShutdownHook(server.atExit);
        server.run(client.isSsl() ? "--tls-port" : "--port");
        return server;
    }

    public int port() {
        return port;
    }

    public Path folder() {
        return folder;
    }

    public JedisPoolConfig config() {
        return new JedisPoolConfig.Builder().setHost(HOST).setPort(port).build();
    }

    /** A connection for the test itself; to be closed. */
    public Jedis connect() {
        return new Jedis(new HostAndPort(HOST, port), client);
    }

    /** SIGKILL: what was not written to disk is lost. */
    public void kill() {
        destroy();
    }

    /** Starts the server again after {@link #kill}, on the same port and folder. */
    public void restart() {
        run(client.isSsl() ? "--tls-port" : "--port");
    }

    private void run(String portOption) {
        List<String> command = new ArrayList<>(List.of(Program.PATH, "--bind", HOST, "--dir", folder.toString(), "--save", "", "--daemonize", "no"));
        if (!portOption.equals("--port")) {
            command.addAll(List.of("--port", "0"));
        }
        command.addAll(List.of(portOption, String.valueOf(port)));
        command.addAll(options);
        Path log = folder.resolve("redis.log");
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())).start();
        } catch (IOException e) {
            throw missing(e);
        }
        await("redis-server on port " + port + " to answer", () -> {
            if (!process.isAlive()) {
                throw new IllegalStateException("redis-server ended with " + process.exitValue() + ":\n" + read(log));
            }
            try (Jedis jedis = connect()) {
                return "PONG".equals(jedis.ping());
            } catch (JedisException notYet) {
                return false;
            }
        });
    }

    private void destroy() {
        if (process != null) {
            process.destroyForcibly();
            process.onExit().orTimeout(60, TimeUnit.SECONDS).join();
        }
    }

    @Override
    public void close() {
        destroy();
        Runtime.getRuntime().removeShutdownHook(atExit);
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).forEach(RedisServer::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for a condition, and fails when it does not come true for a minute. */
    public static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_WAIT_SECS);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("waited " + LONGEST_WAIT_SECS + " s for " + what);
            }
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
    }

    /** Found once: it is unpacked from a jar. */
    private static final class Program {
        private static final String PATH = program();
    }

    private static String program() {
        String named = System.getProperty("redis.server", System.getenv("REDIS_SERVER"));
        if (named != null) {
            return named;
        }
        try {
            String carried = ExecutableProvider.newJarResourceProvider().get().getAbsolutePath();
            Process version = new ProcessBuilder(carried, "--version").redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            if (version.waitFor(60, TimeUnit.SECONDS) && version.exitValue() == 0) {
                return carried;
            }
        } catch (IOException e) {
            return "redis-server"; // no program for this machine is carried, or it does not run here
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return "redis-server";
    }

    private static IllegalStateException missing(IOException cause) {
        return new IllegalStateException("No redis-server runs here: the one that the tests carry does not fit this machine. Install one"
            + " (Debian: apt-get install redis-server), or name one by -Dredis.server=FILE or REDIS_SERVER", cause);
    }

    /** One whose cluster bus port is free too; both below those that systems hand out. */
    private static int freePort() {
        for (int i = 0; i < PORTS_TRIED; i++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST_PORT, HIGHEST_PORT);
            if (free(port) && free(port + BUS_OFFSET)) {
                return port;
            }
        }
        throw new IllegalStateException("no free port for redis-server in " + PORTS_TRIED + " tries");
    }

    private static boolean free(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName(HOST))) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }

    private static Path newFolder() {
        try {
            return Files.createTempDirectory("redis");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
