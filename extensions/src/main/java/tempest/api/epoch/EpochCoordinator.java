// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.api.epoch;

import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.storm.spout.SpoutOutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.base.BaseRichSpout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides in an exactly-once topology: begins an incarnation when it starts and when one is broken or too slow, and commits an epoch once every task that epochs wait for
 * saved it. Sends nothing: it writes the log, and tasks read it. Called by its task's thread.
 *
 * <pre>
 * STARTING --its entry is appended--> LEADING --broken or too slow--> STARTING
 * LEADING, STARTING --another one appended--> WATCHING --nothing was appended for as long as an epoch may take--> STARTING
 * STARTING --what was committed is of another topology--> REFUSING, for good
 * </pre>
 *
 * <p>The other one may be a process that was given up for dead and woke: that one leads until it ends. So no one watches for good.
 */
final class EpochCoordinator extends BaseRichSpout {
    static final String COMPONENT = "$epochs";
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(EpochCoordinator.class);
    private static final long LOOK_MS = 50;
    private static final long LOOK_AGAIN_MS = 1000;
    /** The wait before an incarnation doubles with each one before it that committed nothing. */
    private static final int MOST_DOUBLINGS = 7;

    private final List<String> components;
    private transient EpochSettings settings;
    private transient EpochLog log;
    private transient Set<String> tasks;
    private transient Consumer<Throwable> errors;
    private transient State state;
    private transient EpochLog.Entry mine;
    private transient EpochLog.Entry seen;
    private transient long nextLook;
    private transient long since;
    private transient long startAt;
    private transient int fruitless;

    private enum State { STARTING, LEADING, WATCHING, REFUSING }

    /** @param components those whose tasks epochs wait for */
    EpochCoordinator(List<String> components) {
        this.components = List.copyOf(components);
    }

    @Override
    public void open(Map<String, Object> conf, TopologyContext context, SpoutOutputCollector collector) {
        Set<String> names = new TreeSet<>();
        for (String component : components) {
            for (int i = 0; i < context.getComponentTasks(component).size(); i++) {
                names.add(EpochTask.name(component, i));
            }
        }
        prepare(EpochSettings.of(conf), names, collector::reportError);
    }

    void prepare(EpochSettings settings, Set<String> names, Consumer<Throwable> errors) {
        this.settings = settings;
        this.errors = errors;
        log = new EpochLog(settings.store());
        tasks = new TreeSet<>(names);
        state = State.STARTING;
        nextLook = settings.clock().getAsLong();
        startAt = nextLook;
    }

    /** While the topology was not active nothing could be saved. */
    @Override
    public void activate() {
        since = settings.clock().getAsLong();
    }

    @Override
    public void nextTuple() {
        long now = settings.clock().getAsLong();
        if (now < nextLook) {
            return;
        }
        nextLook = now + LOOK_MS;
        try {
            switch (state) {
                case STARTING -> start(now);
                case LEADING -> lead(now);
                case WATCHING -> watch(now);
                case REFUSING -> { } // until the topology is killed
            }
        } catch (UncheckedIOException e) {
            LOG.warn("The folder of epochs cannot be used; the topology goes back when it can", e);
            mine = null; // whether the last entry was appended is not known
            state = State.STARTING;
            nextLook = now + LOOK_AGAIN_MS;
        }
    }

    private void start(long now) {
        if (now < startAt) {
            return;
        }
        EpochLog.Entry latest = log.latest();
        if (mine != null && latest.position() != mine.position()) {
            replaced(latest, now);
            return;
        }
        if (!isOurs(latest.committed())) {
            return;
        }
        EpochLog.Entry next = new EpochLog.Entry(latest.position() + 1, latest.incarnation() + 1, latest.committed());
        if (log.append(next)) {
            LOG.info("Incarnation {} begins after epoch {}", next.incarnation(), next.committed().epoch());
            lead(next, now);
        }
    }

