// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.api.epoch;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.apache.storm.ICredentialsListener;
import org.apache.storm.spout.ISpoutOutputCollector;
import org.apache.storm.spout.SpoutOutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.IRichSpout;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a spout in an exactly-once topology: begins each incarnation at the position that was committed, and ends an epoch at intervals, once the one before is
 * committed. Looks into the log between calls of the spout. Called by the task's thread.
 *
 * <pre>
 * OUT --a later incarnation is in the log, and its claim succeeds--> IN --it cannot save, or a still later one is there--> OUT
 * </pre>
 */
final class EpochSpout implements IRichSpout, ICredentialsListener {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(EpochSpout.class);
    private static final long LOOK_MS = 50;
    private static final long LOOK_AGAIN_MS = 1000;
    /** How many tuples of the next epoch a spout emits while one is not committed: bolts may have to hold them. */
    private static final int MOST_AHEAD = 1 << 16;

    private final ICheckpointedSpout spout;
    private transient EpochSettings settings;
    private transient EpochLog log;
    private transient EpochTask task;
    private transient EpochOutput output;
    private transient EpochProgress.OwnThread ownThread;
    private transient ISpoutOutputCollector collector;
    private transient long nextLook;
    private transient long cutAt;
    private transient long barrierAt;
    private transient long incarnation;
    private transient boolean in;
    private transient long cut;
    private transient long committed;
    private transient int ahead;
    private transient Long tag;

    EpochSpout(ICheckpointedSpout spout) {
        this.spout = spout;
    }

    @Override
    public void open(Map<String, Object> conf, TopologyContext context, SpoutOutputCollector collector) {
        EpochSettings settings = EpochSettings.of(conf);
        prepare(settings, new EpochTask(settings.store(), EpochSettings.name(context)), EpochSettings.targets(context), collector);
        spout.open(conf, new EpochContext(context), new SpoutOutputCollector(new Tagging()));
    }

    void prepare(EpochSettings settings, EpochTask task, EpochOutput.Targets targets, ISpoutOutputCollector collector) {
        this.settings = settings;
        this.task = task;
        this.collector = collector;
        log = new EpochLog(settings.store());
        output = new EpochOutput(targets, (barrier, target) -> collector.emitDirect(target, EpochOutput.STREAM, barrier, null));
        ownThread = new EpochProgress.OwnThread();
        nextLook = settings.clock().getAsLong();
    }

    @Override
    public void nextTuple() {
        long now = settings.clock().getAsLong();
        if (now >= nextLook) {
            nextLook = now + LOOK_MS;
            look(now);
        }
        if (in && (cut == committed || ahead < MOST_AHEAD)) {
            ownThread.enter();
            try {
                spout.nextTuple();
            } finally {
                ownThread.exit();
            }
        }
    }

    private void look(long now) {
        EpochLog.Entry latest;
        try {
            latest = log.latest();
        } catch (UncheckedIOException e) {
            LOG.warn("{} cannot see what was decided, and looks again in {} ms", task.name(), LOOK_AGAIN_MS, e);
            nextLook = now + LOOK_AGAIN_MS;
            return;
        }
        if (latest.incarnation() > incarnation) {
            begin(latest, now);
        } else if (in) {
            committed = latest.committed().epoch();
            if (cut == committed && now - cutAt >= settings.intervalMs()) {
                cut(now);
            } else if (now - barrierAt >= EpochBolt.REPEAT_MS) {
                output.repeat();
                barrierAt = now;
            }
        }
    }

    private void cut(long now) {
        Transaction transaction = new Transaction(cut + 1, incarnation);
        if (!task.save(transaction, spout.position())) {
            in = false;
            task.fault(incarnation, "the position in epoch " + transaction.epoch() + " could not be saved");
            return;
        }
        cut++;
        cutAt = now;
        ahead = 0;
        tag = Tag.of(incarnation, cut + 1);
        output.cut(transaction, output.takeCounts());
        barrierAt = now;
    }

    private void begin(EpochLog.Entry latest, long now) {
        incarnation = latest.incarnation();
        in = false;
        byte[] position;
        try {
            if (!task.claim(incarnation)) {
                task.fault(incarnation, "another process, or another life of it, is this task");
                return;
            }
            position = task.load(latest.committed());
        } catch (EpochTask.StoreFailure e) {
            collector.reportError(e);
            task.fault(incarnation, e.getMessage());
            return;
        }
        spout.restore(position);
        cut = latest.committed().epoch();
        committed = cut;
        cutAt = now;
        ahead = 0;
        tag = Tag.of(incarnation, cut + 1);
        in = true;
        output.takeCounts();
        output.begin(incarnation, latest.committed());
        barrierAt = now;
    }

    /** Tags what the spout emits, and has nothing of it tracked: barriers tell what is lost. */
    final class Tagging implements ISpoutOutputCollector {
        private void requireOwnThread() {
            if (!ownThread.isCurrent()) {
                throw new IllegalStateException(task.name() + " emits outside of nextTuple, or from a thread of its own, which an exactly-once topology does not take: "
                    + "its position would not say which tuples were emitted");
            }
        }

        @Override
        public List<Integer> emit(String streamId, List<Object> tuple, Object messageId) {
            requireOwnThread();
            List<Integer> tasks = collector.emit(streamId, EpochCollector.tagged(tuple, tag), null);
            ahead++;
            output.count(tasks);
            return tasks;
        }

        @Override
        public void emitDirect(int taskId, String streamId, List<Object> tuple, Object messageId) {
            requireOwnThread();
            collector.emitDirect(taskId, streamId, EpochCollector.tagged(tuple, tag), null);
            ahead++;
            if (output.reaches(streamId, taskId)) {
                output.count(List.of(taskId));
            }
        }

        @Override
        public long getPendingCount() {
            return collector.getPendingCount();
        }

        @Override
        public void flush() {
            collector.flush();
        }

        @Override
        public void reportError(Throwable error) {
            collector.reportError(error);
        }
    }

    @Override
    public void setCredentials(Map<String, String> credentials) {
        if (spout instanceof ICredentialsListener listener) {
            listener.setCredentials(credentials);
        }
    }

    @Override
    public void ack(Object msgId) {
        // nothing is tracked
    }

    @Override
    public void fail(Object msgId) {
        // nothing is tracked
    }

    @Override
    public void activate() {
        spout.activate();
    }

    @Override
    public void deactivate() {
        spout.deactivate();
    }

    @Override
    public void close() {
        spout.close();
    }

    /** The topology has the streams already: {@link ExactlyOnce} declares them. */
    @Override
    public void declareOutputFields(OutputFieldsDeclarer declarer) {
    }

    @Override
    public Map<String, Object> getComponentConfiguration() {
        return Map.of();
    }
}
