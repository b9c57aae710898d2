// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.operators.join;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.JoinWindows;
import org.apache.kafka.streams.kstream.Joined;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.KTable;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.StreamJoined;
import org.apache.kafka.streams.state.BuiltInDslStoreSuppliers;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tempest.operators.join.StreamTableJoin.Lookup;

/**
 * The same records give the same results as in Kafka Streams: joins of streams, of a stream with a table, and of tables. There a record's own time moves the
 * stream's time, so the watermark is moved to each record's time here, and no record is later than the grace. A joined row of tables that is gone is a null
 * there, and a changed one simply a new one; here both begin with the retraction of the row before.
 */
class JoinsAsInKafkaStreamsTest {
    private static final long END = 100_000;
    private static final String LAST = "end";

    private record Input(boolean isLeft, String key, String value, long time) {
    }

    private static List<Input> inputs(Random random, long mostLate, boolean deletes) {
        List<Input> inputs = new ArrayList<>();
        long now = 1_000;
        for (int i = random.nextInt(40); i >= 0; i--) {
            now += random.nextInt(8) == 0 ? random.nextInt(40) : random.nextInt(4);
            boolean isLeft = random.nextBoolean();
            String value = deletes && random.nextInt(4) == 0 ? null : (isLeft ? "l" : "r") + i;
            inputs.add(new Input(isLeft, "k" + random.nextInt(3), value, now - (random.nextInt(3) == 0 && mostLate > 0 ? random.nextInt((int) mostLate) : 0)));
        }
        return inputs;
    }

    private static String text(String key, String left, String right) {
        return key + " " + left + " " + right;
    }

    @Test
    void streamsJoinWithinAnInterval(@TempDir Path folder) {
        for (int seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            JoinKind kind = JoinKind.values()[seed % 3];
            long before = random.nextInt(20);
            long after = random.nextInt(20);
            long grace = random.nextInt(20);
            List<Input> inputs = inputs(random, grace, false);
            List<String> ours = new ArrayList<>();
            IntervalJoin<String, String, String> join = new IntervalJoin<>(kind, before, after, grace, l -> { }, r -> { });
            long watermark = Long.MIN_VALUE;
            for (Input each : inputs) {
                if (each.isLeft) {
                    join.addLeft(each.key, each.value, each.time, r -> ours.add(text(r.key(), r.left(), r.right())));
                } else {
                    join.addRight(each.key, each.value, each.time, r -> ours.add(text(r.key(), r.left(), r.right())));
                }
                watermark = Math.max(watermark, each.time);
                join.advance(watermark, r -> ours.add(text(r.key(), r.left(), r.right())));
            }
            join.advance(END, r -> ours.add(text(r.key(), r.left(), r.right())));
            StreamsBuilder builder = new StreamsBuilder();
            KStream<String, String> left = builder.stream("left", Consumed.with(Serdes.String(), Serdes.String()));
            KStream<String, String> right = builder.stream("right", Consumed.with(Serdes.String(), Serdes.String()));
            Duration size = Duration.ofMillis(before + after);
            Duration kept = size.plusMillis(grace);
            JoinWindows windows = JoinWindows.ofTimeDifferenceAndGrace(Duration.ofMillis(before), Duration.ofMillis(grace)).before(Duration.ofMillis(before))
                .after(Duration.ofMillis(after));
            StreamJoined<String, String, String> stores = StreamJoined.with(Serdes.String(), Serdes.String(), Serdes.String())
                .withThisStoreSupplier(Stores.inMemoryWindowStore("lefts", kept, size, true))
                .withOtherStoreSupplier(Stores.inMemoryWindowStore("rights", kept, size, true));
            KStream<String, String> joined = switch (kind) {
                case INNER -> left.join(right, (l, r) -> l + " " + r, windows, stores);
                case LEFT -> left.leftJoin(right, (l, r) -> l + " " + r, windows, stores);
                case FULL -> left.outerJoin(right, (l, r) -> l + " " + r, windows, stores);
            };
            joined.to("out", Produced.with(Serdes.String(), Serdes.String()));
            assertEquals(drive(builder, inputs, folder.resolve("i" + seed)), ours.stream().sorted().toList(),
                () -> kind + " from -" + before + " to +" + after + ", grace " + grace + ": " + inputs);
        }
    }

