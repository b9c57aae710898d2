// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.esotericsoftware.kryo.Kryo;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.apache.storm.generated.ComponentCommon;
import org.apache.storm.generated.ComponentObject;
import org.apache.storm.generated.SpoutSpec;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.generated.StreamInfo;
import org.apache.storm.tuple.Fields;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tempest.cluster.Clock;
import tempest.cluster.ManualClock;
import tempest.cluster.PortFuzz;
import tempest.worker.link.AckMessageType;
import tempest.worker.link.CapacityListener;
import tempest.worker.link.CongestionListener;
import tempest.worker.link.LocalDelivery;
import tempest.worker.link.RemoteLink;
import tempest.worker.serialization.TopologyTasks;
import tempest.worker.serialization.WireTable;
import tempest.worker.transport.LocalWorker;
import tempest.worker.transport.OutboundConnection;
import tempest.worker.transport.Transport;
import tempest.worker.transport.TransportConfig;
import tempest.worker.transport.WorkerAddress;
import tempest.worker.tuple.StreamSource;
import tempest.worker.tuple.TupleImpl;

/** Two workers over a real loopback connection, with a recorder in place of the engine. */
final class RemoteTransportTest {
    private static final long BOUND_MS = 60_000;
    private static final int SPOUT_TASK = 1;
    private static final int BOLT_TASK = 2;
    /** In the bolt's worker. */
    private static final int OTHER_SPOUT_TASK = 3;
    private static final long ROOT = (long) SPOUT_TASK << 44;
    private static final TopologyTasks TASKS = TopologyTasks.of(topology(), Map.of(SPOUT_TASK, "words", BOLT_TASK, "bolt", OTHER_SPOUT_TASK, "words"));

    private final StreamSource words = new StreamSource(0, "words", "default", new Fields("word"), null);
    private final WireTable table = WireTable.of(topology(), (component, stream) -> words);
    private final RecordingDelivery spoutSide = new RecordingDelivery();
    private final RecordingDelivery boltSide = new RecordingDelivery();
    private final AtomicInteger woken = new AtomicInteger();
    private WorkerAddress spoutAddress;
    private WorkerAddress boltAddress;
    private Worker spoutWorker;
    private Worker boltWorker;

    private final class Worker {
        final Transport transport;
        final RemoteSender remote;

        Worker(WorkerAddress self, LocalDelivery delivery, Clock clock) throws IOException {
            TransportConfig config = TransportConfig.of(Map.of("storm.messaging.netty.min_wait_ms", 5));
            transport = new Transport(config, new LocalWorker("topo-1", self, TASKS::contains), (tasks, loads) -> woken.addAndGet(tasks.length),
                clock, new Random(1));
            remote = new RemoteSender(transport, () -> table, Kryo::new, config.maxFrameBytes());
            transport.listen(new RemoteReceiver(Kryo::new, table, TASKS, delivery, null));
        }
    }

    @BeforeEach
    void connect() throws IOException {
        spoutAddress = new WorkerAddress("a", freePort());
        boltAddress = new WorkerAddress("b", freePort());
        spoutWorker = new Worker(spoutAddress, spoutSide, Clock.system());
        boltWorker = new Worker(boltAddress, boltSide, Clock.system());
        assign();
    }

    private void assign() {
        Map<Integer, WorkerAddress> workers = Map.of(SPOUT_TASK, spoutAddress, BOLT_TASK, boltAddress, OTHER_SPOUT_TASK, boltAddress);
        spoutWorker.remote.assign(workers, Map.of(boltAddress, "localhost"));
        boltWorker.remote.assign(workers, Map.of(spoutAddress, "localhost"));
    }

    @AfterEach
    void close() {
        spoutWorker.transport.close();
        boltWorker.transport.close();
    }

