// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.topology;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.storm.Config;
import org.apache.storm.generated.GlobalStreamId;
import org.apache.storm.spout.CheckpointSpout;
import org.apache.storm.task.IOutputCollector;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.tuple.TupleImpl;
import org.apache.storm.tuple.Values;
import org.apache.storm.utils.ObjectReader;
import org.apache.storm.utils.SteadyTime;
import org.apache.storm.utils.Time;
import org.apache.storm.windowing.TimestampExtractor;
import org.apache.storm.windowing.TupleWindowImpl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs an {@link IWindowedBolt} as a bolt: collects its input, calls it with each window, acks what leaves the window.
 *
 * <p>{@link #execute} is called by the task's thread. Windows that end at a time are fired by a timer thread of this object; its monitor
 * keeps the two apart.
 */
public class WindowedBoltExecutor implements IRichBolt, InputCheck {
    /** The one field of the stream of late tuples: a copy of the tuple that may travel to another worker. */
    public static final String LATE_TUPLE_FIELD = "late_tuple";

    private static final long serialVersionUID = 2787349253237013276L;
    private static final Logger LOG = LoggerFactory.getLogger(WindowedBoltExecutor.class);
    private static final int DEFAULT_WATERMARK_INTERVAL_MS = 1000;
    /** By how many milliseconds a tuple's time may be later than now; not set, or 0, for no bound. */
    private static final String MOST_AHEAD_KEY = "topology.bolts.watermark.max.ahead.ms";
    /** After how many milliseconds an input stream without tuples no longer holds the watermark back; not set, or 0, for never. */
    private static final String IDLE_KEY = "topology.bolts.watermark.idle.timeout.ms";

    private static final List<String> EVENT_TIME_KEYS = List.of(Config.TOPOLOGY_BOLTS_TUPLE_TIMESTAMP_MAX_LAG_MS,
        Config.TOPOLOGY_BOLTS_WATERMARK_EVENT_INTERVAL_MS, MOST_AHEAD_KEY, IDLE_KEY);

    private final IWindowedBolt bolt;
    private TimestampExtractor timestampExtractor;
    private transient OutputCollector collector;
    private transient WindowedOutputCollector windowedCollector;
    private transient WindowBuffer<Object> window;
    private transient WindowBuffer.Spec spec;
    private transient Watermark watermark;
    private transient String lateTupleStream;
    private transient long timerMs;
    private transient ScheduledExecutorService timer;
    private transient volatile Throwable timerFailure;
    /** For metrics, as of when the watermark was looked at last. */
    private transient volatile long shownWatermark;
    private transient volatile long shownBehind;
    private transient volatile String shownHeldBy;

    public WindowedBoltExecutor(IWindowedBolt bolt) {
        this.bolt = bolt;
        this.timestampExtractor = bolt.getTimestampExtractor();
    }

    @Override
    public void prepare(Map<String, Object> topoConf, TopologyContext context, OutputCollector collector) {
        prepareWindow(topoConf, context, collector);
        start();
    }

    /** Prepares everything but does not start the timer. */
    final synchronized void prepareWindow(Map<String, Object> topoConf, TopologyContext context, OutputCollector collector) {
        this.collector = collector;
        windowedCollector = new WindowedOutputCollector(collector);
        spec = readSpec(topoConf);
        checkAgainstTimeout(topoConf);
        window = new WindowBuffer<>(spec, new WindowBuffer.Sink<>() {
            @Override
            public void expired(Object held) {
                tupleExpired(held);
            }

            @Override
            public void window(List<Object> all, List<Object> fresh, List<Object> expired, long end) {
                windowFired(all, fresh, expired, end);
            }
        });
        lateTupleStream = (String) topoConf.get(Config.TOPOLOGY_BOLTS_LATE_TUPLE_STREAM);
        if (timestampExtractor != null) {
            prepareEventTime(topoConf, context);
        } else if (lateTupleStream != null) {
            throw new IllegalArgumentException("Late tuple stream can be defined only when specifying a timestamp field");
        } else {
            timerMs = spec.slideMs();
        }
        bolt.prepare(topoConf, context, windowedCollector);
    }

    private void prepareEventTime(Map<String, Object> topoConf, TopologyContext context) {
        if (lateTupleStream != null && !context.getThisStreams().contains(lateTupleStream)) {
            throw new IllegalArgumentException("Stream for late tuples must be defined with the builder method withLateTupleStream");
        }
        shownWatermark = Long.MIN_VALUE;
        shownHeldBy = "";
        int lagMs = ObjectReader.getInt(topoConf.get(Config.TOPOLOGY_BOLTS_TUPLE_TIMESTAMP_MAX_LAG_MS), 0);
        timerMs = ObjectReader.getInt(topoConf.get(Config.TOPOLOGY_BOLTS_WATERMARK_EVENT_INTERVAL_MS), DEFAULT_WATERMARK_INTERVAL_MS);
        Set<GlobalStreamId> inputs = new HashSet<>(context.getThisSources().keySet());
        inputs.removeIf(input -> !bringsTuples(input.get_streamId()));
        watermark = new Watermark(inputs, new Watermark.Bounds(lagMs, notNegative(topoConf, MOST_AHEAD_KEY), notNegative(topoConf, IDLE_KEY)),
            SteadyTime.currentTimeMillis());
        reportEventTime(context);
    }

    /** Windows go on without metrics where there can be none, as in a test of the user's with a context of its own. */
    private void reportEventTime(TopologyContext context) {
        try {
            context.registerGauge("event.time.watermark.ms", () -> shownWatermark);
            context.registerGauge("event.time.behind.ms", () -> shownBehind);
            context.registerGauge("event.time.held.by", () -> shownHeldBy);
        } catch (RuntimeException e) {
            LOG.warn("The metrics of event time of '{}' are not reported", context.getThisComponentId(), e);
        }
    }

    private static WindowBuffer.Spec readSpec(Map<String, Object> topoConf) {
        Integer lengthCount = positive(topoConf, Config.TOPOLOGY_BOLTS_WINDOW_LENGTH_COUNT);
        Integer lengthMs = positive(topoConf, Config.TOPOLOGY_BOLTS_WINDOW_LENGTH_DURATION_MS);
        Integer slideCount = positive(topoConf, Config.TOPOLOGY_BOLTS_SLIDING_INTERVAL_COUNT);
        Integer slideMs = positive(topoConf, Config.TOPOLOGY_BOLTS_SLIDING_INTERVAL_DURATION_MS);
        if (lengthCount == null && lengthMs == null) {
            throw new IllegalArgumentException("Window length is not specified: call withWindow or withTumblingWindow");
        }
        if (slideCount == null && slideMs == null) {
            slideCount = 1;
        }
        return new WindowBuffer.Spec(lengthCount == null ? 0 : lengthCount, lengthCount != null ? 0 : lengthMs,
            slideCount == null ? 0 : slideCount, slideCount != null ? 0 : slideMs);
    }

    private static Integer positive(Map<String, Object> topoConf, String key) {
        Integer value = ObjectReader.getInt(topoConf.get(key), null);
        if (value != null && value <= 0) {
            throw new IllegalArgumentException(key + " = " + value + " must be positive");
        }
        return value;
    }

    private static int notNegative(Map<String, Object> topoConf, String key) {
        int value = ObjectReader.getInt(topoConf.get(key), 0);
        if (value < 0) {
            throw new IllegalArgumentException(key + " = " + value + " must be milliseconds above 0, or 0 for no bound");
        }
        return value;
    }

    /** Tuples are acked when they leave the window: it must be over before they time out, and must not need more than may be pending. */
    void checkAgainstTimeout(Map<String, Object> topoConf) {
        if (ObjectReader.getBoolean(topoConf.get(Config.TOPOLOGY_ENABLE_MESSAGE_TIMEOUTS), true)) {
            long timeoutMs = 1000L * ObjectReader.getInt(topoConf.get(Config.TOPOLOGY_MESSAGE_TIMEOUT_SECS), Integer.MAX_VALUE);
            if (spec.lengthMs() + spec.slideMs() > timeoutMs) {
                throw new IllegalArgumentException("Window length and sliding interval of " + (spec.lengthMs() + spec.slideMs())
                    + " ms are more than " + Config.TOPOLOGY_MESSAGE_TIMEOUT_SECS + " = " + timeoutMs / 1000 + " s: tuples would time out");
            }
        }
        int maxPending = ObjectReader.getInt(topoConf.get(Config.TOPOLOGY_MAX_SPOUT_PENDING), Integer.MAX_VALUE);
        if ((long) spec.lengthCount() + spec.slideCount() > maxPending) {
            throw new IllegalArgumentException("Window length and sliding interval of " + ((long) spec.lengthCount() + spec.slideCount())
                + " tuples are more than " + Config.TOPOLOGY_MAX_SPOUT_PENDING + " = " + maxPending + ": the window would never fill");
        }
    }

    /** Starts the timer, if windows depend on one. */
    protected void start() {
        if (timerMs > 0) {
            timer = Executors.newSingleThreadScheduledExecutor(task -> {
                Thread thread = new Thread(task, Thread.currentThread().getName() + "-window");
                thread.setDaemon(true);
                return thread;
            });
            synchronized (this) {
                if (watermark == null) {
                    window.startAt(SteadyTime.currentTimeMillis());
                }
                scheduleTimer();
            }
        }
    }

    /** By event time at intervals; by processing time when the next window ends. */
    private void scheduleTimer() {
        long delay = watermark != null ? timerMs : Math.max(1, Math.min(timerMs, window.nextEnd() - SteadyTime.currentTimeMillis()));
        timer.schedule(this::onTimer, delay, TimeUnit.MILLISECONDS);
    }

    /** A run that waited for the monitor while {@link #cleanup} held it comes too late: the bolt has let go of what it needs. */
    final void onTimer() {
        try {
            synchronized (this) {
                if (!timer.isShutdown()) {
                    fireDue();
                    scheduleTimer();
                }
            }
        } catch (Throwable t) { // whatever it is, the worker must not go on without this window
            fail(t);
        }
    }

    /**
     * The window's tuples are neither acked nor processed, and only a bolt prepared anew gets them again. A quiet bolt has no next tuple that
     * could bring the failure to the task's thread, so it goes to whoever looks after this thread: there the worker ends.
     */
    private void fail(Throwable t) {
        LOG.error("A window failed", t);
        timerFailure = t;
        collector.reportError(t);
        Thread thread = Thread.currentThread();
        thread.getUncaughtExceptionHandler().uncaughtException(thread, t);
    }

    /** Fires every window that is due by the clock or by the watermark. */
    final synchronized void fireDue() {
        if (watermark == null) {
            if (spec.slideMs() > 0) {
                window.tick(SteadyTime.currentTimeMillis());
                windowsComplete(window.lastEnd());
            }
            return;
        }
        long now = SteadyTime.currentTimeMillis();
        boolean advanced = watermark.advance(now);
        shownWatermark = watermark.reached();
        shownBehind = watermark.behind();
        shownHeldBy = watermark.heldBackBy(now);
        if (advanced) {
            window.advance(watermark.reached());
            if (spec.slideMs() > 0) { // one that ends at the watermark may still get a tuple of that time, unless it has fired
                windowsComplete(Math.max(window.lastEnd(), watermark.reached() - 1));
            }
        }
    }

    /** Whether tuples for windows come by a stream, rather than messages for this executor. */
    protected boolean bringsTuples(String stream) {
        return !stream.equals(CheckpointSpout.CHECKPOINT_STREAM_ID);
    }

    /** All inputs have come to this event time, though no tuple here says so. */
    protected final synchronized void timeReached(long time) {
        if (watermark != null) {
            watermark.reachedElsewhere(time, Time.currentTimeMillis());
        }
    }

    /** No window that slides by time and ends then or before fires any more, whether or not there was one. Does nothing here. */
    protected void windowsComplete(long upTo) {
    }

    @Override
    public void execute(Tuple input) {
        add(input, false);
    }

    /** Takes a tuple into the window, or hands it to those who care for late ones. */
    final synchronized void add(Tuple input, boolean seen) {
        if (timerFailure != null) {
            throw new IllegalStateException("A window failed: " + timerFailure, timerFailure);
        }
        if (watermark == null) {
            long now = SteadyTime.currentTimeMillis();
            window.arrived(held(input, now), now, seen);
            return;
        }
        long time = timestampExtractor.extractTimestamp(input);
        long now = SteadyTime.currentTimeMillis();
        if (watermark.isTooFarAhead(time, Time::currentTimeMillis)) {
            leaveOut(input, "a tuple of time " + time + ", which is further ahead of the clock than " + MOST_AHEAD_KEY + " allows");
        } else if (watermark.track(input.getSourceGlobalStreamId(), time, now) && !window.isOver(time)) {
            window.put(held(input, time), time, seen);
        } else {
            leaveOut(input, "a late tuple of time " + time + ", as the watermark is at " + watermark.reached());
        }
    }

    /** A tuple is in no window. */
    private void leaveOut(Tuple input, String what) {
        if (lateTupleStream == null) {
            LOG.info("Dropped {}: {}", what, input);
        } else {
            collector.emit(lateTupleStream, input, new Values(new TupleImpl(input)));
        }
        collector.ack(input);
    }

    /** What the window holds for a tuple: itself, or what stands for it where this is overridden. */
    Object held(Tuple input, long time) {
        return input;
    }

    /** A tuple left the window for good. */
    void tupleExpired(Object held) {
        collector.ack((Tuple) held);
    }

    /** A window is complete, which has what is {@link #held}. */
    @SuppressWarnings("unchecked")
    void windowFired(List<Object> all, List<Object> fresh, List<Object> expired, long end) {
        List<Tuple> tuples = (List<Tuple>) (List<?>) all;
        process(tuples, tuples, (List<Tuple>) (List<?>) fresh, (List<Tuple>) (List<?>) expired, end);
    }

    /** Has the bolt process a window. */
    final void process(List<Tuple> anchors, List<Tuple> all, List<Tuple> fresh, List<Tuple> expired, long end) {
        windowedCollector.anchors = anchors;
        bolt.execute(new TupleWindowImpl(all, fresh, expired, spec.lengthMs() > 0 ? end - spec.lengthMs() : null, end));
    }

    final boolean byEventTime() {
        return watermark != null;
    }

    /** Null by processing time. */
    final Watermark.Saved savedWatermark() {
        return watermark == null ? null : watermark.save();
    }

    final void restoreWatermark(Watermark.Saved saved) {
        if (watermark != null) {
            watermark.restore(saved);
        }
    }

    final WindowBuffer<Object> buffer() {
        return window;
    }

    @Override
    public void cleanup() {
        synchronized (this) { // a window being processed is finished first
            if (timer != null) {
                timer.shutdownNow();
            }
        }
        bolt.cleanup();
    }

    @Override
    public void declareOutputFields(OutputFieldsDeclarer declarer) {
        Map<String, Object> conf = getComponentConfiguration();
        String lateStream = conf == null ? null : (String) conf.get(Config.TOPOLOGY_BOLTS_LATE_TUPLE_STREAM);
        if (lateStream != null) {
            declarer.declareStream(lateStream, new Fields(LATE_TUPLE_FIELD));
        }
        bolt.declareOutputFields(declarer);
    }

    @Override
    public List<String> checkInputs(Map<GlobalStreamId, Fields> inputs, Map<String, Object> conf) {
        List<String> told = new ArrayList<>(bolt instanceof InputCheck check ? check.checkInputs(inputs, conf) : List.of());
        if (timestampExtractor == null) {
            if (conf.get(Config.TOPOLOGY_BOLTS_LATE_TUPLE_STREAM) != null) {
                throw new IllegalArgumentException("it has a stream for late tuples and no timestamp, without which none is late: call withTimestampField");
            }
            for (String key : EVENT_TIME_KEYS) {
                if (conf.get(key) != null) {
                    told.add(key + " has no effect on windows without a timestamp: call withTimestampField, or leave it out");
                }
            }
        }
        if (timestampExtractor instanceof TupleFieldTimestampExtractor byField) {
            inputs.forEach((input, fields) -> {
                if (bringsTuples(input.get_streamId()) && !fields.contains(byField.field())) {
                    throw new IllegalArgumentException("its windows take their time from field '" + byField.field() + "', which stream '" + input.get_streamId()
                        + "' of '" + input.get_componentId() + "' does not have; it has " + fields.toList());
                }
            });
        }
        if (conf.get(Config.TOPOLOGY_BOLTS_WINDOW_LENGTH_COUNT) == null && conf.get(Config.TOPOLOGY_BOLTS_WINDOW_LENGTH_DURATION_MS) == null) {
            told.add("its windows have no length: call withWindow or withTumblingWindow; its worker ends unless the topology's configuration has "
                + Config.TOPOLOGY_BOLTS_WINDOW_LENGTH_COUNT + " or " + Config.TOPOLOGY_BOLTS_WINDOW_LENGTH_DURATION_MS);
        }
        gap(conf, Config.TOPOLOGY_BOLTS_WINDOW_LENGTH_COUNT, Config.TOPOLOGY_BOLTS_SLIDING_INTERVAL_COUNT, "tuples", told);
        gap(conf, Config.TOPOLOGY_BOLTS_WINDOW_LENGTH_DURATION_MS, Config.TOPOLOGY_BOLTS_SLIDING_INTERVAL_DURATION_MS, "ms", told);
        return told;
    }

    private static void gap(Map<String, Object> conf, String lengthKey, String slideKey, String unit, List<String> told) {
        Integer length = ObjectReader.getInt(conf.get(lengthKey), null);
        Integer slide = ObjectReader.getInt(conf.get(slideKey), null);
        if (length != null && slide != null && slide > length) {
            told.add("its windows are " + length + " " + unit + " long and slide by " + slide + ": what comes in between is in no window");
        }
    }

    @Override
    public Map<String, Object> getComponentConfiguration() {
        Map<String, Object> conf = bolt.getComponentConfiguration();
        return conf == null ? Collections.emptyMap() : conf;
    }

    /** Anchors what the bolt emits to the tuples of the window. */
    private static final class WindowedOutputCollector extends OutputCollector {
        private List<Tuple> anchors;

        WindowedOutputCollector(IOutputCollector delegate) {
            super(delegate);
        }

        @Override
        public List<Integer> emit(String streamId, List<Object> tuple) {
            return emit(streamId, anchors, tuple);
        }

        @Override
        public void emitDirect(int taskId, String streamId, List<Object> tuple) {
            emitDirect(taskId, streamId, anchors, tuple);
        }
    }
}