    @Test
    void aStreamJoinsTheLatestRowsOfATable(@TempDir Path folder) {
        for (int seed = 0; seed < 30; seed++) {
            boolean leftJoin = seed % 2 == 0;
            List<Input> inputs = inputs(new Random(seed), 0, true).stream().filter(each -> !each.isLeft || each.value != null).toList();
            List<String> ours = new ArrayList<>();
            StreamTableJoin<String, String, String> join = new StreamTableJoin<>(leftJoin ? JoinKind.LEFT : JoinKind.INNER, Lookup.LATEST, 0, gone -> { });
            for (Input each : inputs) {
                if (each.isLeft) {
                    join.add(each.key, each.value, each.time, r -> ours.add(text(r.key(), r.left(), r.right())));
                } else {
                    join.put(each.key, each.value, each.time);
                }
            }
            StreamsBuilder builder = new StreamsBuilder();
            KStream<String, String> stream = builder.stream("left", Consumed.with(Serdes.String(), Serdes.String()));
            KTable<String, String> table = table(builder, "right");
            Joined<String, String, String> serdes = Joined.with(Serdes.String(), Serdes.String(), Serdes.String());
            KStream<String, String> joined = leftJoin ? stream.leftJoin(table, (s, t) -> s + " " + t, serdes) : stream.join(table, (s, t) -> s + " " + t, serdes);
            joined.to("out", Produced.with(Serdes.String(), Serdes.String()));
            assertEquals(drive(builder, inputs, folder.resolve("t" + seed)), ours.stream().sorted().toList(), inputs::toString);
        }
    }

    @Test
    void tablesJoinByTheirKey(@TempDir Path folder) {
        for (int seed = 0; seed < 60; seed++) {
            JoinKind kind = JoinKind.values()[seed % 3];
            List<Input> inputs = inputs(new Random(seed), 0, true);
            List<String> ours = new ArrayList<>();
            TableJoin<String, String, String> join = new TableJoin<>(kind, 0);
            for (Input each : inputs) {
                List<JoinResult<String, String, String>> results = new ArrayList<>();
                if (each.isLeft) {
                    join.putLeft(each.key, each.value, each.time, results::add);
                } else {
                    join.putRight(each.key, each.value, each.time, results::add);
                }
                if (!results.isEmpty()) { // the row that holds now, or that there is none any more
                    JoinResult<String, String, String> last = results.get(results.size() - 1);
                    ours.add(last.retraction() ? last.key() + " null" : text(last.key(), last.left(), last.right()));
                }
            }
            StreamsBuilder builder = new StreamsBuilder();
            KTable<String, String> left = table(builder, "left");
            KTable<String, String> right = table(builder, "right");
            KTable<String, String> joined = switch (kind) {
                case INNER -> left.join(right, (l, r) -> l + " " + r);
                case LEFT -> left.leftJoin(right, (l, r) -> l + " " + r);
                case FULL -> left.outerJoin(right, (l, r) -> l + " " + r);
            };
            joined.toStream().to("out", Produced.with(Serdes.String(), Serdes.String()));
            assertEquals(drive(builder, inputs, folder.resolve("u" + seed)), ours.stream().sorted().toList(), () -> kind + ": " + inputs);
        }
    }

    /** A left value is a number and, unless it names nothing, the key of the right table after a colon. */
    private static String foreignKey(String row) {
        return row.contains(":") ? row.substring(row.indexOf(':') + 1) : null;
    }

