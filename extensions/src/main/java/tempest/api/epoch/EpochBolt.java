// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.api.epoch;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.apache.storm.ICredentialsListener;
import org.apache.storm.task.IOutputCollector;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.IRichBolt;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.utils.TupleUtils;
import org.apache.storm.utils.Utils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a bolt in an exactly-once topology: with state, which an epoch saves, or as a sink, which prepares its transaction with it, or neither. Each incarnation has an instance
 * of the bolt of its own. Called by the task's thread.
 */
final class EpochBolt implements IRichBolt, ICredentialsListener, EpochInput.Task<Tuple> {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(EpochBolt.class);

    /** So long after a barrier it is sent again, and a tuple that is missing at one counts as lost. */
    static final long REPEAT_MS = 2_000;
    private static final String NOT_SAVED = "what epoch %d has of this task could not be saved";

    private final Wrapped wrapped;
    private transient EpochSettings settings;
    private transient EpochProgress.OwnThread ownThread;
    private transient EpochTask task;
    private transient EpochInput<Tuple> input;
    private transient EpochOutput.Targets targets;
    private transient IOutputCollector collector;
    private transient States states;
    private transient IEpochState state;
    private transient Supplier<Object> bolts;
    private transient Preparation preparation;
    private transient volatile BoltLife life;
    private transient volatile Map<String, String> credentials;
    private transient long waitingSince;
    private transient long missingSince;
    private transient long barrierAt;
    private transient long ticks;

    /**
     * What travels with the topology.
     *
     * @param bolt      the user's, serialized: each incarnation reads one
     * @param saves     whether epochs wait for this task: it has state, is a sink, or nobody comes after it
     * @param tickEvery which of the ticks, one each second, the bolt gets; 0 for none
     */
    record Wrapped(byte[] bolt, boolean saves, long tickEvery) implements Serializable {
    }

    /** Readies a new instance of the bolt. */
    interface Preparation {
        void prepare(BoltLife life, OutputCollector collector);
    }

    /** Makes the state of a bolt that has one. */
    interface States {
        IEpochState make() throws IOException;
    }

    EpochBolt(Wrapped wrapped) {
        this.wrapped = wrapped;
    }

    @Override
    public void prepare(Map<String, Object> conf, TopologyContext context, OutputCollector collector) {
        EpochContext shown = new EpochContext(context);
        EpochTask task = new EpochTask(EpochSettings.of(conf).store(), EpochSettings.name(context));
        prepare(EpochSettings.of(conf), task, EpochSettings.sources(context), EpochSettings.targets(context), () -> EpochSettings.state(conf, context), collector,
            () -> Utils.javaDeserialize(wrapped.bolt, Object.class), (life, output) -> {
                shown.begin();
                life.prepare(conf, shown, output);
            });
    }

    void prepare(EpochSettings settings, EpochTask task, Collection<Integer> sources, EpochOutput.Targets targets, States states, IOutputCollector collector,
                 Supplier<Object> bolts, Preparation preparation) {
        this.settings = settings;
        this.task = task;
        this.targets = targets;
        this.states = states;
        this.collector = collector;
        this.bolts = bolts;
        this.preparation = preparation;
        ownThread = new EpochProgress.OwnThread();
        input = new EpochInput<>(sources, this);
        renew();
        task.started();
    }

    private void renew() {
        if (life != null) {
            attempt("clean up", life::discard);
        }
        EpochProgress progress = new EpochProgress(ownThread,
            new EpochOutput(targets, (barrier, target) -> collector.emitDirect(target, EpochOutput.STREAM, List.of(), barrier)));
        life = new BoltLife(bolts.get(), progress);
        preparation.prepare(life, new OutputCollector(new EpochCollector(collector, progress, input::leave)));
        if (credentials != null && life.bolt() instanceof ICredentialsListener listener) {
            listener.setCredentials(credentials);
        }
    }

    /** For tests. */
    BoltLife life() {
        return life;
    }

    @Override
    public void execute(Tuple tuple) {
        ownThread.enter();
        try {
            if (tuple.getSourceStreamId().equals(EpochOutput.STREAM)) {
                input.barrier(tuple.getSourceTask(), tuple.getLong(0), new Transaction(tuple.getLong(1), tuple.getLong(2)), tuple.getLong(3));
                collector.ack(tuple);
            } else if (TupleUtils.isTick(tuple)) {
                tick(tuple);
            } else {
                input.tuple(tuple.getSourceTask(), tuple.getLong(tuple.size() - 1), tuple);
            }
            String failure = life.progress().failure();
            if (failure != null && input.isIn()) {
                input.leave(failure);
            }
        } finally {
            ownThread.exit();
        }
    }

    private void tick(Tuple tuple) {
        input.goOn();
        if (wrapped.tickEvery > 0 && ++ticks % wrapped.tickEvery == 0 && input.isIn()) {
            life.execute(tuple);
        }
        long now = settings.clock().getAsLong();
        if (input.isIn()) {
            repeat(now);
            requireAll(now);
        }
        if (waitingSince != 0 && input.isIn()) {
            requireInTime(now);
        }
    }

    private void repeat(long now) {
        if (now - barrierAt >= REPEAT_MS) {
            life.progress().repeat();
            barrierAt = now;
        }
    }

    private void requireAll(long now) {
        String missing = input.missing();
        if (missing == null) {
            missingSince = 0;
        } else if (missingSince == 0) {
            missingSince = now;
        } else if (now - missingSince >= REPEAT_MS) {
            input.leave(missing);
        }
    }

