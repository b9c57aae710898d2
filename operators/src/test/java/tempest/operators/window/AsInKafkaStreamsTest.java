// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.operators.window;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import org.apache.kafka.common.serialization.LongSerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KGroupedStream;
import org.apache.kafka.streams.kstream.KTable;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.SessionWindows;
import org.apache.kafka.streams.kstream.SlidingWindows;
import org.apache.kafka.streams.kstream.Suppressed;
import org.apache.kafka.streams.kstream.TimeWindows;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same records give the same results as in Kafka Streams: tumbling, hopping and session windows with a grace period, suppressed until they close. There a
 * record's own time moves the stream's time before it is looked at, and there are no windows before the epoch; so the watermark here is moved to each
 * record's time first, and no record is earlier than a window's length. A session there is named by its last record, here by its end, a gap later. A
 * record that comes after a session was closed, and is later than the grace allows, may join that session there and give a further result of all of it;
 * here it begins a new one. So records of sessions are within the grace here. Sliding windows there also begin after each record; here they only end with
 * one. A record without a key is left out there, and does not move time; here null is a key, whose results are left out of the comparison. They are closed there with the first record at their end, and give a result again with each further one; here with the first one later.
 */
class AsInKafkaStreamsTest {
    private static final long END = 10_000;

    private record Input(String key, long value, long time) {
    }

    @Test
    void windowsGiveWhatKafkaStreamsGives(@TempDir Path folder) {
        for (int seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            long size = 1 + 2 * random.nextInt(15);
            long grace = 2 * random.nextInt(15);
            WindowShape shape = switch (random.nextInt(4)) {
                case 0 -> WindowShape.Hopping.tumbling(size);
                case 1 -> new WindowShape.Hopping(size, 1 + random.nextInt((int) size));
                case 2 -> new WindowShape.Sliding(size);
                default -> new WindowShape.Session(size); // odd with the grace, where times are even: none is just at the bound
            };
            List<Input> input = new ArrayList<>();
            long now = 100;
            for (int i = random.nextInt(40); i >= 0; i--) {
                now += 2 * (random.nextInt(8) == 0 ? random.nextInt(40) : random.nextInt(4));
                int mostLate = shape instanceof WindowShape.Hopping ? 25 : (int) grace / 2 + 1; // see the class comment
                input.add(new Input(random.nextInt(10) == 0 ? null : "k" + random.nextInt(3), i, now - (random.nextInt(3) == 0 ? 2 * random.nextInt(mostLate) : 0)));
            }
            input.add(new Input("end", 0, END));
            assertEquals(kafka(shape, grace, input, folder.resolve("s" + seed)), ours(shape, grace, input), () -> shape + ", grace " + grace + ": " + input.stream()
                .map(each -> each.key + "@" + each.time + "=" + each.value).toList());
        }
    }

    private static List<String> ours(WindowShape shape, long grace, List<Input> input) {
        List<String> results = new ArrayList<>();
        KeyedWindows<String, Long, String> windows = KeyedWindows.of(shape, new SumAndCount(), OutputMode.APPEND, grace);
        long watermark = Long.MIN_VALUE;
        for (Input each : input) {
            watermark = each.key == null ? watermark : Math.max(watermark, each.time);
            windows.advance(watermark, r -> results.add(r.key() + " " + r.start() + "-" + r.end() + " " + r.result()));
            windows.add(each.key, each.value, each.time, r -> results.add("again " + r));
        }
        results.removeIf(each -> each.startsWith("null "));
        results.sort(null);
        return results;
    }

    private static List<String> kafka(WindowShape shape, long grace, List<Input> input, Path folder) {
        StreamsBuilder builder = new StreamsBuilder();
        KGroupedStream<String, Long> grouped = builder.stream("in", Consumed.with(Serdes.String(), Serdes.Long())).groupByKey();
        Duration graceTime = Duration.ofMillis(grace);
        Duration kept = Duration.ofMillis(END);
        KTable<Windowed<String>, String> table;
        long after;
        if (shape instanceof WindowShape.Hopping hopping) {
            Duration size = Duration.ofMillis(hopping.size());
            after = 0;
            table = grouped.windowedBy(TimeWindows.ofSizeAndGrace(size, graceTime).advanceBy(Duration.ofMillis(hopping.advance())))
                .aggregate(() -> "0/0", (key, value, sum) -> add(sum, value),
                    Materialized.<String, String>as(Stores.inMemoryWindowStore("windows", kept, size, false)).withKeySerde(Serdes.String())
                        .withValueSerde(Serdes.String()));
        } else if (shape instanceof WindowShape.Sliding sliding) {
            Duration difference = Duration.ofMillis(sliding.size() - 1);
            after = 1;
            table = grouped.windowedBy(SlidingWindows.ofTimeDifferenceAndGrace(difference, graceTime))
                .aggregate(() -> "0/0", (key, value, sum) -> add(sum, value),
                    Materialized.<String, String>as(Stores.inMemoryWindowStore("windows", kept, difference, false)).withKeySerde(Serdes.String())
                        .withValueSerde(Serdes.String()));
        } else {
            long gap = ((WindowShape.Session) shape).gap();
            after = gap;
            table = grouped.windowedBy(SessionWindows.ofInactivityGapAndGrace(Duration.ofMillis(gap), graceTime))
                .aggregate(() -> "0/0", (key, value, sum) -> add(sum, value), (key, one, other) -> merge(one, other),
                    Materialized.<String, String>as(Stores.inMemorySessionStore("sessions", Duration.ofMillis(gap + grace))).withKeySerde(Serdes.String())
                        .withValueSerde(Serdes.String()));
        }
        table.suppress(Suppressed.untilWindowCloses(Suppressed.BufferConfig.unbounded())).toStream()
            .filter((window, sum) -> !(shape instanceof WindowShape.Sliding)
                || input.stream().anyMatch(each -> each.time < END && window.key().equals(each.key) && each.time == window.window().end()))
            .map((window, sum) -> KeyValue.pair(window.key(), window.key() + " " + window.window().start() + "-" + (window.window().end() + after) + " " + sum))
            .to("out", Produced.with(Serdes.String(), Serdes.String()));
        List<String> results = drive(builder.build(), input, folder);
        if (shape instanceof WindowShape.Sliding) {
            Map<String, String> last = new LinkedHashMap<>();
            results.forEach(result -> last.put(result.substring(0, result.lastIndexOf(' ')), result));
            results = new ArrayList<>(last.values());
        }
        results.sort(null);
        return results;
    }

    private static List<String> drive(Topology topology, List<Input> input, Path folder) {
        Properties conf = new Properties();
        conf.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        conf.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:1");
        conf.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
        try (TopologyTestDriver driver = new TopologyTestDriver(topology, conf)) {
            TestInputTopic<String, Long> in = driver.createInputTopic("in", new StringSerializer(), new LongSerializer());
            input.forEach(each -> in.pipeInput(each.key, each.value, each.time));
            return driver.createOutputTopic("out", new StringDeserializer(), new StringDeserializer()).readValuesToList();
        }
    }

    private static String add(String sum, long value) {
        return merge(sum, value + "/1");
    }

    private static String merge(String one, String other) {
        String[] a = one.split("/");
        String[] b = other.split("/");
        return Long.parseLong(a[0]) + Long.parseLong(b[0]) + "/" + (Long.parseLong(a[1]) + Long.parseLong(b[1]));
    }
}
