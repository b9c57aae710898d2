// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.run;

import java.lang.management.ManagementFactory;
import java.lang.management.RuntimeMXBean;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.storm.Config;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.FailedException;
import org.apache.storm.topology.IRichBolt;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.ReportedFailedException;
import org.apache.storm.trident.spout.ICommitterTridentSpout;
import org.apache.storm.trident.spout.ITridentSpout;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.tuple.Values;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a stage, and a spout's emitters if it has one, as a bolt. It takes two kinds of tuples: packets of rows from other components, and
 * coordinator messages, each of which begins a round of a batch. A packet is acknowledged when its rows were taken, a round when it is done, so that
 * a round's tree is complete when all rows it gave rise to were taken: that is all the counting there is.
 *
 * <p>Rows that were taken lie in this task's memory until it finishes the batch. A task that died in between and was restarted has lost
 * them, and must not finish what is left. So each coordinator message carries the time when the batch began, and a task fails a batch that is older
 * than its process. The two clocks may differ; where something is committed, every task also receives the begin message of a batch, takes its rows
 * only after that, and fails a batch whose begin message it has not received.
 *
 * <p>The executor's thread owns it. It never waits for ZooKeeper: a round whose emitter wrote there is acknowledged by the thread that
 * completes the write.
 */
final class StageBolt implements IRichBolt, BatchOutput {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(StageBolt.class);
    private static final int DEFAULT_TIMEOUT_SECS = 30;
    static final Fields PACKET = new Fields("origin", "tx", "attempt", "input", "width", "rows");

    private final BatchStage stage;
    private final EmitterSpec source;
    private final Map<String, Integer> groupOfCoordinator;
    private final Set<Integer> coordinated;
    private final Map<Integer, Integer> finishIn;
    private final List<OutputRoutes> outputs;
    private transient OutputCollector collector;
    private transient TopologyContext context;
    private transient BatchRouter router;
    private transient BatchRouter.Sender sender;
    private transient Map<Integer, CoordinatorState> coordinators;
    private transient ITridentSpout.Emitter<Object> emitter;
    private transient SourceCollector rows;
    private transient BatchAttempt current;
    private transient Tuple cause;
    private transient long startedAt;
    /** Until this System.nanoTime messages of batches that began before this process may still arrive. */
    private transient long staleUntilNanos;

    StageBolt(BatchStage stage, EmitterSpec source, Map<String, Integer> groupOfCoordinator, Set<Integer> coordinated,
              Map<Integer, Integer> finishIn, List<OutputRoutes> outputs) {
        this.stage = stage;
        this.source = source;
        this.groupOfCoordinator = groupOfCoordinator;
        this.coordinated = new HashSet<>(coordinated);
        this.finishIn = finishIn;
        this.outputs = new ArrayList<>(outputs);
    }

    @Override
    @SuppressWarnings("unchecked")
    public void prepare(Map<String, Object> conf, TopologyContext context, OutputCollector collector) {
        this.collector = collector;
        this.context = context;
        RuntimeMXBean process = ManagementFactory.getRuntimeMXBean();
        startedAt = process.getStartTime();
        long timeoutSecs = conf.get(Config.TOPOLOGY_MESSAGE_TIMEOUT_SECS) instanceof Number secs ? secs.longValue() : DEFAULT_TIMEOUT_SECS;
        staleUntilNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(timeoutSecs) - TimeUnit.MILLISECONDS.toNanos(process.getUptime());
        coordinators = new HashMap<>();
        router = new BatchRouter(outputs, conf, context);
        sender = (task, stream, input, width, packet) -> collector.emitDirect(task, stream, cause,
            new Values(current.coordinator, current.attempt.getTransactionId(), current.attempt.getAttemptId(), input, width, packet));
        stage.prepare(conf, context, this);
        if (source != null) {
            emitter = (ITridentSpout.Emitter<Object>) source.spout().getEmitter(source.transactionId(), conf, context);
            rows = new SourceCollector(source.spout().getOutputFields().size(), context.getThisComponentId(), collector,
                row -> stage.take(current.state, 0, row));
        }
    }

    @Override
    public void execute(Tuple tuple) {
        cause = tuple;
        if (tuple.getSourceStreamId().charAt(0) == '$') {
            round(tuple);
        } else {
            packet(tuple);
        }
        current = null;
        cause = null;
    }

    private void packet(Tuple tuple) {
        BatchAttempt batch = coordinator(tuple.getInteger(0)).enter(tuple.getLong(1), tuple.getInteger(2), this::abandon);
        if (isOver(batch, tuple)) {
            return;
        }
        if (isOpen(batch)) {
            take(batch, tuple);
        } else {
            batch.hold(tuple);
        }
    }

    private boolean isOpen(BatchAttempt batch) {
        return batch.opened || !coordinated.contains(batch.group);
    }

    private void take(BatchAttempt batch, Tuple tuple) {
        if (batch.finished) {
            collector.ack(tuple);
            return;
        }
        current = batch;
        cause = tuple;
        try {
            start(batch);
            int input = tuple.getInteger(3);
            Object state = batch.state;
            BatchRouter.open((List<?>) tuple.getValue(5), tuple.getInteger(4), row -> stage.take(state, input, row));
        } catch (FailedException e) {
            refuse(batch, tuple, e);
            return;
        }
        collector.ack(tuple);
    }

