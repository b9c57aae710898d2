// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package foreign.crawl;

import com.digitalpebble.stormcrawler.Constants;
import com.digitalpebble.stormcrawler.Metadata;
import com.digitalpebble.stormcrawler.indexing.AbstractIndexerBolt;
import com.digitalpebble.stormcrawler.persistence.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.tuple.Values;

/** Writes a line for each page that it is given: address, title, text. */
final class FileIndexer extends AbstractIndexerBolt {
    private static final long serialVersionUID = 1L;

    private final String file;
    private transient OutputCollector collector;

    FileIndexer(String file) {
        this.file = file;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public void prepare(Map conf, TopologyContext context, OutputCollector collector) {
        super.prepare(conf, context, collector);
        this.collector = collector;
    }

    @Override
    public void execute(Tuple page) {
        String url = page.getStringByField("url");
        Metadata metadata = (Metadata) page.getValueByField("metadata");
        String[] title = filterMetadata(metadata).get("title");
        String line = url + "\t" + (title == null ? "" : title[0]) + "\t" + page.getStringByField("text").strip() + "\n";
        try {
            Files.writeString(Path.of(file + ".index"), line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        collector.emit(Constants.StatusStreamName, page, new Values(url, metadata, Status.FETCHED));
        collector.ack(page);
    }
}