    private void requireInTime(long now) {
        if (now - waitingSince >= settings.timeoutMs()) {
            input.leave("the bolt did not ack or fail " + life.progress().unsettled() + " tuples within topology.state.synchronization.timeout.secs after their epoch ended");
        }
    }

    @Override
    public void process(Tuple tuple) {
        EpochProgress progress = life.progress();
        progress.given();
        life.execute(new UntaggedTuple(tuple, progress));
    }

    @Override
    public String begin(long incarnation, Transaction from) {
        try {
            if (!task.claim(incarnation)) {
                return "another process, or another life of it, is this task";
            }
            if (!life.progress().isNew()) {
                renew();
            }
            if (life.isStateful()) {
                restore(incarnation, task.load(from));
                life.initState(state);
            }
        } catch (EpochTask.StoreFailure e) {
            return refusal(e);
        }
        if (life.sink() != null && !attempt("go back", () -> goBack(life.sink(), incarnation, from))) {
            return "the sink cannot go back";
        }
        waitingSince = 0;
        missingSince = 0;
        barrierAt = settings.clock().getAsLong();
        life.progress().open(incarnation, from.epoch());
        life.progress().begin(from);
        return null;
    }

    private void restore(long incarnation, byte[] snapshot) throws EpochTask.StoreFailure {
        try {
            if (state == null) {
                state = states.make();
            }
            state.restore(incarnation, snapshot);
        } catch (IOException | UncheckedIOException | IllegalStateException e) {
            throw new EpochTask.StoreFailure("The state of " + task.name() + " cannot go back: " + e.getMessage(), e);
        }
    }

    private String refusal(EpochTask.StoreFailure e) {
        collector.reportError(e);
        return e.getMessage();
    }

    private static void goBack(ITwoPhaseSink sink, long incarnation, Transaction from) {
        if (from.epoch() > 0) {
            sink.commit(from);
        }
        sink.abort(incarnation);
    }

    /** False if user code failed: a system outside that is away for a while costs no worker, only the incarnation. */
    private boolean attempt(String what, Runnable step) {
        try {
            step.run();
            return true;
        } catch (RuntimeException e) {
            LOG.warn("{}: {} cannot {}", task.name(), life, what, e);
            collector.reportError(e);
            return false;
        }
    }

    @Override
    public boolean cut(Transaction transaction) {
        EpochProgress progress = life.progress();
        if (waitingSince == 0) {
            waitingSince = Math.max(1, settings.clock().getAsLong());
        } else if (progress.isBusy()) {
            return false;
        }
        // First since bolts ack what they gathered then, and once more after a wait for other threads, since what these changed may have to be put into the state.
        if (!attempt("prepare epoch " + transaction.epoch(), () -> life.prePrepare(transaction))) {
            input.leave("the bolt failed while it prepared its epoch");
        }
        if (!input.isIn()) {
            return false; // a tuple failed meanwhile: what is saved then must not count
        }
        Map<Integer, Long> sent = progress.end();
        if (sent == null) {
            return false;
        }
        if (life.sink() != null && !attempt("prepare epoch " + transaction.epoch(), () -> life.sink().prepare(transaction))) {
            input.leave("the sink failed while it prepared its epoch");
        }
        if (!input.isIn() || progress.failure() != null) {
            return false;
        }
        if (wrapped.saves && !save(transaction)) {
            input.leave(NOT_SAVED.formatted(transaction.epoch()));
            return false;
        }
        progress.cut(transaction, sent);
        waitingSince = 0;
        missingSince = 0;
        barrierAt = settings.clock().getAsLong();
        return true;
    }

    /** False if it failed already. What is not durable yet is saved once it is, and if that fails the incarnation ends: nobody commits an epoch before. */
    private boolean save(Transaction transaction) {
        if (!life.isStateful()) {
            return task.save(transaction, new byte[0]);
        }
        CompletableFuture<byte[]> snapshot;
        try {
            snapshot = state.snapshot(transaction);
        } catch (UncheckedIOException | IllegalStateException e) {
            snapshot = CompletableFuture.failedFuture(e);
        }
        EpochProgress progress = life.progress();
        boolean isDone = snapshot.isDone();
        CompletableFuture<Boolean> saved = snapshot.handle((content, failure) -> {
            if (failure != null) {
                LOG.warn("{} cannot save epoch {}: {}", task.name(), transaction.epoch(), failure.getMessage(), failure);
                collector.reportError(failure);
            }
            boolean isSaved = failure == null && task.save(transaction, content);
            if (!isSaved && !isDone) {
                progress.failed(NOT_SAVED.formatted(transaction.epoch()));
            }
            return isSaved;
        });
        return !isDone || saved.join();
    }

    @Override
    public void committed(Transaction transaction) {
        if (life.isStateful() && life.progress().failure() == null) {
            state.committed(transaction);
        }
        if (!attempt("commit epoch " + transaction.epoch(), () -> life.committed(transaction))) {
            input.leave("epoch " + transaction.epoch() + ", which is committed, could not be made visible; it is tried again");
        }
    }

    @Override
    public void ended() {
        life.progress().close();
    }

    @Override
    public void broken(long incarnation, String why) {
        task.fault(incarnation, why);
    }

    @Override
    public void setCredentials(Map<String, String> credentials) {
        this.credentials = credentials;
        if (life != null && life.bolt() instanceof ICredentialsListener listener) {
            listener.setCredentials(credentials);
        }
    }

    @Override
    public void cleanup() {
        life.progress().close();
        life.cleanup();
        if (state != null) {
            state.close();
        }
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
