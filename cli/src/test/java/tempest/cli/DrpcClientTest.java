// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.storm.generated.DRPCExecutionException;
import org.apache.storm.generated.DistributedRPC;
import org.apache.storm.security.auth.ThriftConnectionType;
import org.apache.storm.security.auth.ThriftServer;
import org.apache.storm.utils.Utils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tempest.cli.launch.Installation;

/** `storm drpc-client` against a server that answers FUNCTION(ARGUMENTS), and fails calls of the function "bad". */
class DrpcClientTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Map<String, Object> conf = new HashMap<>(Utils.readDefaultConfig());
    private ThriftServer server;

    @BeforeEach
    void startTheServer() {
        conf.put("drpc.port", 0);
        DistributedRPC.Iface functions = (function, arguments) -> {
            if (function.equals("bad")) {
                throw new DRPCExecutionException("no such thing as " + arguments);
            }
            return function + "(" + arguments + ")";
        };
        server = new ThriftServer(conf, new DistributedRPC.Processor<>(functions), ThriftConnectionType.DRPC);
        new Thread(server::serve, "drpc").start();
        conf.put("drpc.port", server.getPort());
        conf.put("drpc.servers", List.of("localhost"));
        conf.put("storm.nimbus.retry.interval.millis", 1);
    }

    @AfterEach
    void stopTheServer() {
        server.stop();
    }

    private int storm(String... words) {
        out.reset();
        err.reset();
        CommandEnvironment environment = new CommandEnvironment(new Installation(Path.of("."), Path.of("conf"), Map.of()), Map.of(),
            new CommandEnvironment.Console(new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8)),
            overrides -> conf, command -> 0);
        return new Cli(environment).run(words);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void callsPairsInOrderAndWithAnOptionOneFunctionForAll() {
        assertEquals(0, storm("drpc-client", "add", "1 2", "neg", "3"));
        assertEquals("add(1 2)\nneg(3)\n", out.toString(StandardCharsets.UTF_8));
        assertEquals(0, storm("drpc-client", "-f", "add", "1", "2", "3"));
        assertEquals("add(1)\nadd(2)\nadd(3)\n", out.toString(StandardCharsets.UTF_8));
        assertEquals(0, storm("drpc-client", "--function", "add", "--", "-1"));
        assertEquals("add(-1)\n", out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void whatIsMissingIsAUsageError() {
        assertEquals(2, storm("drpc-client"));
        assertEquals(2, storm("drpc-client", "add", "1", "neg"));
        assertTrue(err().contains("neg has no argument"), err());
        assertEquals(2, storm("drpc-client", "-f", "add"));
        assertTrue(err().contains("arguments for add are missing"), err());
    }

    @Test
    void aFailedCallAndAServerThatIsGoneAreOneLine() {
        assertEquals(1, storm("drpc-client", "bad", "luck"));
        assertEquals("storm drpc-client: the call of bad failed: no such thing as luck\n", err());
        server.stop();
        conf.put("drpc.port", 1);
        assertEquals(1, storm("drpc-client", "add", "1"));
        assertTrue(err().contains("localhost:1") && err().lines().count() == 1, err());
        conf.remove("drpc.servers");
        assertEquals(1, storm("drpc-client", "add", "1"));
        assertTrue(err().contains("drpc.servers names no DRPC server"), err());
    }
}
