// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.storm.generated.AuthorizationException;
import org.apache.storm.generated.InvalidTopologyException;
import org.apache.storm.generated.NotAliveException;
import org.apache.storm.generated.TopologySummary;
import org.apache.storm.shade.net.minidev.json.JSONValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tempest.cli.launch.Installation;
import tempest.rpc.DeadLetter;
import tempest.rpc.DeadLetters;

/** {@code storm dead-letters}, for people and for programs. */
class DeadLetterCommandsTest {
    @TempDir
    private Path folder;
    private FakeNimbus nimbus;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @BeforeEach
    void startNimbus() throws Exception {
        DeadLetter letter = new DeadLetter(1_700_000_000_123L, 1_700_000_000_123L, "parse", 4, "lines", 2, "default", "lines", 3, List.of("line", "n"),
            List.of("x\ny", "7"));
        letter.set_cause("java.lang.IllegalStateException: no\nnumber");
        nimbus = new FakeNimbus();
        nimbus.answer("getTopologySummaryByName", a -> {
            if (!a[0].equals("orders")) {
                throw new NotAliveException("topology " + a[0] + " is not alive");
            }
            return new TopologySummary("orders-1-1", "orders", 1, 1, 1, 1, "ACTIVE");
        });
        nimbus.answer("deadLetters", a -> new DeadLetters(3, Map.of("parse", 12L), List.of(letter)));
        nimbus.answer("replayDeadLetters", a -> 1);
        nimbus.answer("dropDeadLetters", a -> 1);
    }

    @AfterEach
    void stopNimbus() throws Exception {
        nimbus.close();
    }

    private String storm(int exit, String... words) {
        out.reset();
        PrintStream all = new PrintStream(out, true, StandardCharsets.UTF_8);
        Map<String, Object> conf = nimbus.conf();
        CommandEnvironment environment = new CommandEnvironment(new Installation(folder, folder.resolve("conf"), Map.of()), Map.of(),
            new CommandEnvironment.Console(all, all), overrides -> conf, command -> 0);
        int code = new Cli(environment).run(words);
        String said = out.toString(StandardCharsets.UTF_8);
        assertEquals(exit, code, said);
        return said;
    }

    @Test
    void lettersAreListedInALineEachAndShownWhole() {
        String listed = storm(Cli.OK, "dead-letters", "list", "orders");
        assertTrue(listed.contains("1700000000123") && listed.contains("2023-11-14T22:13:20Z") && listed.contains("parse:4") && listed.contains("no number"), listed);
        assertEquals(3, listed.lines().count(), listed);
        String shown = storm(Cli.OK, "dead-letters", "show", "orders", "1700000000123");
        assertTrue(shown.contains("attempts: 3") && shown.contains("    n: 7"), shown);
        assertFalse(shown.contains("trouble"), shown);
    }

    @Test
    void programsGetJson() {
        Map<?, ?> listed = (Map<?, ?>) JSONValue.parse(storm(Cli.OK, "dead-letters", "list", "orders", "--json"));
        assertEquals(3, listed.get("after"));
        assertEquals(Map.of("parse", 12), listed.get("totals"));
        Map<?, ?> letter = (Map<?, ?>) ((List<?>) listed.get("letters")).get(0);
        assertEquals(Map.of("line", "x\ny", "n", "7"), letter.get("values"));
        List<?> shown = (List<?>) JSONValue.parse(storm(Cli.OK, "dead-letters", "show", "orders", "1700000000123", "--json"));
        assertEquals(letter, shown.get(0));
        assertEquals(Map.of("dropped", 1), JSONValue.parse(storm(Cli.OK, "dead-letters", "drop", "orders", "1", "--json")));
    }

    @Test
    void lettersAreReplayedAndDroppedById() {
        assertTrue(storm(Cli.OK, "dead-letters", "replay", "orders", "1700000000123").contains("Replay of 1"));
        assertTrue(storm(Cli.OK, "dead-letters", "drop", "orders", "--all").contains("1 dead letters dropped"));
        List<String> calls = nimbus.calls().stream().filter(call -> call.contains("DeadLetters[")).toList();
        assertEquals(List.of("replayDeadLetters[orders-1-1, [1700000000123]]", "dropDeadLetters[orders-1-1, []]"), calls);
    }

    @Test
    void whatIsWrongIsOneLine() {
        assertTrue(storm(Cli.FAILED, "dead-letters", "list", "unknown").contains("topology unknown is not alive"));
        assertTrue(storm(Cli.FAILED, "dead-letters", "show", "orders", "5").contains("there is no dead letter 5"));
        assertTrue(storm(Cli.USAGE, "dead-letters", "show", "orders", "five").contains("'five' is no id"));
        assertTrue(storm(Cli.USAGE, "dead-letters", "drop", "orders").contains("--all means all"));
        assertTrue(storm(Cli.USAGE, "dead-letters", "drop", "orders", "1", "--all").contains("without ids"));
        assertTrue(storm(Cli.USAGE, "dead-letters", "lst", "orders").contains("did you mean list?"));
        assertTrue(storm(Cli.USAGE, "dead-letters", "list").contains("topology name is missing"));
        nimbus.answer("replayDeadLetters", a -> {
            throw new InvalidTopologyException("dead letter 6 cannot be replayed: values are masked");
        });
        assertTrue(storm(Cli.FAILED, "dead-letters", "replay", "orders", "6").contains("values are masked"));
        nimbus.answer("deadLetters", a -> new DeadLetters(0, Map.of(), List.of()));
        assertTrue(storm(Cli.FAILED, "dead-letters", "list", "orders").contains("topology.dead.letter.after is not set"));
        nimbus.answer("deadLetters", a -> {
            throw new AuthorizationException("bob may not");
        });
        assertTrue(storm(Cli.FAILED, "dead-letters", "list", "orders").contains("bob may not"));
    }
}
