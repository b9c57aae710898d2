// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.operators.join;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import tempest.operators.join.StreamTableJoin.Lookup;

/**
 * The tables with which Kafka Streams' documentation says what its joins give: two inputs of one key, of which one has a record at each time from 1 to 15; null
 * deletes a row of a table and is no record of a stream. "null" alone is a joined row that is gone, which is a retraction here.
 */
class KafkaStreamsJoinTablesTest {
    private static final Map<Integer, String> LEFT = values("1 null", "3 A", "5 B", "7 null", "9 C", "12 null", "15 D");
    private static final Map<Integer, String> RIGHT = values("2 null", "4 a", "6 b", "8 null", "10 c", "11 null", "13 null", "14 d");

    private static Map<Integer, String> values(String... values) {
        Map<Integer, String> byTime = new TreeMap<>();
        for (String each : values) {
            String value = each.substring(each.indexOf(' ') + 1);
            byTime.put(Integer.valueOf(each.substring(0, each.indexOf(' '))), value.equals("null") ? null : value);
        }
        return byTime;
    }

    /** Gives each record to its side. */
    private static void inOrder(BiConsumer<Integer, String> left, BiConsumer<Integer, String> right) {
        for (int time = 1; time <= 15; time++) {
            if (LEFT.containsKey(time)) {
                left.accept(time, LEFT.get(time));
            } else {
                right.accept(time, RIGHT.get(time));
            }
        }
    }

    private static String text(int time, JoinResult<String, String, String> result) {
        return time + " " + result.left() + "-" + result.right();
    }

    private static List<String> streams(JoinKind kind) {
        List<String> results = new ArrayList<>();
        IntervalJoin<String, String, String> join = new IntervalJoin<>(kind, 100, 100, 0, l -> { }, r -> { });
        inOrder((time, value) -> {
            if (value != null) {
                join.addLeft("k", value, time, result -> results.add(text(time, result)));
            }
        }, (time, value) -> {
            if (value != null) {
                join.addRight("k", value, time, result -> results.add(text(time, result)));
            }
        });
        join.advance(1_000, result -> results.add(text(1_000, result)));
        return results;
    }

    @Test
    void streamWithStreamInOneWindow() {
        List<String> pairs = List.of("4 A-a", "5 B-a", "6 A-b", "6 B-b", "9 C-a", "9 C-b", "10 A-c", "10 B-c", "10 C-c", "14 A-d", "14 B-d", "14 C-d", "15 D-a", "15 D-b",
            "15 D-c", "15 D-d");
        assertEquals(pairs, streams(JoinKind.INNER));
        assertEquals(pairs, streams(JoinKind.LEFT), "each has a partner");
        assertEquals(pairs, streams(JoinKind.FULL), "each has a partner");
    }

    private static List<String> streamWithTable(JoinKind kind) {
        List<String> results = new ArrayList<>();
        StreamTableJoin<String, String, String> join = new StreamTableJoin<>(kind, Lookup.LATEST, 0, gone -> { });
        inOrder((time, value) -> {
            if (value != null) {
                join.add("k", value, time, result -> results.add(text(time, result)));
            }
        }, (time, value) -> join.put("k", value, time));
        return results;
    }

    @Test
    void streamWithTable() {
        assertEquals(List.of("5 B-a", "15 D-d"), streamWithTable(JoinKind.INNER));
        assertEquals(List.of("3 A-null", "5 B-a", "9 C-null", "15 D-d"), streamWithTable(JoinKind.LEFT));
    }

    private static List<String> tables(JoinKind kind) {
        List<String> results = new ArrayList<>();
        TableJoin<String, String, String> join = new TableJoin<>(kind, 0);
        inOrder((time, value) -> now(time, results, consumer -> join.putLeft("k", value, time, consumer)),
            (time, value) -> now(time, results, consumer -> join.putRight("k", value, time, consumer)));
        return results;
    }

    /** What holds after a change, if that changed anything. */
    private static void now(int time, List<String> results, Consumer<Consumer<JoinResult<String, String, String>>> change) {
        List<JoinResult<String, String, String>> changes = new ArrayList<>();
        change.accept(changes::add);
        if (!changes.isEmpty()) {
            JoinResult<String, String, String> last = changes.get(changes.size() - 1);
            results.add(last.retraction() ? time + " null" : text(time, last));
        }
    }

    @Test
    void tableWithTable() {
        assertEquals(List.of("4 A-a", "5 B-a", "6 B-b", "7 null", "10 C-c", "11 null", "15 D-d"), tables(JoinKind.INNER));
        assertEquals(List.of("3 A-null", "4 A-a", "5 B-a", "6 B-b", "7 null", "9 C-null", "10 C-c", "11 C-null", "12 null", "15 D-d"), tables(JoinKind.LEFT));
        assertEquals(List.of("3 A-null", "4 A-a", "5 B-a", "6 B-b", "7 null-b", "8 null", "9 C-null", "10 C-c", "11 C-null", "12 null", "14 null-d", "15 D-d"),
            tables(JoinKind.FULL));
    }

    private static List<String> byForeignKey(JoinKind kind) {
        List<String> results = new ArrayList<>();
        ForeignKeyJoin<String, String, String, String> join = new ForeignKeyJoin<>(kind, row -> "k", 0);
        inOrder((time, value) -> now(time, results, consumer -> join.putLeft("other", value, time, consumer)),
            (time, value) -> now(time, results, consumer -> join.putRight("k", value, time, consumer)));
        return results;
    }

    @Test
    void tableWithTableByAForeignKeyThatStaysTheSame() {
        assertEquals(tables(JoinKind.INNER), byForeignKey(JoinKind.INNER));
        assertEquals(tables(JoinKind.LEFT), byForeignKey(JoinKind.LEFT));
    }
}
