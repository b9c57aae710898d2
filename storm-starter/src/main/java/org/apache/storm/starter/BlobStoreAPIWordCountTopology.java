// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.starter;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.storm.Config;
import org.apache.storm.blobstore.AtomicOutputStream;
import org.apache.storm.blobstore.BlobStoreAclHandler;
import org.apache.storm.blobstore.ClientBlobStore;
import org.apache.storm.generated.AccessControl;
import org.apache.storm.generated.KeyAlreadyExistsException;
import org.apache.storm.generated.SettableBlobMeta;
import org.apache.storm.starter.bolt.SplitSentenceBolt;
import org.apache.storm.starter.bolt.WordCountBolt;
import org.apache.storm.starter.spout.RandomSentenceSpout;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.BasicOutputCollector;
import org.apache.storm.topology.ConfigurableTopology;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.TopologyBuilder;
import org.apache.storm.topology.base.BaseBasicBolt;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.tuple.Values;
import org.apache.storm.utils.Utils;

/**
 * Word count without the words of a list that lives in the blob store. The list is created by this program, reaches each
 * worker as the file {@code stopwords.txt} in its working directory, and may be changed while the topology runs
 * ({@code storm blobstore update --file FILE stopwords}). Arguments: the topology's name (default
 * {@code blobstore-word-count}).
 */
public class BlobStoreAPIWordCountTopology extends ConfigurableTopology {
    static final String KEY = "stopwords";
    static final String FILE = "stopwords.txt";
    private static final String STOP_WORDS = "the\nand\na\non\n";

    public static void main(String[] args) {
        ConfigurableTopology.start(new BlobStoreAPIWordCountTopology(), args);
    }

    @Override
    protected int run(String[] args) throws Exception {
        createBlob(Utils.readStormConfig());
        conf.put(Config.TOPOLOGY_BLOBSTORE_MAP, Map.of(KEY, Map.of("localname", FILE, "uncompress", false)));
        return submit(args.length > 0 ? args[0] : "blobstore-word-count", conf, topology());
    }

    private static void createBlob(Map<String, Object> clusterConf) throws Exception {
        AccessControl everyone = BlobStoreAclHandler.parseAccessControl("o::rwa");
        SettableBlobMeta meta = new SettableBlobMeta(List.of(everyone));
        try (ClientBlobStore store = Utils.getClientBlobStore(clusterConf)) {
            AtomicOutputStream out = store.createBlob(KEY, meta);
            try {
                out.write(STOP_WORDS.getBytes(StandardCharsets.UTF_8));
                out.close();
            } catch (IOException e) {
                out.cancel();
                throw e;
            }
        } catch (KeyAlreadyExistsException e) {
            System.out.println("blob " + KEY + " is there already; it is used as it is");
        }
    }

    static TopologyBuilder topology() {
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("spout", new RandomSentenceSpout(), 1);
        builder.setBolt("split", new SplitSentenceBolt(), 2).shuffleGrouping("spout");
        builder.setBolt("filter", new StopWordFilter(), 2).shuffleGrouping("split");
        builder.setBolt("count", new WordCountBolt(), 2).fieldsGrouping("filter", new Fields("word"));
        return builder;
    }

    /** Lets words pass that the list does not hold; reads the list again when the file has changed. */
    public static class StopWordFilter extends BaseBasicBolt {
        private static final long serialVersionUID = 1L;
        private static final long LOOK_EVERY_NANOS = 1_000_000_000L;

        private transient Path file;
        private transient FileTime readAt;
        private transient long nextLook;
        private transient Set<String> stopWords;

        @Override
        public void prepare(Map<String, Object> conf, TopologyContext context) {
            file = Path.of(FILE);
            stopWords = Set.of();
            nextLook = System.nanoTime();
        }

        @Override
        public void execute(Tuple tuple, BasicOutputCollector collector) {
            readListIfChanged();
            String word = tuple.getString(0);
            if (!stopWords.contains(word)) {
                collector.emit(new Values(word));
            }
        }

        private void readListIfChanged() {
            long now = System.nanoTime();
            if (now - nextLook < 0) {
                return;
            }
            nextLook = now + LOOK_EVERY_NANOS;
            try {
                FileTime changed = Files.getLastModifiedTime(file);
                if (!changed.equals(readAt)) {
                    stopWords = new HashSet<>(Files.readAllLines(file));
                    readAt = changed;
                }
            } catch (IOException e) {
                throw new IllegalStateException("cannot read the list of stop words " + file.toAbsolutePath(), e);
            }
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            declarer.declare(new Fields("word"));
        }
    }
}