    @Test
    void tuplesArriveAndTheirAcksComeBack() {
        RemoteLink down = spoutWorker.remote.open();
        RemoteLink up = boltWorker.remote.open();
        for (int i = 0; i < 1000; i++) {
            TupleImpl[] batch = {tuple("w" + i, i + 1)};
            await(() -> down.offer(BOLT_TASK, batch, 1, woken::incrementAndGet));
            down.flush();
        }
        await(() -> boltSide.words.size() == 1000);
        assertEquals(IntStream.range(0, 1000).mapToObj(i -> "w" + i + "/" + (i + 1)).toList(), List.copyOf(boltSide.words));
        assertTrue(up.offerAcks(SPOUT_TASK, AckMessageType.ACK, new long[] {ROOT + 5, 6, ROOT + 7, 8}, 4, woken::incrementAndGet));
        assertTrue(up.offerAcks(SPOUT_TASK, AckMessageType.FAIL, new long[] {ROOT + 9, BOLT_TASK}, 2, woken::incrementAndGet));
        up.flush();
        await(() -> spoutSide.acks.equals(List.of("1 ACK " + List.of(ROOT + 5, 6, ROOT + 7, 8), "1 FAIL " + List.of(ROOT + 9, BOLT_TASK))));
    }

    @Test
    void whatARoundSendsToOneWorkerArrivesOnlyWithTheFlush() {
        RemoteLink link = spoutWorker.remote.open();
        assertTrue(link.offer(BOLT_TASK, new TupleImpl[] {tuple("a", 1), tuple("unused", 2)}, 1, woken::incrementAndGet));
        assertTrue(link.offerAcks(OTHER_SPOUT_TASK, AckMessageType.RESET, new long[] {(long) OTHER_SPOUT_TASK << 44}, 1, woken::incrementAndGet));
        assertEquals(0, spoutWorker.transport.queuedBytes());
        link.flush();
        await(() -> boltSide.acks.size() == 1);
        assertEquals(List.of("a/1"), boltSide.words);
    }

    @Test
    void aCongestedTaskStopsItsSendersButNotItsAcksUntilItIsDrained() {
        boltSide.listener = boltWorker.transport::congestion;
        boltSide.congested = true;
        RemoteLink link = spoutWorker.remote.open();
        TupleImpl[] batch = {tuple("a", 1)};
        assertTrue(link.offer(BOLT_TASK, batch, 1, woken::incrementAndGet));
        link.flush();
        await(() -> spoutWorker.transport.connection(boltAddress).stopped(BOLT_TASK));
        assertFalse(link.offer(BOLT_TASK, batch, 1, woken::incrementAndGet));
        assertTrue(link.offerAcks(OTHER_SPOUT_TASK, AckMessageType.ACK, new long[] {(long) OTHER_SPOUT_TASK << 44, 2}, 2, woken::incrementAndGet));
        int before = woken.get();
        boltSide.congested = false;
        boltWorker.transport.congestion(BOLT_TASK, false);
        await(() -> woken.get() > before);
        assertTrue(link.offer(BOLT_TASK, batch, 1, woken::incrementAndGet));
    }

    @Test
    void sendersToAnUnplacedTaskWaitForTheNextAssignment() {
        spoutWorker.remote.assign(Map.of(SPOUT_TASK, spoutAddress), Map.of());
        RemoteLink link = spoutWorker.remote.open();
        TupleImpl[] batch = {tuple("a", 1)};
        assertFalse(link.offer(BOLT_TASK, batch, 1, woken::incrementAndGet));
        assertEquals(0, woken.get());
        assign();
        assertEquals(1, woken.get());
        assertTrue(link.offer(BOLT_TASK, batch, 1, woken::incrementAndGet));
        link.flush();
        await(() -> boltSide.words.size() == 1);
    }

    /** A sender that sees to the trees of what is lost. */
    private final class Settling implements CapacityListener {
        final AtomicInteger lost = new AtomicInteger();

        @Override
        public void onCapacity() {
            woken.incrementAndGet();
        }

        @Override
        public boolean onLost(TupleImpl[] tuples, int count) {
            lost.addAndGet(count);
            return true;
        }
    }

