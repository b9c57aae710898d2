// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.starter.exact;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.base.BaseRichBolt;
import org.apache.storm.tuple.Tuple;

/** Appends a line a tuple to a file of its task: what comes twice is there twice. */
public class AppendingBolt extends BaseRichBolt {
    private static final long serialVersionUID = 1L;

    private final String folder;
    private transient OutputCollector collector;
    private transient Writer file;

    public AppendingBolt(String folder) {
        this.folder = folder;
    }

    @Override
    public void prepare(Map<String, Object> conf, TopologyContext context, OutputCollector collector) {
        this.collector = collector;
        try {
            Files.createDirectories(Path.of(folder));
            file = Files.newBufferedWriter(Path.of(folder, context.getThisComponentId() + "-" + context.getThisTaskIndex()), StandardCharsets.UTF_8,
                StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot append to a file in " + folder, e);
        }
    }

    @Override
    public void execute(Tuple input) {
        try {
            file.write(input.getValues().stream().map(String::valueOf).collect(Collectors.joining("\t")) + "\n");
            file.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot append to a file in " + folder, e);
        }
        collector.ack(input);
    }

    @Override
    public void cleanup() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close a file in " + folder, e);
        }
    }

    @Override
    public void declareOutputFields(OutputFieldsDeclarer declarer) {
    }
}
