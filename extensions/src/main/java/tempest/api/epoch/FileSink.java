// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.api.epoch;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.base.BaseRichBolt;
import org.apache.storm.tuple.Tuple;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes tuples to files of an exactly-once topology: one file of each task and epoch that had any, {@code COMPONENT-TASK-EPOCH.committed}, a line a tuple, its values
 * separated by tabs. Such a file is complete and does not change. Files of other names in the folder are the sink's own business.
 */
public final class FileSink extends BaseRichBolt implements ITwoPhaseSink {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(FileSink.class);
    private static final String COMMITTED = ".committed";
    private static final String PREPARED = ".prepared";
    private static final String OPEN = ".open";

    private final String path;
    private transient OutputCollector collector;
    private transient Path folder;
    private transient String name;
    private transient long incarnation;
    private transient Path written;
    private transient FileChannel file;
    private transient OutputStream lines;

    /** @param path a folder at the same path for all workers */
    public FileSink(String path) {
        this.path = path;
    }

    @Override
    public void prepare(Map<String, Object> conf, TopologyContext context, OutputCollector collector) {
        prepare(context.getThisComponentId() + "-" + context.getThisTaskIndex(), collector);
    }

    void prepare(String name, OutputCollector collector) {
        this.name = name;
        this.collector = collector;
        folder = Path.of(path);
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make " + folder, e);
        }
    }

    @Override
    public void execute(Tuple input) {
        try {
            if (lines == null) {
                written = folder.resolve(name + "-" + incarnation + OPEN);
                file = FileChannel.open(written, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
                lines = new BufferedOutputStream(Channels.newOutputStream(file));
            }
            lines.write((input.getValues().stream().map(String::valueOf).collect(Collectors.joining("\t")) + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + written, e);
        }
        collector.ack(input);
    }

    @Override
    public void prepare(Transaction transaction) {
        if (lines == null) {
            return;
        }
        try {
            lines.flush();
            file.force(true);
            close();
            Files.move(written, prepared(transaction), StandardCopyOption.ATOMIC_MOVE);
            FolderStore.force(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot prepare " + prepared(transaction), e);
        }
    }

    private Path prepared(Transaction transaction) {
        return folder.resolve(name + "-" + transaction.epoch() + "-" + transaction.incarnation() + PREPARED);
    }

    @Override
    public void commit(Transaction transaction) {
        Path prepared = prepared(transaction);
        Path committed = folder.resolve(name + "-" + transaction.epoch() + COMMITTED);
        try {
            if (Files.exists(committed) && Files.exists(prepared)) {
                throw new IllegalStateException(committed + " is there already, of other epochs: their folder was emptied, or is another topology's. Move the output away, or name another folder for it");
            }
            Files.move(prepared, committed, StandardCopyOption.ATOMIC_MOVE);
            FolderStore.force(folder);
        } catch (NoSuchFileException e) {
            LOG.debug("{} is committed already, or had no tuples", prepared);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot commit " + prepared, e);
        }
    }

    @Override
    public void abort(long incarnation) {
        try {
            close();
            for (Path mine : own()) {
                String[] parts = mine.getFileName().toString().substring(name.length() + 1).split("[-.]");
                long by = Long.parseLong(parts[parts.length - 2]);
                if (by < incarnation) {
                    Files.deleteIfExists(mine);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot tidy " + folder, e);
        }
        this.incarnation = incarnation;
    }

    /** What this task, in any life, wrote and did not commit. */
    private List<Path> own() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            String pattern = Pattern.quote(name) + "-(\\d+-\\d+\\" + PREPARED + "|\\d+\\" + OPEN + ")";
            return files.filter(each -> each.getFileName().toString().matches(pattern)).toList();
        }
    }

    private void close() throws IOException {
        if (lines != null) {
            lines.close();
            lines = null;
        }
    }

    @Override
    public void cleanup() {
        try {
            close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close " + written, e);
        }
    }

    @Override
    public void declareOutputFields(OutputFieldsDeclarer declarer) {
    }
}
