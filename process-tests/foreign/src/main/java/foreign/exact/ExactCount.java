// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package foreign.exact;

import org.apache.storm.Config;
import org.apache.storm.StormSubmitter;
import org.apache.storm.trident.TridentTopology;
import org.apache.storm.trident.fluent.GroupedStream;
import org.apache.storm.trident.operation.builtin.Sum;
import org.apache.storm.tuple.Fields;

/** {@code ExactCount NAME PORT SENTENCES BATCH INTERVAL-MS WORKERS}: counts words into tables of the server at the port. */
public final class ExactCount {
    /** Partitions of each source. */
    public static final int PARTITIONS = 4;

    private ExactCount() {
    }

    public static void main(String[] args) throws Exception {
        String name = args[0];
        int port = Integer.parseInt(args[1]);
        long perPartition = Long.parseLong(args[2]) / PARTITIONS;
        int batch = Integer.parseInt(args[3]) / PARTITIONS;

        TridentTopology topology = new TridentTopology();
        GroupedStream replayed = topology.newStream(name + "-replayed", new ReplayedSentences(PARTITIONS, perPartition, batch))
            .parallelismHint(2)
            .each(new Fields("sentence"), new Words(), new Fields("word", "one"))
            .groupBy(new Fields("word"));
        replayed.persistentAggregate(ServedMap.factory(port, "transactional", ServedMap.Kind.TRANSACTIONAL), new Fields("one"), new Sum(), new Fields("count"))
            .parallelismHint(2);
        replayed.persistentAggregate(ServedMap.factory(port, "opaque-of-replayed", ServedMap.Kind.OPAQUE), new Fields("one"), new Sum(), new Fields("count"))
            .parallelismHint(2);
        replayed.persistentAggregate(ServedMap.factory(port, "plain", ServedMap.Kind.PLAIN), new Fields("one"), new Sum(), new Fields("count"));
        topology.newStream(name + "-opaque", new OpaqueSentences(PARTITIONS, perPartition, batch))
            .parallelismHint(2)
            .each(new Fields("sentence"), new Words(), new Fields("word", "one"))
            .groupBy(new Fields("word"))
            .persistentAggregate(ServedMap.factory(port, "opaque", ServedMap.Kind.OPAQUE), new Fields("one"), new Sum(), new Fields("count"))
            .parallelismHint(2);

        Config conf = new Config();
        conf.setNumWorkers(Integer.parseInt(args[5]));
        conf.setMaxSpoutPending(3);
        conf.setMessageTimeoutSecs(4);
        conf.put(Config.TOPOLOGY_TRIDENT_BATCH_EMIT_INTERVAL_MILLIS, Integer.parseInt(args[4]));
        StormSubmitter.submitTopology(name, conf, topology.build());
    }
}
