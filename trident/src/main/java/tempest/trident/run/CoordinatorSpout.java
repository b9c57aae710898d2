// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.storm.Config;
import org.apache.storm.spout.SpoutOutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.IRichSpout;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.trident.spout.ITridentSpout;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Values;
import org.apache.storm.utils.ObjectReader;

/**
 * Begins the batches of a group and leads them through their rounds: one coordinator message for each task that has something to do in a
 * round, and nothing else. It runs the coordinators of the group's spouts itself. The engine's tree of a round tells when it is done.
 *
 * <p>The executor's thread owns it. It waits for ZooKeeper when it opens, and never afterwards.
 */
final class CoordinatorSpout implements IRichSpout, BatchPipeline.Actions {
    private static final long serialVersionUID = 1L;
    private static final long ANNOUNCE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Rounds rounds;
    private final ArrayList<String> transactionIds;
    private final ArrayList<ITridentSpout<?>> spouts;
    private transient SpoutOutputCollector collector;
    private transient List<ITridentSpout.BatchCoordinator<Object>> coordinators;
    private transient Progress progress;
    private transient BatchPipeline pipeline;
    private transient int maxPending;
    private transient long intervalNanos;
    private transient long next;
    private transient List<Object> prepared;
    private transient List<Object> lastDescriptions;
    private transient long lastBegin;
    private transient boolean begun;
    private transient long pauseNanos;
    private transient long replayAt;
    private transient long announced;
    private transient long completedAt;
    private transient boolean active;

    CoordinatorSpout(Rounds rounds, List<String> transactionIds, List<ITridentSpout<?>> spouts) {
        this.rounds = rounds;
        this.transactionIds = new ArrayList<>(transactionIds);
        this.spouts = new ArrayList<>(spouts);
    }

    @Override
    @SuppressWarnings("unchecked")
    public void open(Map<String, Object> conf, TopologyContext context, SpoutOutputCollector collector) {
        this.collector = collector;
        if (conf.get(Config.TOPOLOGY_ACKER_EXECUTORS) != null && ObjectReader.getInt(conf.get(Config.TOPOLOGY_ACKER_EXECUTORS)) == 0) {
            throw new IllegalArgumentException(Config.TOPOLOGY_ACKER_EXECUTORS
                + " is 0, which turns tracking off; a Trident topology cannot tell then when a batch is complete");
        }
        maxPending = ObjectReader.getInt(conf.get(Config.TOPOLOGY_MAX_SPOUT_PENDING), 1);
        intervalNanos = TimeUnit.MILLISECONDS.toNanos(ObjectReader.getInt(conf.get(Config.TOPOLOGY_TRIDENT_BATCH_EMIT_INTERVAL_MILLIS), 500));
        progress = new Progress(Transactions.open(conf), transactionIds);
        next = progress.first();
        announced = next;
        pipeline = new BatchPipeline(rounds, this);
        coordinators = new ArrayList<>();
        lastDescriptions = new ArrayList<>();
        for (int i = 0; i < spouts.size(); i++) {
            coordinators.add((ITridentSpout.BatchCoordinator<Object>) spouts.get(i).getCoordinator(transactionIds.get(i), conf, context));
            lastDescriptions.add(progress.descriptionBefore(i, next));
        }
    }

    @Override
    public void nextTuple() {
        long now = System.nanoTime();
        if (pipeline.isToReplay() && now - replayAt >= 0) {
            pipeline.replay();
        }
        pipeline.settle();
        begin(now);
        if (announced < next && announced < pipeline.oldest(next) && now - completedAt > Math.max(ANNOUNCE_NANOS, 2 * intervalNanos)) {
            announced = pipeline.oldest(next);
            collector.emit(Rounds.SUCCESS, new Values(announced));
        }
    }

