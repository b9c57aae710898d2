// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package foreign.crawl;

import com.digitalpebble.stormcrawler.Metadata;
import com.digitalpebble.stormcrawler.persistence.MemoryStatusUpdater;
import com.digitalpebble.stormcrawler.persistence.Status;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.tuple.Tuple;

/** The crawler's own updater in memory, which also writes each status to a file of its task's. */
final class FileStatusUpdater extends MemoryStatusUpdater {
    private static final long serialVersionUID = 1L;

    private final String file;
    private transient Path own;

    FileStatusUpdater(String file) {
        this.file = file;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public void prepare(Map conf, TopologyContext context, OutputCollector collector) {
        super.prepare(conf, context, collector);
        own = Path.of(file + ".status" + context.getThisTaskIndex());
    }

    @Override
    public void store(String url, Status status, Metadata metadata, Optional<Date> nextFetch, Tuple tuple) throws Exception {
        Files.writeString(own, status + " " + url + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        super.store(url, status, metadata, nextFetch, tuple);
    }
}