    @Test
    void tuplesForAWorkerThatIsAwayAreKeptUpToALimitAndGivenBackBeyondThat() throws IOException {
        ManualClock clock = new ManualClock();
        spoutWorker.transport.close();
        spoutWorker = new Worker(spoutAddress, spoutSide, clock);
        assign();
        RemoteLink link = spoutWorker.remote.open();
        Settling sender = new Settling();
        TupleImpl[] batch = {tuple("a", 1)};
        await(() -> link.offer(BOLT_TASK, batch, 1, sender));
        link.flush();
        await(() -> spoutWorker.transport.queuedBytes() == 0);
        boltWorker.transport.close();
        OutboundConnection connection = spoutWorker.transport.connection(boltAddress);
        int kept = 0;
        while (connection.writable()) {
            assertTrue(link.offer(BOLT_TASK, batch, 1, sender));
            link.flush();
            kept++;
        }
        int before = woken.get();
        assertFalse(link.offer(BOLT_TASK, batch, 1, sender), "it may be back soon");
        assertFalse(connection.away());
        assertEquals(0, sender.lost.get());
        await(() -> {
            clock.advance(100, TimeUnit.MILLISECONDS);
            return connection.away();
        });
        // Who waits is told.
        await(() -> woken.get() > before);
        assertEquals(0, sender.lost.get());
        for (int i = 0; i < 10; i++) {
            assertTrue(link.offer(BOLT_TASK, batch, 1, sender));
        }
        assertEquals(10, sender.lost.get());
        assertEquals(10L, spoutWorker.transport.sends().get(boltAddress.toString()).get("lostTuples"));
        assertFalse(link.offer(BOLT_TASK, batch, 1, woken::incrementAndGet), "who does not see to it waits");
        boltWorker = new Worker(boltAddress, boltSide, Clock.system());
        int all = kept + 1;
        // What came just before the end of the first may not have been confirmed.
        await(() -> {
            clock.advance(100, TimeUnit.MILLISECONDS);
            return boltSide.words.size() >= all && !connection.away();
        });
    }

    @Test
    void anOutputKeepsNothingForWorkersThatAreGone() {
        RemoteLink link = spoutWorker.remote.open();
        for (int i = 1; i <= 5; i++) {
            int count = i;
            TupleImpl[] batch = {tuple("w" + i, i)};
            await(() -> link.offer(BOLT_TASK, batch, 1, woken::incrementAndGet));
            link.flush();
            await(() -> boltSide.words.size() == count);
            OutboundConnection gone = spoutWorker.transport.connection(boltAddress);
            spoutWorker.remote.assign(Map.of(SPOUT_TASK, spoutAddress), Map.of());
            await(gone::closed);
            assign();
        }
        assertEquals(1, ((RemoteOutput) link).encoders());
    }

    @Test
    void loadsReachTheListenerOfTheOtherWorker() {
        await(() -> {
            boltWorker.transport.loads(new int[] {BOLT_TASK}, new float[] {0.5f});
            return woken.get() > 0;
        });
    }

    @Test
    void aDamagedBatchClosesItsConnectionAndNothingElse() {
        OutboundConnection connection = spoutWorker.transport.connection(boltAddress);
        RemoteLink link = spoutWorker.remote.open();
        RemoteLink back = boltWorker.remote.open();
        await(() -> connection.connected() && boltWorker.transport.connection(spoutAddress).connected());
        // A root of a task id beyond those of any topology once ended a worker.
        TupleImpl[] bad = {new TupleImpl(words, SPOUT_TASK, List.of("bad"), 524_287L << 44, 1, null)};
        assertTrue(link.offer(BOLT_TASK, bad, 1, woken::incrementAndGet));
        link.flush();
        TupleImpl[] good = {tuple("good", 1)};
        await(() -> link.offer(BOLT_TASK, good, 1, woken::incrementAndGet));
        link.flush();
        await(() -> boltSide.words.equals(List.of("good/1")) && connection.queuedBytes() == 0);
        assertEquals(1L, spoutWorker.transport.sends().get(boltAddress.toString()).get("reconnects"));
        assertTrue(back.offerAcks(SPOUT_TASK, AckMessageType.ACK, new long[] {ROOT + 5, 6}, 2, woken::incrementAndGet));
        back.flush();
        await(() -> spoutSide.acks.size() == 1);
        assertEquals(0L, boltWorker.transport.sends().get(spoutAddress.toString()).get("reconnects"));
    }