    /** In one run there for all cases, because each run takes its time: so keys begin with the number of their case. */
    @Test
    void tablesJoinByAForeignKey(@TempDir Path folder) {
        for (JoinKind kind : List.of(JoinKind.INNER, JoinKind.LEFT)) {
            List<Input> inputs = new ArrayList<>();
            List<String> ours = new ArrayList<>();
            for (int seed = 0; seed < 100; seed++) {
                String name = seed + "-";
                Random random = new Random(seed);
                ForeignKeyJoin<String, String, String, String> join = new ForeignKeyJoin<>(kind, JoinsAsInKafkaStreamsTest::foreignKey, 0);
                for (Input each : inputs(random, 0, true)) {
                    String value = !each.isLeft || each.value == null || random.nextInt(8) == 0 ? each.value : each.value + ":" + name + "k" + random.nextInt(4);
                    Input input = new Input(each.isLeft, name + each.key, value, each.time);
                    inputs.add(input);
                    Map<String, String> changes = new LinkedHashMap<>(); // of this record, by left key: the row that holds now, or null
                    if (input.isLeft) {
                        join.putLeft(input.key, value, input.time, r -> changes.put(r.key(), r.retraction() ? null : r.left() + " " + r.right()));
                    } else {
                        join.putRight(input.key, value, input.time, r -> changes.put(r.key(), r.retraction() ? null : r.left() + " " + r.right()));
                    }
                    changes.forEach((key, row) -> ours.add(key + " " + row));
                }
            }
            StreamsBuilder builder = new StreamsBuilder();
            KTable<String, String> left = table(builder, "left");
            KTable<String, String> right = table(builder, "right");
            var stores = Materialized.<String, String>as(Stores.inMemoryKeyValueStore("joined-rows")).withKeySerde(Serdes.String()).withValueSerde(Serdes.String());
            KTable<String, String> joined = kind == JoinKind.INNER ? left.join(right, JoinsAsInKafkaStreamsTest::foreignKey, (l, r) -> l + " " + r, stores)
                : left.leftJoin(right, JoinsAsInKafkaStreamsTest::foreignKey, (l, r) -> l + " " + r, stores);
            joined.toStream().to("out", Produced.with(Serdes.String(), Serdes.String()));
            assertEquals(byCase(drive(builder, inputs, folder.resolve(kind.name()))), byCase(ours), kind::name);
        }
    }

    /** What came of each case: in each, in the order of the text. */
    private static String byCase(List<String> results) {
        Map<Integer, List<String>> cases = new TreeMap<>();
        results.stream().sorted().forEach(each -> cases.computeIfAbsent(Integer.valueOf(each.substring(0, each.indexOf('-'))), c -> new ArrayList<>()).add(each));
        return cases.values().stream().map(List::toString).collect(Collectors.joining("\n"));
    }

    private static KTable<String, String> table(StreamsBuilder builder, String topic) {
        return builder.table(topic, Consumed.with(Serdes.String(), Serdes.String()),
            Materialized.<String, String>as(Stores.inMemoryKeyValueStore(topic + "-rows")).withKeySerde(Serdes.String()).withValueSerde(Serdes.String()));
    }

    private static List<String> drive(StreamsBuilder builder, List<Input> inputs, Path folder) {
        Properties conf = new Properties();
        conf.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        conf.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:1");
        conf.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
        conf.put(StreamsConfig.DSL_STORE_SUPPLIERS_CLASS_CONFIG, BuiltInDslStoreSuppliers.InMemoryDslStoreSuppliers.class);
        try (TopologyTestDriver driver = new TopologyTestDriver(builder.build(), conf)) {
            var left = driver.createInputTopic("left", new StringSerializer(), new StringSerializer());
            var right = driver.createInputTopic("right", new StringSerializer(), new StringSerializer());
            for (Input each : inputs) {
                (each.isLeft ? left : right).pipeInput(each.key, each.value, each.time);
                driver.advanceWallClockTime(Duration.ofSeconds(10)); // what has no partner is looked at once a second there
            }
            left.pipeInput(LAST, "l", END);
            driver.advanceWallClockTime(Duration.ofSeconds(10));
            right.pipeInput(LAST, "r", END);
            List<String> results = new ArrayList<>();
            for (KeyValue<String, String> each : driver.createOutputTopic("out", new StringDeserializer(), new StringDeserializer()).readKeyValuesToList()) {
                if (!each.key.equals(LAST)) {
                    results.add(each.key + " " + each.value);
                }
            }
            results.sort(null);
            return results;
        }
    }
}
