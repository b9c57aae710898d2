// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.api.epoch;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.storm.spout.SpoutOutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.base.BaseRichSpout;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Values;

/**
 * Emits the lines of files, one a tuple in the field {@code line}, for exactly-once topologies. The files are divided among the tasks in the order given; they
 * must not change, and be at the same paths for all workers. Lines are UTF-8 and end with a line feed, but for a file's last one.
 */
public final class FileSource extends BaseRichSpout implements ICheckpointedSpout {
    private static final long serialVersionUID = 1L;

    private final ArrayList<String> paths;
    private transient SpoutOutputCollector collector;
    private transient List<Path> files;
    private transient int file;
    private transient long offset;
    private transient InputStream lines;

    /** @throws IllegalArgumentException if there are no files */
    public FileSource(List<String> paths) {
        if (paths.isEmpty()) {
            throw new IllegalArgumentException("A source of files needs one at least");
        }
        this.paths = new ArrayList<>(paths);
    }

    @Override
    public void open(Map<String, Object> conf, TopologyContext context, SpoutOutputCollector collector) {
        open(collector, context.getThisTaskIndex(), context.getComponentTasks(context.getThisComponentId()).size());
    }

    void open(SpoutOutputCollector collector, int task, int tasks) {
        this.collector = collector;
        files = new ArrayList<>();
        for (int i = task; i < paths.size(); i += tasks) {
            files.add(Path.of(paths.get(i)));
        }
    }

    @Override
    public void nextTuple() {
        if (file == files.size()) {
            return;
        }
        try {
            if (lines == null) {
                lines = new BufferedInputStream(Files.newInputStream(files.get(file)));
                lines.skipNBytes(offset);
            }
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            int next = lines.read();
            for (; next >= 0 && next != '\n'; next = lines.read()) {
                line.write(next);
            }
            if (next >= 0 || line.size() > 0) {
                offset += line.size() + 1;
                collector.emit(new Values(line.toString(StandardCharsets.UTF_8)));
            }
            if (next < 0) {
                close();
                file++;
                offset = 0;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + files.get(file) + " at " + offset, e);
        }
    }

    @Override
    public byte[] position() {
        return ByteBuffer.allocate(Integer.BYTES + Long.BYTES).putInt(file).putLong(offset).array();
    }

    @Override
    public void restore(byte[] position) {
        close();
        ByteBuffer at = position == null ? ByteBuffer.allocate(Integer.BYTES + Long.BYTES) : ByteBuffer.wrap(position);
        file = at.getInt();
        offset = at.getLong();
    }

    @Override
    public void close() {
        try {
            if (lines != null) {
                lines.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close " + files.get(file), e);
        }
        lines = null;
    }

    @Override
    public void declareOutputFields(OutputFieldsDeclarer declarer) {
        declarer.declare(new Fields("line"));
    }
}