    @Test
    void changedBytesOfAWorkerCostTheirConnectionAndNothingElse() throws Exception {
        PortFuzz fuzz = new PortFuzz(boltAddress.port());
        spoutWorker.transport.close();
        spoutWorker = new Worker(spoutAddress, spoutSide, Clock.system());
        fuzz.learnAt("127.0.0.2", port -> {
            spoutWorker.remote.assign(Map.of(SPOUT_TASK, spoutAddress, BOLT_TASK, boltAddress, OTHER_SPOUT_TASK, boltAddress), Map.of(boltAddress, "127.0.0.2"));
            RemoteLink link = spoutWorker.remote.open();
            for (int i = 1; i <= 5; i++) {
                TupleImpl[] batch = {tuple("w" + i, i), tuple("x".repeat(50), i)};
                await(() -> link.offer(BOLT_TASK, batch, 2, woken::incrementAndGet));
                link.flush();
            }
            await(() -> link.offerAcks(OTHER_SPOUT_TASK, AckMessageType.ACK, new long[] {(long) OTHER_SPOUT_TASK << 44, 2}, 2, woken::incrementAndGet));
            link.flush();
            await(() -> boltSide.words.size() == 10 && boltSide.acks.size() == 1);
            spoutWorker.transport.close();
        });
        boltSide.words.clear();
        // A sender that starts anew: what it numbers as before is not taken for what has come already.
        Random incarnations = new Random(1);
        UnaryOperator<byte[]> anew = bytes -> {
            int end = bytes.length < Integer.BYTES ? 0 : Integer.BYTES + ByteBuffer.wrap(bytes).getInt();
            if (end > 2 * Long.BYTES && end <= bytes.length) {
                ByteBuffer.wrap(bytes).putLong(end - 2 * Long.BYTES, incarnations.nextLong());
            }
            return bytes;
        };
        assertEquals(1, fuzz.repeat(anew).answered());
        await(() -> boltSide.words.size() == 10);
        PortFuzz.Outcome outcome = fuzz.run(anew);
        assertEquals(List.of(), outcome.silent());
        assertTrue(outcome.answered() > outcome.sessions() / 20 && boltSide.words.size() > outcome.sessions() / 2, () -> boltSide.words.size() + " words: " + outcome);
        spoutWorker = new Worker(spoutAddress, spoutSide, Clock.system());
        assign();
        boltSide.words.clear();
        RemoteLink link = spoutWorker.remote.open();
        TupleImpl[] good = {tuple("good", 1)};
        await(() -> link.offer(BOLT_TASK, good, 1, woken::incrementAndGet));
        link.flush();
        await(() -> boltSide.words.contains("good/1"));
    }

    // ------------------------------------------------------------------

    /** Remembers what arrives; the event loop calls it. */
    private static final class RecordingDelivery implements LocalDelivery {
        final List<String> words = java.util.Collections.synchronizedList(new ArrayList<>());
        final List<String> acks = java.util.Collections.synchronizedList(new ArrayList<>());
        volatile boolean congested;
        volatile CongestionListener listener;

        @Override
        public void tuples(int task, TupleImpl[] tuples, int count) {
            for (int i = 0; i < count; i++) {
                words.add(tuples[i].getString(0) + "/" + tuples[i].edge());
            }
            if (congested) {
                listener.congestion(task, true);
            }
        }

        @Override
        public void acks(int spoutTask, AckMessageType kind, long[] data, int count) {
            acks.add(spoutTask + " " + kind + " " + Arrays.toString(Arrays.copyOf(data, count)));
        }
    }

    private TupleImpl tuple(String word, long edge) {
        return new TupleImpl(words, SPOUT_TASK, List.of(word), ROOT + 42, edge, null);
    }

    private static StormTopology topology() {
        ComponentCommon common = new ComponentCommon(new HashMap<>(), new HashMap<>());
        common.put_to_streams("default", new StreamInfo(List.of("word"), false));
        return new StormTopology(Map.of("words", new SpoutSpec(new ComponentObject(), common)), new HashMap<>(), new HashMap<>());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(BOUND_MS);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "the condition did not hold within " + BOUND_MS + " ms");
            LockSupport.parkNanos(200_000);
        }
    }
}