    private void begin(long now) {
        while (active && !pipeline.isToReplay() && pipeline.size() < maxPending && (!begun || now - lastBegin >= intervalNanos)) {
            if (prepared == null && !prepare()) {
                return;
            }
            if (pipeline.size() > 0 && partitionsChanged()) {
                // A partition may have gone to another task, which must find what the former one stored of all earlier batches.
                return;
            }
            BatchInFlight batch = new BatchInFlight(next, progress.firstAttempt(), prepared, progress.describe(next, prepared));
            lastDescriptions = prepared;
            prepared = null;
            lastBegin = now;
            begun = true;
            next++;
            pipeline.begin(batch);
        }
    }

    private boolean prepare() {
        for (ITridentSpout.BatchCoordinator<Object> coordinator : coordinators) {
            if (!coordinator.isReady(next)) {
                return false;
            }
        }
        List<Object> descriptions = new ArrayList<>(coordinators.size());
        for (int i = 0; i < coordinators.size(); i++) {
            descriptions.add(coordinators.get(i).initializeTransaction(next, lastDescriptions.get(i), progress.description(i, next)));
        }
        prepared = descriptions;
        return true;
    }

    private boolean partitionsChanged() {
        for (int i = 0; i < spouts.size(); i++) {
            if (spouts.get(i) instanceof PartitionLedger.Kept && !Objects.equals(lastDescriptions.get(i), prepared.get(i))) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void startRound(BatchInFlight batch) {
        long oldest = pipeline.oldest(next);
        RoundId id = new RoundId(batch.transaction, batch.attempt, batch.round);
        if (batch.round == 0) {
            announced = oldest;
            batch.began = System.currentTimeMillis();
            collector.emit(rounds.stream(0), new Values(oldest, batch.transaction, batch.attempt, 0, batch.began, batch.descriptions), id);
        } else {
            collector.emit(rounds.stream(batch.round), new Values(oldest, batch.transaction, batch.attempt, batch.round, batch.began), id);
        }
    }

    @Override
    public boolean mayCommit(BatchInFlight batch) {
        return progress.isStored() && Progress.isDone(batch.stored);
    }

    @Override
    public void completed(BatchInFlight batch) {
        pauseNanos = 0;
        completedAt = System.nanoTime();
        progress.completed(batch.transaction);
        for (ITridentSpout.BatchCoordinator<Object> coordinator : coordinators) {
            coordinator.success(batch.transaction);
        }
    }

    @Override
    public int attemptAfter(int attempt) {
        return progress.attemptAfter(attempt);
    }

    @Override
    public void ack(Object msgId) {
        pipeline.done((RoundId) msgId);
        begin(System.nanoTime());
    }

    @Override
    public void fail(Object msgId) {
        boolean before = pipeline.isToReplay();
        pipeline.failed((RoundId) msgId);
        if (pipeline.isToReplay() && !before) {
            // A first failure is replayed soon, repeated ones at growing intervals.
            pauseNanos = Math.min(LONGEST_PAUSE_NANOS, pauseNanos == 0 ? FIRST_PAUSE_NANOS : 2 * pauseNanos);
            replayAt = System.nanoTime() + pauseNanos;
        }
    }

    @Override
    public void activate() {
        active = true;
    }

    @Override
    public void deactivate() {
        active = false;
    }

    @Override
    public void close() {
        coordinators.forEach(ITridentSpout.BatchCoordinator::close);
        progress.close();
    }

    @Override
    public void declareOutputFields(OutputFieldsDeclarer declarer) {
        declarer.declareStream(rounds.stream(0), new Fields("oldest", "tx", "attempt", "round", "began", "descriptions"));
        for (int round = 1; round < rounds.count(); round++) {
            declarer.declareStream(rounds.stream(round), new Fields("oldest", "tx", "attempt", "round", "began"));
        }
        declarer.declareStream(Rounds.SUCCESS, new Fields("oldest"));
    }

    @Override
    public Map<String, Object> getComponentConfiguration() {
        return null;
    }
}
