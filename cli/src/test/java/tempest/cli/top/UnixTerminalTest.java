// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli.top;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.storm.generated.NotAliveException;
import org.apache.storm.thrift.TException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;
import tempest.cli.client.FailureLine;
import tempest.cluster.Clock;
import tempest.rpc.TempestNimbus;

/** A session in a real pseudo-terminal, which {@code script} makes. */
@Timeout(180)
class UnixTerminalTest {
    private static final long LONGEST_SECONDS = 90;

    /** What runs in the pseudo-terminal: a cluster of two topologies. */
    static final class Demo {
        public static void main(String[] args) throws Exception {
            List<TopColumn> columns = List.of(new TopColumn("NAME", "name", TopColumn.Kind.TEXT), new TopColumn("ACKED/s", "acked", TopColumn.Kind.RATE));
            TopSession.Source source = path -> new TopTable("at " + path, List.of(), columns,
                Stream.of("alpha", "beta").map(id -> new TopTable.Row(id, List.of(id, id.length()), false)).toList());
            try (UnixTerminal terminal = UnixTerminal.open(System.out)) {
                new TopSession(source, Clock.system(), 200, true, List.of()).run(terminal);
            }
        }
    }

    private static String classPath() {
        return Stream.of(Demo.class, TopSession.class, Clock.class, TempestNimbus.class, NotAliveException.class, TException.class, FailureLine.class, LoggerFactory.class)
            .map(c -> Path.of(java.net.URI.create(c.getProtectionDomain().getCodeSource().getLocation().toString())).toString()).distinct()
            .collect(Collectors.joining(":")) + ":" + System.getProperty("java.class.path");
    }

    @Test
    void keysWorkInARealTerminalWhichIsLeftAsItWas() throws Exception {
        assumeTrue(new ProcessBuilder("sh", "-c", "command -v script && command -v stty").start().waitFor() == 0, "there is no script or stty");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String command = "stty rows 12 cols 40; '" + java + "' -Xshare:auto -XX:TieredStopAtLevel=1 -cp '" + classPath() + "' '" + Demo.class.getName() + "'; stty -a";
        Process process = new ProcessBuilder("script", "-q", "-e", "-c", command, "/dev/null").redirectErrorStream(true).start();
        StringBuilder seen = new StringBuilder();
        try (OutputStream keys = process.getOutputStream(); InputStream screen = process.getInputStream()) {
            await(screen, seen, "> alpha");
            press(keys, "\033[B");
            await(screen, seen, "> beta");
            press(keys, "\r");
            await(screen, seen, "at [beta]");
            press(keys, "q");
            await(screen, seen, "rows 12");
            await(screen, seen, "echoke");
            assertTrue(process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS), seen::toString);
            assertEquals(0, process.exitValue(), seen::toString);
        } finally {
            process.destroyForcibly();
        }
        assertTrue(seen.indexOf("\033[?1049h") >= 0 && seen.indexOf("\033[?25h\033[?1049l") > seen.indexOf("\033[?1049h"), seen.toString());
        String after = seen.substring(seen.indexOf("\033[?1049l"));
        assertTrue(Pattern.compile("\\sicanon\\s").matcher(after).find() && Pattern.compile("\\secho\\s").matcher(after).find(), after);
    }

    private static void press(OutputStream keys, String bytes) throws Exception {
        keys.write(bytes.getBytes(StandardCharsets.ISO_8859_1));
        keys.flush();
    }

    private static void await(InputStream screen, StringBuilder seen, String text) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
        byte[] buffer = new byte[4096];
        while (seen.indexOf(text) < 0) {
            assertTrue(System.nanoTime() < deadline, () -> "waited in vain for " + text + " in " + seen);
            if (screen.available() > 0) {
                int length = screen.read(buffer);
                seen.append(new String(buffer, 0, length, StandardCharsets.UTF_8));
            } else {
                LockSupport.parkNanos(2_000_000);
            }
        }
    }
}
