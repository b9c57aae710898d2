// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.compat.connectors;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.storm.Config;
import org.apache.storm.LocalCluster;
import org.apache.storm.hdfs.bolt.HdfsBolt;
import org.apache.storm.hdfs.bolt.format.DefaultFileNameFormat;
import org.apache.storm.hdfs.bolt.format.DelimitedRecordFormat;
import org.apache.storm.hdfs.bolt.rotation.FileSizeRotationPolicy;
import org.apache.storm.hdfs.bolt.sync.CountSyncPolicy;
import org.apache.storm.testing.AckFailMapTracker;
import org.apache.storm.testing.FeederSpout;
import org.apache.storm.topology.TopologyBuilder;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Values;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The published storm-hdfs between two workers and Hadoop's client, which writes to a folder here. */
class HdfsConnectorTest {
    private static final int LINES = 100;

    @TempDir
    private Path folder;

    @Test
    void everyTupleIsALineOfAFile() throws Exception {
        FeederSpout source = new FeederSpout(new Fields("number", "word"));
        AckFailMapTracker outcome = new AckFailMapTracker();
        source.setAckFailDelegate(outcome);
        HdfsBolt files = new HdfsBolt().withFsUrl("file:///").withFileNameFormat(new DefaultFileNameFormat().withPath(folder.toString()))
            .withRecordFormat(new DelimitedRecordFormat().withFieldDelimiter("|")).withSyncPolicy(new CountSyncPolicy(1))
            .withRotationPolicy(new FileSizeRotationPolicy(1, FileSizeRotationPolicy.Units.MB));
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("source", source);
        builder.setBolt("files", files, 2).shuffleGrouping("source");
        Config conf = new Config();
        conf.setNumWorkers(2);
        Set<String> sent = new TreeSet<>();
        try (LocalCluster cluster = new LocalCluster(); LocalCluster.LocalTopology topology = cluster.submitTopology("hdfs", conf, builder.createTopology())) {
            for (int i = 0; i < LINES; i++) {
                source.feed(new Values(i, "word " + i), i);
                sent.add(i + "|word " + i);
            }
            for (int i = 0; i < LINES; i++) {
                int id = i;
                Waits.until(() -> outcome.isAcked(id), () -> "the ack of " + id);
            }
        }
        assertEquals(sent, new TreeSet<>(lines()));
    }

    private List<String> lines() throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".txt")).toList()) {
                lines.addAll(Files.readAllLines(file));
            }
        }
        return lines;
    }
}
