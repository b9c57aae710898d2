// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.serialization;

import com.esotericsoftware.kryo.Kryo;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.storm.generated.Bolt;
import org.apache.storm.generated.ComponentCommon;
import org.apache.storm.generated.SpoutSpec;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.generated.StreamInfo;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Values;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;
import tempest.worker.link.AckMessageType;
import tempest.worker.tuple.StreamSource;
import tempest.worker.tuple.TupleImpl;

/** A batch of anchored tuples with a word and a number each, into a frame's payload and out of it. Per tuple. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CodecBenchmark {
    private static final int BATCH = 64;
    private static final int MAX_BYTES = 1 << 20;

    private final StreamSource source = new StreamSource(0, "words", "default", new Fields("word", "n"), null);
    private final WireTable table = WireTable.of(topology(), (component, stream) -> source);
    private final BatchEncoder encoder = new BatchEncoder(new Kryo(), table, MAX_BYTES);
    private final BatchDecoder decoder = new BatchDecoder(new Kryo(), table, TopologyTasks.of(topology(), Map.of(3, "words", 5, "count")));
    private final TupleImpl[] tuples = new TupleImpl[BATCH];
    private final ByteBuf encoded;

    public CodecBenchmark() {
        for (int i = 0; i < BATCH; i++) {
            tuples[i] = new TupleImpl(source, 3, new Values("word" + i, (long) i), 3L << 44 | i / 8, 0x9e3779b97f4a7c15L * i, null);
        }
        encoder.tuples(5, tuples, 0, BATCH, MAX_BYTES);
        encoded = encoder.end(PooledByteBufAllocator.DEFAULT, 0);
    }

    private static StormTopology topology() {
        ComponentCommon common = new ComponentCommon();
        common.set_streams(Map.of("default", new StreamInfo(java.util.List.of("word", "n"), false)));
        SpoutSpec spout = new SpoutSpec();
        spout.set_common(common);
        StormTopology topology = new StormTopology();
        topology.set_spouts(Map.of("words", spout));
        topology.set_bolts(Map.<String, Bolt>of());
        return topology;
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void encode(Blackhole hole) {
        encoder.tuples(5, tuples, 0, BATCH, MAX_BYTES);
        ByteBuf body = encoder.end(PooledByteBufAllocator.DEFAULT, 0);
        hole.consume(body.readableBytes());
        body.release();
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void decode(Blackhole hole) {
        decoder.decode(encoded.duplicate(), new BatchDecoder.BlockSink() {
            @Override
            public void tuples(int task, TupleImpl[] decoded, int count) {
                hole.consume(decoded);
            }

            @Override
            public void acks(int spoutTask, AckMessageType kind, long[] data, int count) {
                hole.consume(data);
            }
        });
    }

    @TearDown
    public void release() {
        encoded.release();
    }
}