    /** Only for one message time-out after the start: nothing older can arrive later, and a clock that is far ahead does no harm for longer. */
    private boolean isFromBefore(long began) {
        return began < startedAt && System.nanoTime() - staleUntilNanos < 0;
    }

    private void round(Tuple tuple) {
        CoordinatorState coordinator = coordinator(tuple.getSourceTask());
        coordinator.advance(tuple.getLong(0), this::complete);
        if (tuple.size() == 1) {
            collector.ack(tuple);
            return;
        }
        BatchAttempt batch = coordinator.enter(tuple.getLong(1), tuple.getInteger(2), this::abandon);
        if (isOver(batch, tuple)) {
            return;
        }
        int round = tuple.getInteger(3);
        batch.opened |= round == 0;
        if (!isOpen(batch) || isFromBefore(tuple.getLong(4))) {
            LOG.info("{} was started after batch {} had begun, and fails it", context.getThisComponentId(), batch.attempt);
            batch.failed = true;
            abandon(batch);
            collector.fail(tuple);
            return;
        }
        current = batch;
        CompletableFuture<Void> stored = null;
        try {
            start(batch);
            stored = run(batch, round, tuple);
        } catch (FailedException e) {
            refuse(batch, tuple, e);
            return;
        }
        for (Tuple waited : batch.takeEarly()) {
            if (!isOver(batch, waited)) {
                take(batch, waited);
            }
        }
        if (stored == null || stored.isDone() && !stored.isCompletedExceptionally()) {
            collector.ack(tuple);
        } else {
            stored.whenComplete((done, failure) -> {
                if (failure == null) {
                    collector.ack(tuple);
                } else {
                    LOG.warn("{} of {}: its description could not be stored, so it is replayed", batch.attempt, context.getThisComponentId(), failure);
                    collector.fail(tuple);
                }
            });
        }
    }

    private CompletableFuture<Void> run(BatchAttempt batch, int round, Tuple tuple) {
        CompletableFuture<Void> stored = null;
        boolean own = source != null && source.group() == batch.group;
        if (own && round == 0) {
            List<?> descriptions = (List<?>) tuple.getValue(5);
            emitter.emitBatch(batch.attempt, descriptions.get(source.place()), rows);
            stored = stored();
        }
        if (round == finishIn.get(batch.group) && !batch.finished) {
            stage.finish(batch.state);
            batch.finished = true;
            batch.state = null;
        }
        if (own && round == source.commitRound()) {
            ((ICommitterTridentSpout.Emitter) emitter).commit(batch.attempt);
            stored = stored();
        }
        if (batch.buffer != null) {
            router.flush(batch.buffer, sender);
        }
        return stored;
    }

    private CompletableFuture<Void> stored() {
        return emitter instanceof Durable durable ? durable.stored() : null;
    }

    private void start(BatchAttempt batch) {
        if (!batch.started) {
            batch.started = true;
            batch.state = stage.start(batch.group, batch.attempt);
        }
    }

    /** Whether the tuple's batch can no longer succeed here; if so, the tuple is acked or failed. */
    private boolean isOver(BatchAttempt batch, Tuple tuple) {
        if (batch == null) {
            collector.ack(tuple);
            return true;
        }
        if (batch.failed) {
            collector.fail(tuple);
            return true;
        }
        return false;
    }

    private void refuse(BatchAttempt batch, Tuple tuple, FailedException e) {
        LOG.warn("{} fails batch {}", context.getThisComponentId(), batch.attempt, e);
        if (e instanceof ReportedFailedException) {
            collector.reportError(e);
        }
        batch.failed = true;
        abandon(batch);
        collector.fail(tuple);
    }

    private void abandon(BatchAttempt batch) {
        batch.takeEarly().forEach(batch.failed ? collector::fail : collector::ack);
        if (batch.started && !batch.finished) {
            batch.finished = true;
            Object state = batch.state;
            batch.state = null;
            batch.buffer = null;
            stage.abandon(state);
        }
    }

    /** Complete in all tasks. */
    private void complete(BatchAttempt batch) {
        abandon(batch);
        if (source != null && source.group() == batch.group) {
            emitter.success(batch.attempt);
        }
    }

    private CoordinatorState coordinator(int task) {
        CoordinatorState known = coordinators.get(task);
        if (known == null) {
            Integer group = groupOfCoordinator.get(context.getComponentId(task));
            if (group == null) {
                throw new IllegalStateException(context.getThisComponentId() + " takes no batches of " + context.getComponentId(task));
            }
            known = new CoordinatorState(task, group);
            coordinators.put(task, known);
        }
        return known;
    }

    @Override
    public void emit(int output, Object[] row) {
        BatchAttempt batch = current;
        if (batch.buffer == null) {
            batch.buffer = router.buffer(batch.attempt.getTransactionId());
        }
        router.add(batch.buffer, batch.group, output, row, sender);
    }

    @Override
    public void reportError(Throwable error) {
        collector.reportError(error);
    }

    @Override
    public void cleanup() {
        stage.cleanup();
        if (emitter != null) {
            emitter.close();
        }
    }

    @Override
    public void declareOutputFields(OutputFieldsDeclarer declarer) {
        for (OutputRoutes output : outputs) {
            declarer.declareStream(output.stream(), true, PACKET);
        }
    }

    @Override
    public Map<String, Object> getComponentConfiguration() {
        return null;
    }
}