    /** An epoch of more tasks would lose what those that are missing now had. */
    private boolean isOurs(Transaction committed) {
        if (committed.epoch() == 0) {
            return true;
        }
        Set<String> saved = new TreeSet<>(settings.store().list(EpochTask.folder(committed)));
        if (saved.equals(tasks)) {
            return true;
        }
        Set<String> missing = new TreeSet<>(tasks);
        missing.removeAll(saved);
        saved.removeAll(tasks);
        IllegalStateException refusal = new IllegalStateException(EpochSettings.FOLDER + " has epoch " + committed.epoch() + " of a topology with other components or numbers of tasks: "
            + (missing.isEmpty() ? "" : "without " + missing) + (missing.isEmpty() || saved.isEmpty() ? "" : ", ") + (saved.isEmpty() ? "" : "with " + saved)
            + ". Submit with the same ones, or name an empty folder to begin anew");
        LOG.error(refusal.getMessage());
        errors.accept(refusal);
        state = State.REFUSING;
        return false;
    }

    private void lead(EpochLog.Entry entry, long now) {
        state = State.LEADING;
        mine = entry;
        since = now;
    }

    private void lead(long now) {
        Transaction next = mine.committed().next(mine.incarnation());
        Set<String> saved = new HashSet<>(settings.store().list(EpochTask.folder(next)));
        if (saved.containsAll(tasks)) {
            commit(next, now);
        } else if (!settings.store().list(EpochTask.FAULTS + "/" + mine.incarnation()).isEmpty()) {
            giveUp(now);
        } else if (now - since >= longest()) {
            Set<String> missing = new TreeSet<>(tasks);
            missing.removeAll(saved);
            LOG.warn("Epoch {} is not complete after {} ms; these have not saved it: {}", next.epoch(), now - since, missing);
            giveUp(now);
        } else if (log.latest().position() != mine.position()) {
            replaced(log.latest(), now);
        }
    }

    private void giveUp(long now) {
        state = State.STARTING;
        startAt = fruitless == 0 ? now : now + (LOOK_MS << Math.min(fruitless, MOST_DOUBLINGS));
        fruitless++;
    }

    /** Longer than bolts wait for what is under way, since they say which one it is. */
    private long longest() {
        return settings.intervalMs() + settings.timeoutMs() + settings.timeoutMs() / 4;
    }

    private void commit(Transaction transaction, long now) {
        EpochLog.Entry next = new EpochLog.Entry(mine.position() + 1, mine.incarnation(), transaction);
        if (!log.append(next)) {
            replaced(log.latest(), now);
            return;
        }
        lead(next, now);
        fruitless = 0;
        tidy();
    }

    private void replaced(EpochLog.Entry by, long now) {
        LOG.warn("The coordinator of incarnation {} was replaced by that of {}", mine.incarnation(), by.incarnation());
        state = State.WATCHING;
        seen = by;
        since = now;
    }

    private void watch(long now) {
        EpochLog.Entry latest = log.latest();
        if (latest.position() != seen.position()) {
            seen = latest;
            since = now;
        } else if (now - since >= 2 * longest()) {
            LOG.warn("Nothing was decided by the coordinator of incarnation {} for {} ms", latest.incarnation(), now - since);
            mine = null;
            state = State.STARTING;
        }
    }

    /** Deletes what nobody goes back to. It is true of that for ever, so it does no harm if this one was replaced meanwhile. */
    private void tidy() {
        log.tidy(mine.position());
        EpochStore store = settings.store();
        for (String folder : store.list(EpochTask.SNAPSHOTS)) {
            String[] parts = folder.split("-");
            Transaction saved = new Transaction(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
            if (saved.epoch() <= mine.committed().epoch() && !saved.equals(mine.committed())) {
                store.delete(EpochTask.folder(saved));
            }
        }
        for (String folder : List.of(EpochTask.CLAIMS, EpochTask.FAULTS)) {
            store.list(folder).stream().filter(of -> Long.parseLong(of) < mine.incarnation()).forEach(of -> store.delete(folder + "/" + of));
        }
    }

    @Override
    public void declareOutputFields(OutputFieldsDeclarer declarer) {
    }
}
