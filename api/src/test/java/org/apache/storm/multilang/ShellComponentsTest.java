// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.multilang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.apache.storm.Contexts;
import org.apache.storm.TestTuples;
import org.apache.storm.RecordingCollector;
import org.apache.storm.spout.ISpoutOutputCollector;
import org.apache.storm.spout.ShellSpout;
import org.apache.storm.spout.SpoutOutputCollector;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.ShellBolt;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.TopologyBuilder;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.utils.ShellLogHandler;
import org.apache.storm.utils.ShellProcess;
import org.apache.storm.utils.Utils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ShellComponentsTest {
    private static final String[] COMMAND = {Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
        "-cp", System.getProperty("java.class.path"), EchoProcess.class.getName()};
    private final RecordingCollector recorded = new RecordingCollector();
    private final Contexts contexts;

    ShellComponentsTest() {
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("spout", () -> 1);
        builder.setBolt("shell", tuple -> { }).shuffleGrouping("spout");
        contexts = new Contexts(builder.createTopology());
        contexts.conf.put("topology.subprocess.timeout.secs", 30);
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "waited 30 s in vain");
            LockSupport.parkNanos(1_000_000);
        }
    }

    private ShellBolt bolt() {
        ShellBolt there = Utils.javaDeserialize(Utils.javaSerialize(new ShellBolt(COMMAND)), ShellBolt.class);
        there.changeChildCWD(false);
        there.prepare(contexts.conf, contexts.of("shell"), new OutputCollector(recorded));
        return there;
    }

    private static Tuple tuple(String word) {
        return TestTuples.of(new Fields("word"), word);
    }

    @Test
    void aBoltInAnotherProcessEmitsAcksAndFails() {
        ShellBolt bolt = bolt();
        Tuple word = tuple("ab");
        Tuple bad = tuple("fail");
        bolt.execute(word);
        bolt.execute(bad);
        await(() -> recorded.acked.contains(word) && recorded.failed.contains(bad));
        assertEquals(List.of("abab"), recorded.emitted.get(0).values());
        assertEquals(List.of(word), recorded.emitted.get(0).anchors());
        bolt.cleanup();
    }

    /** JSON, and it says that it was used. */
    public static final class OwnSerializer extends JsonSerializer {
        private static final List<String> USED = new CopyOnWriteArrayList<>();

        @Override
        public Number connect(Map<String, Object> conf, TopologyContext context) throws IOException, NoOutputException {
            USED.add(context.getThisComponentId());
            return super.connect(conf, context);
        }
    }

    /** Remembers whose lines it is to log. */
    public static final class OwnLogHandler implements ShellLogHandler {
        private static final List<String> COMPONENTS = new CopyOnWriteArrayList<>();

        @Override
        public void setUpContext(Class<?> ownerCls, ShellProcess process, TopologyContext context) {
            COMPONENTS.add(ownerCls.getSimpleName() + " " + context.getThisComponentId());
        }

        @Override
        public void log(ShellMsg msg) {
            // Nothing is logged here.
        }
    }

    @Test
    void theTopologySaysWhoTalksToProcessesAndWhoLogsForThem() {
        OwnSerializer.USED.clear();
        OwnLogHandler.COMPONENTS.clear();
        contexts.conf.put("topology.multilang.serializer", OwnSerializer.class.getName());
        contexts.conf.put("topology.multilang.log.handler", OwnLogHandler.class.getName());
        ShellBolt bolt = bolt();
        Tuple word = tuple("ab");
        bolt.execute(word);
        await(() -> recorded.acked.contains(word));
        bolt.cleanup();
        assertEquals(List.of("shell"), OwnSerializer.USED);
        assertEquals(List.of("ShellBolt shell"), OwnLogHandler.COMPONENTS);
    }

    @Test
    void noMoreTuplesArePendingThanTheKeyAllowsForAProcessThatReadsNone() throws InterruptedException {
        contexts.conf.put("topology.shellbolt.max.pending", 2);
        ShellBolt bolt = new ShellBolt("sh", "-c", "printf '{\"pid\":1}\\nend\\n'; exec sleep 300");
        bolt.changeChildCWD(false);
        bolt.prepare(contexts.conf, contexts.of("shell"), new OutputCollector(recorded));
        AtomicInteger taken = new AtomicInteger();
        // More than a pipe holds, so that the first one is being written for ever.
        String large = "x".repeat(1 << 20);
        Thread executor = new Thread(() -> {
            for (int i = 0; i < 20; i++) {
                bolt.execute(tuple(large));
                taken.incrementAndGet();
            }
        });
        executor.setUncaughtExceptionHandler((thread, interrupted) -> { });
        executor.start();
        await(() -> executor.getState() == Thread.State.TIMED_WAITING || executor.getState() == Thread.State.TERMINATED);
        executor.interrupt();
        executor.join();
        bolt.cleanup();
        assertTrue(taken.get() <= 3, "one that is being written and two that wait, not " + taken);
    }

    @Test
    void aBoltWhoseProcessDiesReportsWhyAndFails() {
        ShellBolt bolt = bolt();
        bolt.execute(tuple("die"));
        await(() -> !recorded.errors.isEmpty());
        String error = recorded.errors.get(0).getMessage();
        assertTrue(error.contains("'shell'") && error.contains("closed its output"), error);
        assertThrows(RuntimeException.class, () -> bolt.execute(tuple("x")));
        bolt.cleanup();
    }

    @Test
    void aProcessThatCannotBeStartedIsNamed() {
        ShellBolt bolt = new ShellBolt("no-such-program-anywhere", "x");
        bolt.changeChildCWD(false);
        String message = assertThrows(RuntimeException.class,
            () -> bolt.prepare(contexts.conf, contexts.of("shell"), new OutputCollector(recorded))).getMessage();
        assertTrue(message.contains("no-such-program-anywhere"), message);
    }

    @Test
    void aSpoutInAnotherProcessEmitsWhenAskedAndHearsOfFailures() {
        List<String> emitted = new ArrayList<>();
        List<String> errors = new ArrayList<>();
        ShellSpout spout = new ShellSpout(COMMAND);
        spout.changeChildCWD(false);
        spout.open(contexts.conf, contexts.of("spout"), new SpoutOutputCollector(new ISpoutOutputCollector() {
            @Override
            public List<Integer> emit(String streamId, List<Object> tuple, Object messageId) {
                emitted.add(streamId + tuple + messageId);
                return List.of();
            }

            @Override
            public void emitDirect(int taskId, String streamId, List<Object> tuple, Object messageId) {
            }

            @Override
            public long getPendingCount() {
                return 0;
            }

            @Override
            public void flush() {
            }

            @Override
            public void reportError(Throwable error) {
                errors.add(error.getMessage());
            }
        }));
        spout.activate();
        spout.nextTuple();
        spout.nextTuple();
        spout.ack("m0");
        spout.fail("m1");
        assertEquals(List.of("default[0]m0", "default[1]m1"), emitted);
        assertTrue(errors.get(0).contains("failed m1"), errors.get(0));
        spout.close();
    }
}
