// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package foreign.crawl;

import com.digitalpebble.stormcrawler.ConfigurableTopology;
import com.digitalpebble.stormcrawler.Constants;
import com.digitalpebble.stormcrawler.bolt.FeedParserBolt;
import com.digitalpebble.stormcrawler.bolt.FetcherBolt;
import com.digitalpebble.stormcrawler.bolt.JSoupParserBolt;
import com.digitalpebble.stormcrawler.bolt.SiteMapParserBolt;
import com.digitalpebble.stormcrawler.bolt.URLPartitionerBolt;
import com.digitalpebble.stormcrawler.spout.MemorySpout;
import java.util.List;
import org.apache.storm.Config;
import org.apache.storm.topology.BoltDeclarer;
import org.apache.storm.topology.TopologyBuilder;
import org.apache.storm.tuple.Fields;

/**
 * {@code CrawlTopology NAME FILE URL}: StormCrawler's bolts in the order in which its users put them, over two workers. What becomes of each URL, and what
 * would be indexed, goes to files whose names begin like FILE.
 */
public final class CrawlTopology extends ConfigurableTopology {
    private static final int TASKS = 2;

    private CrawlTopology() {
    }

    public static void main(String[] args) {
        ConfigurableTopology.start(new CrawlTopology(), args);
    }

    @Override
    protected int run(String[] args) {
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("spout", new MemorySpout(args[2]));
        builder.setBolt("partitioner", new URLPartitionerBolt(), TASKS).shuffleGrouping("spout");
        builder.setBolt("fetch", new FetcherBolt(), TASKS).fieldsGrouping("partitioner", new Fields("key"));
        // Shuffled, where a project would keep what is in the worker there: pages are to go from one worker to another.
        builder.setBolt("sitemap", new SiteMapParserBolt(), TASKS).shuffleGrouping("fetch");
        builder.setBolt("feed", new FeedParserBolt(), TASKS).shuffleGrouping("sitemap");
        builder.setBolt("parse", new JSoupParserBolt(), TASKS).shuffleGrouping("feed");
        builder.setBolt("index", new FileIndexer(args[1]), TASKS).shuffleGrouping("parse");
        // All: the crawler's spout reads a list in the memory of its worker, and one of these tasks is in that worker.
        BoltDeclarer status = builder.setBolt("status", new FileStatusUpdater(args[1]), TASKS);
        for (String source : List.of("fetch", "sitemap", "feed", "parse", "index")) {
            status.allGrouping(source, Constants.StatusStreamName);
        }
        conf.setNumWorkers(2);
        conf.setFallBackOnJavaSerialization(false);
        conf.put(Config.TOPOLOGY_WORKER_CHILDOPTS, "-Xmx256m");
        conf.put("fetcher.server.delay", 0.0);
        return submit(args[0], conf, builder);
    }
}
