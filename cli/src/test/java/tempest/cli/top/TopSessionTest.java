// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli.top;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.storm.generated.NotAliveException;
import org.apache.storm.thrift.transport.TTransportException;
import org.junit.jupiter.api.Test;
import tempest.cluster.Clock;

class TopSessionTest {
    private static final List<TopColumn> COLUMNS = List.of(new TopColumn("NAME", "name", TopColumn.Kind.TEXT));

    private long nanos = 5;
    private final Clock clock = new Clock() {
        @Override
        public long nanoTime() {
            return nanos;
        }

        @Override
        public long millis() {
            return TimeUnit.NANOSECONDS.toMillis(nanos);
        }
    };
    private final List<List<String>> asked = new ArrayList<>();
    private final List<String> screens = new ArrayList<>();
    private Exception failure;

    private TopTable read(List<String> path) throws Exception {
        asked.add(path);
        if (failure != null && !(failure instanceof NotAliveException && path.isEmpty())) {
            throw failure;
        }
        return new TopTable("at " + path, List.of(), COLUMNS, List.of(new TopTable.Row("one", List.of("one"), false)));
    }

    /** Presses one key at a time; a null lets the period pass. */
    private void run(List<String> path, Runnable beforeSecond, String... keys) throws Exception {
        Deque<String> left = new ArrayDeque<>(List.of(keys));
        new TopSession(this::read, clock, 2000, false, path).run(new TopTerminal() {
            @Override
            public int[] size() {
                return new int[] {200, 10};
            }

            @Override
            public void draw(List<String> lines) {
                screens.add(String.join("\n", lines));
            }

            @Override
            public byte[] keys(long millis) {
                if (screens.size() == 1) {
                    beforeSecond.run();
                }
                String key = left.poll();
                if (key == null) {
                    return null;
                }
                if (key.isEmpty()) {
                    nanos += TimeUnit.MILLISECONDS.toNanos(millis);
                }
                return key.getBytes(StandardCharsets.ISO_8859_1);
            }

            @Override
            public void close() {
                // Nothing is open.
            }
        });
    }

    @Test
    void aSessionReadsAgainAfterAPeriodAndAtOnceWhenItLooksInside() throws Exception {
        run(List.of(), () -> { }, "", "\r", "j", "q");
        assertEquals(List.of(List.of(), List.of(), List.of("one")), asked);
        assertTrue(screens.get(screens.size() - 1).startsWith("at [one]"), screens.toString());
    }

    @Test
    void aNimbusThatIsAwayLeavesTheLastFiguresWithTheirTime() throws Exception {
        run(List.of(), () -> failure = new TTransportException("connection refused"), "", "\r", "q");
        String last = screens.get(screens.size() - 1);
        assertTrue(last.startsWith("at []") && last.contains("Nimbus does not answer") && last.contains("these are the figures of "), last);
        // The topology below could not be read: the session is still where its figures are.
        assertEquals(List.of("one"), asked.get(asked.size() - 1));
    }

    @Test
    void aTopologyThatEndsLeadsBackToTheCluster() throws Exception {
        run(List.of("gone-1-1"), () -> failure = new NotAliveException("gone-1-1 is not alive"), "", "q");
        String last = screens.get(screens.size() - 1);
        assertTrue(last.startsWith("at []") && last.contains("gone-1-1 is not alive"), last);
    }

    @Test
    void aTerminalThatGoesAwayEndsTheSession() throws Exception {
        run(List.of(), () -> { });
        assertEquals(1, screens.size());
    }
}
