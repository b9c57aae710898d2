// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm;

import com.esotericsoftware.kryo.Serializer;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.storm.assignments.ILocalAssignmentsBackend;
import org.apache.storm.metric.IEventLogger;
import org.apache.storm.networktopography.DNSToSwitchMapping;
import org.apache.storm.serialization.IKryoDecorator;
import org.apache.storm.serialization.IKryoFactory;
import org.apache.storm.utils.Utils;
import org.apache.storm.validation.ConfigValidation;
import org.apache.storm.validation.ConfigValidationAnnotations.CustomValidator;
import org.apache.storm.validation.ConfigValidationAnnotations.IsBoolean;
import org.apache.storm.validation.ConfigValidationAnnotations.IsExactlyOneOf;
import org.apache.storm.validation.ConfigValidationAnnotations.IsImplementationOfClass;
import org.apache.storm.validation.ConfigValidationAnnotations.IsInteger;
import org.apache.storm.validation.ConfigValidationAnnotations.IsKryoReg;
import org.apache.storm.validation.ConfigValidationAnnotations.IsListEntryCustom;
import org.apache.storm.validation.ConfigValidationAnnotations.IsLong;
import org.apache.storm.validation.ConfigValidationAnnotations.IsMapEntryCustom;
import org.apache.storm.validation.ConfigValidationAnnotations.IsMapEntryType;
import org.apache.storm.validation.ConfigValidationAnnotations.IsNumber;
import org.apache.storm.validation.ConfigValidationAnnotations.IsPositiveNumber;
import org.apache.storm.validation.ConfigValidationAnnotations.IsString;
import org.apache.storm.validation.ConfigValidationAnnotations.IsStringList;
import org.apache.storm.validation.ConfigValidationAnnotations.IsStringOrStringList;
import org.apache.storm.validation.ConfigValidationAnnotations.IsType;
import org.apache.storm.validation.ConfigValidationAnnotations.NotNull;
import org.apache.storm.validation.ConfigValidationAnnotations.Password;

/**
 * A topology's configuration: a map from key to value, with a named constant for each key a topology or client may set
 * and setters for the ones set most often. Values must be what JSON can carry. The annotations on a constant state what
 * its value may be; {@link org.apache.storm.validation.ConfigValidation} enforces them when the topology is submitted.
 *
 * <p>Keys that concern daemons alone are in {@code DaemonConfig}. The static setters work on any map, for code that
 * holds a plain one.
 */
public class Config extends HashMap<String, Object> {

    // ---- A topology: identity and size

    /** The name the topology was submitted under. Set by Nimbus. */
    @IsString
    public static final String TOPOLOGY_NAME = "topology.name";

    /** The topology's id: its name, a count and the time of submission. Set by Nimbus. */
    @IsString
    public static final String STORM_ID = "storm.id";

    /** A version label of the user's choice, shown with the topology. */
    @IsString
    public static final String TOPOLOGY_VERSION = "topology.version";

    /** How many worker processes to spread the topology's executors over. */
    @IsInteger
    @IsPositiveNumber
    public static final String TOPOLOGY_WORKERS = "topology.workers";

    /**
     * How many tasks a component has for its whole life; as many as it starts with executors if not set. Set per
     * component.
     */
    @IsInteger
    @IsPositiveNumber(includeZero = true)
    public static final String TOPOLOGY_TASKS = "topology.tasks";

    /**
     * The most executors any component gets, whatever it asks for; for trying out big topologies on small
     * machines.
     */
    @IsInteger
    @IsPositiveNumber
    public static final String TOPOLOGY_MAX_TASK_PARALLELISM = "topology.max.task.parallelism";

    /**
     * How many executors track tuple trees. 0: no tracking, spouts hear of an ack at once. Not set: as many as
     * workers.
     */
    @IsInteger
    @IsPositiveNumber(includeZero = true)
    public static final String TOPOLOGY_ACKER_EXECUTORS = "topology.acker.executors";

    /**
     * How many acker executors to count on per worker where the scheduler decides about workers and the total is
     * not set.
     */
    @IsInteger
    @IsPositiveNumber(includeZero = true)
    public static final String TOPOLOGY_RAS_ACKER_EXECUTORS_PER_WORKER = "topology.ras.acker.executors.per.worker";

    /** Whether every emitted tuple is logged. Slow; for finding mistakes. */
    @IsBoolean
    public static final String TOPOLOGY_DEBUG = "topology.debug";

    /** The name under which a transactional topology keeps its progress in ZooKeeper. */
    @IsString
    public static final String TOPOLOGY_TRANSACTIONAL_ID = "topology.transactional.id";

    /** The full name of whoever submitted the topology. Set by Nimbus. */
    @IsString
    public static final String TOPOLOGY_SUBMITTER_PRINCIPAL = "topology.submitter.principal";

    /** The user who submitted the topology, and whom its workers run as where that is enabled. Set by Nimbus. */
    @IsString
    public static final String TOPOLOGY_SUBMITTER_USER = "topology.submitter.user";

    /** How important the topology is to the scheduler; the smaller, the more important, from 0. */
    @IsInteger
    @IsPositiveNumber(includeZero = true)
    public static final String TOPOLOGY_PRIORITY = "topology.priority";

    // ---- Delivery and time

    /** Whether tuple trees can time out. */
    @IsBoolean
    public static final String TOPOLOGY_ENABLE_MESSAGE_TIMEOUTS = "topology.enable.message.timeouts";

    /** After how many seconds a tuple tree that is not fully acked fails. */
    @IsInteger
    @IsPositiveNumber
    @NotNull
    public static final String TOPOLOGY_MESSAGE_TIMEOUT_SECS = "topology.message.timeout.secs";

    /**
     * The most tuple trees that one spout task may have in flight; no limit if not set. Only tracked tuples count.
     */
    @IsInteger
    @IsPositiveNumber
    public static final String TOPOLOGY_MAX_SPOUT_PENDING = "topology.max.spout.pending";

    /** How often, in seconds, a component gets a tick tuple. Usually set per component. */
    @IsInteger
    public static final String TOPOLOGY_TICK_TUPLE_FREQ_SECS = "topology.tick.tuple.freq.secs";

    /** How many calls of a spout may pass between two looks at its inbox while tuples are not tracked. */
    @IsInteger
    @IsPositiveNumber(includeZero = true)
    @NotNull
    public static final String TOPOLOGY_SPOUT_RECVQ_SKIPS = "topology.spout.recvq.skips";

    /** How many seconds a bolt with state, or after one, holds what inputs sent after a checkpoint while others have yet to send it; then the checkpoint fails. */
    @IsInteger
    @IsPositiveNumber
    @NotNull
    public static final String TOPOLOGY_STATE_SYNCHRONIZATION_TIMEOUT_SECS = "topology.state.synchronization.timeout.secs";

    /** The least time, in milliseconds, between two batches of a Trident topology. */
    @IsInteger
    @IsPositiveNumber
    public static final String TOPOLOGY_TRIDENT_BATCH_EMIT_INTERVAL_MILLIS = "topology.trident.batch.emit.interval.millis";

    /** How many tuples of a Trident window to keep in memory; the rest are fetched from the window's store. */
    @IsInteger
    @IsPositiveNumber
    public static final String TOPOLOGY_TRIDENT_WINDOWING_INMEMORY_CACHE_LIMIT = "topology.trident.windowing.cache.tuple.limit";

    /** The ZooKeeper node under which transactional topologies keep their progress. */
    @IsString
    public static final String TRANSACTIONAL_ZOOKEEPER_ROOT = "transactional.zookeeper.root";

    /** The ZooKeeper hosts for that; the cluster's own if not set. */
    @IsStringList
    public static final String TRANSACTIONAL_ZOOKEEPER_SERVERS = "transactional.zookeeper.servers";

    /** The ZooKeeper port for that; the cluster's own if not set. */
    @IsInteger
    @IsPositiveNumber
    public static final String TRANSACTIONAL_ZOOKEEPER_PORT = "transactional.zookeeper.port";

    // ---- Windows and state

    /** A window's length as a number of tuples. Set by windowed bolts. */
    @IsInteger
    @IsPositiveNumber
    public static final String TOPOLOGY_BOLTS_WINDOW_LENGTH_COUNT = "topology.bolts.window.length.count";

    /** A window's length in milliseconds. Set by windowed bolts. */
    @IsInteger
    @IsPositiveNumber
    public static final String TOPOLOGY_BOLTS_WINDOW_LENGTH_DURATION_MS = "topology.bolts.window.length.duration.ms";

    /** After how many tuples a window moves on. Set by windowed bolts. */
    @IsInteger
    @IsPositiveNumber
    public static final String TOPOLOGY_BOLTS_SLIDING_INTERVAL_COUNT = "topology.bolts.window.sliding.interval.count";

    /** After how many milliseconds a window moves on. Set by windowed bolts. */
    @IsInteger
    @IsPositiveNumber
    public static final String TOPOLOGY_BOLTS_SLIDING_INTERVAL_DURATION_MS = "topology.bolts.window.sliding.interval.duration.ms";

    /** The stream that gets tuples which come too late for their window. Set by windowed bolts. */
    @IsString
    public static final String TOPOLOGY_BOLTS_LATE_TUPLE_STREAM = "topology.bolts.late.tuple.stream";

    /** By how many milliseconds timestamps may be out of order before a tuple is late. Set by windowed bolts. */
    @IsInteger
    @IsPositiveNumber
    public static final String TOPOLOGY_BOLTS_TUPLE_TIMESTAMP_MAX_LAG_MS = "topology.bolts.tuple.timestamp.max.lag.ms";

    /** How often, in milliseconds, a windowed bolt decides up to when it has seen everything. */
    @IsInteger
    @IsPositiveNumber
    public static final String TOPOLOGY_BOLTS_WATERMARK_EVENT_INTERVAL_MS = "topology.bolts.watermark.event.interval.ms";

    /** The field with a tuple's unique id, by which windows with state recognise tuples that come again. */
    @IsString
    public static final String TOPOLOGY_BOLTS_MESSAGE_ID_FIELD_NAME = "topology.bolts.message.id.field.name";

    /** The class that keeps the state of bolts with state. */
    @IsString
    public static final String TOPOLOGY_STATE_PROVIDER = "topology.state.provider";

    /** That class's own configuration, as JSON. */
    @IsString
    public static final String TOPOLOGY_STATE_PROVIDER_CONFIG = "topology.state.provider.config";

    /** How often, in milliseconds, bolts with state save it. */
    @IsInteger
    @IsPositiveNumber
    public static final String TOPOLOGY_STATE_CHECKPOINT_INTERVAL = "topology.state.checkpoint.interval.ms";

    /** Classes to register with Kryo for saved state, as in TOPOLOGY_KRYO_REGISTER. */
    @IsStringList
    public static final String TOPOLOGY_STATE_KRYO_REGISTER = "topology.state.kryo.register";

    // ---- Serialization

    /**
     * Classes to register with Kryo: a list of class names, or of maps from class name to the name of its
     * serializer.
     */
    @IsKryoReg
    public static final String TOPOLOGY_KRYO_REGISTER = "topology.kryo.register";

    /** Classes that customise each Kryo instance, in this order. */
    @IsStringList
    public static final String TOPOLOGY_KRYO_DECORATORS = "topology.kryo.decorators";

    /** The class that creates Kryo instances. */
    @IsString
    public static final String TOPOLOGY_KRYO_FACTORY = "topology.kryo.factory";

    /**
     * Whether registered classes and decorators that cannot be loaded are passed over; otherwise the worker fails.
     */
    @IsBoolean
    public static final String TOPOLOGY_SKIP_MISSING_KRYO_REGISTRATIONS = "topology.skip.missing.kryo.registrations";

    /**
     * Whether values of classes not registered with Kryo are written by Java serialization; otherwise they are an
     * error.
     */
    @IsBoolean
    public static final String TOPOLOGY_FALL_BACK_ON_JAVA_SERIALIZATION = "topology.fall.back.on.java.serialization";

    /** The Kryo serializer for a tuple's values as a whole. */
    @IsString
    public static final String TOPOLOGY_TUPLE_SERIALIZER = "topology.tuple.serializer";

    /** Whether tuples are serialized even within a worker, so that a test finds values that cannot be. */
    @IsBoolean
    public static final String TOPOLOGY_TESTING_ALWAYS_TRY_SERIALIZE = "topology.testing.always.try.serialize";

    /** The class that writes topologies and other metadata to blobs and files. */
    @IsString
    public static final String STORM_META_SERIALIZATION_DELEGATE = "storm.meta.serialization.delegate";

    // ---- Wait strategies, queues and batches

    /** The class that decides how a spout's executor waits when it has nothing to emit. */
    @IsString
    public static final String TOPOLOGY_SPOUT_WAIT_STRATEGY = "topology.spout.wait.strategy";

    /** How many microseconds WaitStrategyPark parks a spout; 0 spins. */
    @NotNull
    @IsPositiveNumber(includeZero = true)
    public static final String TOPOLOGY_SPOUT_WAIT_PARK_MICROSEC = "topology.spout.wait.park.microsec";

    /** How many turns WaitStrategyProgressive spins for a spout before its second level. */
    @NotNull
    @IsInteger
    @IsPositiveNumber(includeZero = true)
    public static final String TOPOLOGY_SPOUT_WAIT_PROGRESSIVE_LEVEL1_COUNT = "topology.spout.wait.progressive.level1.count";

    /** How many turns WaitStrategyProgressive parks a spout for a nanosecond before its third level. */
    @NotNull
    @IsInteger
    @IsPositiveNumber(includeZero = true)
    public static final String TOPOLOGY_SPOUT_WAIT_PROGRESSIVE_LEVEL2_COUNT = "topology.spout.wait.progressive.level2.count";

    /** How many milliseconds WaitStrategyProgressive sleeps a turn for a spout in its third level. */
    @NotNull
    @IsPositiveNumber(includeZero = true)
    public static final String TOPOLOGY_SPOUT_WAIT_PROGRESSIVE_LEVEL3_SLEEP_MILLIS = "topology.spout.wait.progressive.level3.sleep.millis";

    /** The class that decides how a bolt's executor waits when its inbox is empty. */
    @IsString
    public static final String TOPOLOGY_BOLT_WAIT_STRATEGY = "topology.bolt.wait.strategy";

    /** How many microseconds WaitStrategyPark parks a bolt; 0 spins. */
    @NotNull
    @IsPositiveNumber(includeZero = true)
    public static final String TOPOLOGY_BOLT_WAIT_PARK_MICROSEC = "topology.bolt.wait.park.microsec";

    /** How many turns WaitStrategyProgressive spins for a bolt before its second level. */
    @NotNull
    @IsInteger
    @IsPositiveNumber(includeZero = true)
    public static final String TOPOLOGY_BOLT_WAIT_PROGRESSIVE_LEVEL1_COUNT = "topology.bolt.wait.progressive.level1.count";

    /** How many turns WaitStrategyProgressive parks a bolt for a nanosecond before its third level. */
    @NotNull
    @IsInteger
    @IsPositiveNumber(includeZero = true)
    public static final String TOPOLOGY_BOLT_WAIT_PROGRESSIVE_LEVEL2_COUNT = "topology.bolt.wait.progressive.level2.count";

    /** How many milliseconds WaitStrategyProgressive sleeps a turn for a bolt in its third level. */
    @NotNull
    @IsPositiveNumber(includeZero = true)
    public static final String TOPOLOGY_BOLT_WAIT_PROGRESSIVE_LEVEL3_SLEEP_MILLIS = "topology.bolt.wait.progressive.level3.sleep.millis";

    /** The class that decides how an executor waits while a queue that it writes to is full. */
    @IsString
    public static final String TOPOLOGY_BACKPRESSURE_WAIT_STRATEGY = "topology.backpressure.wait.strategy";

    /** How many microseconds WaitStrategyPark parks under backpressure; 0 spins. */
    @NotNull
    @IsPositiveNumber(includeZero = true)
    public static final String TOPOLOGY_BACKPRESSURE_WAIT_PARK_MICROSEC = "topology.backpressure.wait.park.microsec";

    /** How many turns WaitStrategyProgressive spins under backpressure before its second level. */
    @NotNull
    @IsInteger
    @IsPositiveNumber(includeZero = true)
    public static final String TOPOLOGY_BACKPRESSURE_WAIT_PROGRESSIVE_LEVEL1_COUNT = "topology.backpressure.wait.progressive.level1.count";

    /** How many turns WaitStrategyProgressive parks under backpressure before its third level. */
    @NotNull
    @IsInteger
    @IsPositiveNumber(includeZero = true)
    public static final String TOPOLOGY_BACKPRESSURE_WAIT_PROGRESSIVE_LEVEL2_COUNT = "topology.backpressure.wait.progressive.level2.count";

    /** How many milliseconds WaitStrategyProgressive sleeps a turn under backpressure in its third level. */
    @NotNull
    @IsPositiveNumber(includeZero = true)
    public static final String TOPOLOGY_BACKPRESSURE_WAIT_PROGRESSIVE_LEVEL3_SLEEP_MILLIS = "topology.backpressure.wait.progressive.level3.sleep.millis";

    /**
     * How often, in milliseconds, a worker looks whether backpressure on its executors is over, to tell other
     * workers.
     */
    @IsInteger
    @IsPositiveNumber
    @NotNull
    public static final String TOPOLOGY_BACKPRESSURE_CHECK_MILLIS = "topology.backpressure.check.millis";

    /** Has no effect: backpressure is always on. */
    @Deprecated(forRemoval = true, since = "2.0.0")
    @IsBoolean
    public static final String TOPOLOGY_BACKPRESSURE_ENABLE = "topology.backpressure.enable";

    /** How many milliseconds the old sleeping wait strategy of spouts sleeps. */
    @IsInteger
    @IsPositiveNumber(includeZero = true)
    public static final String TOPOLOGY_SLEEP_SPOUT_WAIT_STRATEGY_TIME_MS = "topology.sleep.spout.wait.strategy.time.ms";

    /** How many tuples an executor's inbox holds; rounded up to a power of two. */
    @IsPositiveNumber
    @IsInteger
    public static final String TOPOLOGY_EXECUTOR_RECEIVE_BUFFER_SIZE = "topology.executor.receive.buffer.size";

    /** How many tuples from other workers may wait beyond a full inbox; 0 for no limit. */
    @IsInteger
    @IsPositiveNumber(includeZero = true)
    @NotNull
    public static final String TOPOLOGY_EXECUTOR_OVERFLOW_LIMIT = "topology.executor.overflow.limit";

    /** How many tuples for other workers a worker's outgoing queue holds. */
    @IsPositiveNumber
    @IsInteger
    public static final String TOPOLOGY_TRANSFER_BUFFER_SIZE = "topology.transfer.buffer.size";

    /** How many tuples for other workers to hand over at once. */
    @IsPositiveNumber
    @IsInteger
    public static final String TOPOLOGY_TRANSFER_BATCH_SIZE = "topology.transfer.batch.size";

    /** How many tuples for executors of the same worker to hand over at once. */
    @IsInteger
    @IsPositiveNumber
    @NotNull
    public static final String TOPOLOGY_PRODUCER_BATCH_SIZE = "topology.producer.batch.size";

    /** After how many milliseconds a batch that is not full is handed over; 0 for never. */
    @IsInteger
    @IsPositiveNumber(includeZero = true)
    @NotNull
    public static final String TOPOLOGY_BATCH_FLUSH_INTERVAL_MILLIS = "topology.batch.flush.interval.millis";

    /** Whether shuffle groupings take no account of how busy their targets are. */
    @IsBoolean
    @NotNull
    public static final String TOPOLOGY_DISABLE_LOADAWARE_MESSAGING = "topology.disable.loadaware.messaging";

    /** The load of near targets above which a load-aware shuffle grouping includes farther ones; from 0 to 1. */
    @IsPositiveNumber
    @NotNull
    public static final String TOPOLOGY_LOCALITYAWARE_HIGHER_BOUND = "topology.localityaware.higher.bound";

    /** The load of near targets below which a load-aware shuffle grouping leaves farther ones out; from 0 to 1. */
    @IsPositiveNumber
    @NotNull
    public static final String TOPOLOGY_LOCALITYAWARE_LOWER_BOUND = "topology.localityaware.lower.bound";

    // ---- Components in other languages

    /** The class that talks to components in other languages. */
    @IsString
    public static final String TOPOLOGY_MULTILANG_SERIALIZER = "topology.multilang.serializer";

    /** The class that logs what components in other languages ask to be logged. */
    @IsString
    public static final String TOPOLOGY_MULTILANG_LOG_HANDLER = "topology.multilang.log.handler";

    /** How many tuples a bolt in another language may have unread before its executor waits. */
    @NotNull
    @IsInteger
    @IsPositiveNumber
    public static final String TOPOLOGY_SHELLBOLT_MAX_PENDING = "topology.shellbolt.max.pending";

    /**
     * After how many seconds of silence a component in another language counts as dead; as long as a worker may be
     * silent if not set.
     */
    @IsInteger
    @IsPositiveNumber
    public static final String TOPOLOGY_SUBPROCESS_TIMEOUT_SECS = "topology.subprocess.timeout.secs";

    // ---- Statistics, metrics, events and errors

    /** The fraction of tuples that statistics are taken from. */
    @IsPositiveNumber
    public static final String TOPOLOGY_STATS_SAMPLE_RATE = "topology.stats.sample.rate";

    /** How often, in seconds, built-in metrics are reported. */
    @IsInteger
    public static final String TOPOLOGY_BUILTIN_METRICS_BUCKET_SIZE_SECS = "topology.builtin.metrics.bucket.size.secs";

    /** Into how many parts each window of statistics is divided. */
    @IsInteger
    @IsPositiveNumber
    public static final String NUM_STAT_BUCKETS = "num.stat.buckets";

    /** Metrics consumers: a list of maps with class, parallelism.hint and argument. */
    @IsListEntryCustom(entryValidatorClasses = ConfigValidation.MetricRegistryValidator.class)
    public static final String TOPOLOGY_METRICS_CONSUMER_REGISTER = "topology.metrics.consumer.register";

    /**
     * Reporters of the worker's metrics: a list of maps with class, report.period, report.period.units and what
     * the class reads.
     */
    @IsListEntryCustom(entryValidatorClasses = ConfigValidation.MetricReportersValidator.class)
    public static final String TOPOLOGY_METRICS_REPORTERS = "topology.metrics.reporters";

    /** Reporters that the cluster adds to those of each topology, in the same form. */
    @IsListEntryCustom(entryValidatorClasses = ConfigValidation.MetricReportersValidator.class)
    public static final String STORM_TOPOLOGY_METRICS_SYSTEM_REPORTERS = "storm.topology.metrics.system.reporters";

    /** The older name for a topology's metrics reporters. */
    @Deprecated(forRemoval = true, since = "2.0.0")
    @IsListEntryCustom(entryValidatorClasses = ConfigValidation.MetricReportersValidator.class)
    public static final String STORM_METRICS_REPORTERS = "storm.metrics.reporters";

    /** Whether the size of serialized tuples is measured. */
    @IsBoolean
    public static final String TOPOLOGY_SERIALIZED_MESSAGE_SIZE_METRICS = "topology.serialized.message.size.metrics";

    /** Whether metrics of the newer API reach metrics consumers too. */
    @IsBoolean
    public static final String TOPOLOGY_ENABLE_V2_METRICS_TICK = "topology.enable.v2.metrics.tick";

    /** How often, in seconds, metrics of the newer API reach metrics consumers. */
    @IsInteger
    @IsPositiveNumber
    public static final String TOPOLOGY_V2_METRICS_TICK_INTERVAL_SECONDS = "topology.v2.metrics.tick.interval.seconds";

    /** Whether metrics of the connections between workers reach metrics consumers. */
    @IsBoolean
    public static final String TOPOLOGY_ENABLE_SEND_ICONNECTION_METRICS = "topology.enable.send.iconnection.metrics";

    /** Metrics of the topology's choice that every worker registers: a map from name to class. */
    @IsMapEntryType(keyType = String.class, valueType = String.class)
    public static final String TOPOLOGY_WORKER_METRICS = "topology.worker.metrics";

    /** Metrics of the cluster's choice that every worker registers: a map from name to class. */
    @IsMapEntryType(keyType = String.class, valueType = String.class)
    public static final String WORKER_METRICS = "worker.metrics";

    /** Event loggers: a list of maps with class and arguments. */
    @IsListEntryCustom(entryValidatorClasses = ConfigValidation.EventLoggerRegistryValidator.class)
    public static final String TOPOLOGY_EVENT_LOGGER_REGISTER = "topology.event.logger.register";

    /** How many executors log the tuples that debugging samples; 0 turns that off. */
    @IsInteger
    @IsPositiveNumber(includeZero = true)
    public static final String TOPOLOGY_EVENTLOGGER_EXECUTORS = "topology.eventlogger.executors";

    /** The seconds over which errors reported to ZooKeeper are counted. */
    @IsInteger
    public static final String TOPOLOGY_ERROR_THROTTLE_INTERVAL_SECS = "topology.error.throttle.interval.secs";

    /** How many errors of one component are reported in that time; further ones are only logged. */
    @IsInteger
    @IsPositiveNumber
    public static final String TOPOLOGY_MAX_ERROR_REPORT_PER_INTERVAL = "topology.max.error.report.per.interval";

    /** How often, in seconds, executors' statistics are sent. */
    @IsInteger
    @IsPositiveNumber
    public static final String EXECUTOR_METRICS_FREQUENCY_SECS = "executor.metrics.frequency.secs";

    /** How the daemons' metrics reporters write numbers, as a language tag such as en-US. */
    @IsString
    public static final String STORM_DAEMON_METRICS_REPORTER_PLUGIN_LOCALE = "storm.daemon.metrics.reporter.plugin.locale";

    /** The unit of time by which the daemons' metrics reporters count rates, as SECONDS. */
    @IsString
    public static final String STORM_DAEMON_METRICS_REPORTER_PLUGIN_RATE_UNIT = "storm.daemon.metrics.reporter.plugin.rate.unit";

    /** The unit in which the daemons' metrics reporters write durations, as MILLISECONDS. */
    @IsString
    public static final String STORM_DAEMON_METRICS_REPORTER_PLUGIN_DURATION_UNIT = "storm.daemon.metrics.reporter.plugin.duration.unit";

    // ---- Users' hooks and logging

    /** Classes of task hooks that every spout and bolt gets. */
    @IsStringList
    public static final String TOPOLOGY_AUTO_TASK_HOOKS = "topology.auto.task.hooks";

    /** Who may see the workers' logs, from S0 to S3, as the site defines them. */
    @IsString(acceptedValues = {"S0", "S1", "S2", "S3"})
    public static final String TOPOLOGY_LOGGING_SENSITIVITY = "topology.logging.sensitivity";

    /** A Log4j 2 configuration of the topology's own, laid over the workers': a file, or a resource of its jar as {@code classpath:/NAME}. */
    @IsString
    public static final String TOPOLOGY_LOGGING_CONFIG_FILE = "topology.logging.config";

    /** The class that the submitting client tells of a submitted topology. */
    @IsString
    public static final String STORM_TOPOLOGY_SUBMISSION_NOTIFIER_PLUGIN = "storm.topology.submission.notifier.plugin.class";

    // ---- A worker's JVM

    /**
     * JVM options of every worker. %HEAP-MEM%, %ID%, %WORKER-ID%, %TOPOLOGY-ID% and %WORKER-PORT% are replaced.
     */
    @IsStringOrStringList
    public static final String WORKER_CHILDOPTS = "worker.childopts";

    /** JVM options about garbage collection of every worker. */
    @IsStringOrStringList
    public static final String WORKER_GC_CHILDOPTS = "worker.gc.childopts";

    /** A worker's heap, in MB, where nothing else decides about it. */
    @IsInteger
    @IsPositiveNumber
    public static final String WORKER_HEAP_MEMORY_MB = "worker.heap.memory.mb";

    /** JVM options of this topology's workers, after the cluster's; the same placeholders are replaced. */
    @IsStringOrStringList
    public static final String TOPOLOGY_WORKER_CHILDOPTS = "topology.worker.childopts";

    /** JVM options about garbage collection, instead of the cluster's. */
    @IsStringOrStringList
    public static final String TOPOLOGY_WORKER_GC_CHILDOPTS = "topology.worker.gc.childopts";

    /** JVM options of the process that writes a worker's log, where there is one. */
    @IsStringOrStringList
    public static final String TOPOLOGY_WORKER_LOGWRITER_CHILDOPTS = "topology.worker.logwriter.childopts";

    /** Entries after the topology's jar in its workers' class path. */
    @IsStringOrStringList
    public static final String TOPOLOGY_CLASSPATH = "topology.classpath";

    /** Entries in front of the workers' class path, where the cluster allows it. */
    @IsStringOrStringList
    public static final String TOPOLOGY_CLASSPATH_BEGINNING = "topology.classpath.beginning";

    /** Environment variables of the workers: a map of strings. */
    @IsMapEntryType(keyType = String.class, valueType = String.class)
    public static final String TOPOLOGY_ENVIRONMENT = "topology.environment";

    /** How many threads the pool has that components of a worker can share. */
    @IsInteger
    public static final String TOPOLOGY_WORKER_SHARED_THREAD_POOL_SIZE = "topology.worker.shared.thread.pool.size";

    /** After how many seconds without a sign of life a worker of this topology is restarted. */
    @IsInteger
    @IsPositiveNumber
    @NotNull
    public static final String TOPOLOGY_WORKER_TIMEOUT_SECS = "topology.worker.timeout.secs";

    /** Whether the workers talk to Nimbus by TLS. */
    @IsBoolean
    public static final String TOPOLOGY_WORKER_NIMBUS_THRIFT_CLIENT_USE_TLS = "topology.worker.nimbus.thrift.client.use.tls";

    /**
     * Blobs that the workers find in their folder: a map from key to a map with localname, uncompress and
     * workerRestart.
     */
    @CustomValidator(validatorClass = ConfigValidation.MapOfStringToMapOfStringToObjectValidator.class)
    public static final String TOPOLOGY_BLOBSTORE_MAP = "topology.blobstore.map";

    /** The container image that the workers run in, where the cluster runs them in containers. */
    @IsString
    public static String TOPOLOGY_OCI_IMAGE = "topology.oci.image";

    // ---- Placement and resources

    /** The heap, in MB, that each executor of a component takes up. */
    @IsPositiveNumber(includeZero = true)
    public static final String TOPOLOGY_COMPONENT_RESOURCES_ONHEAP_MEMORY_MB = "topology.component.resources.onheap.memory.mb";

    /** The memory beyond the heap, in MB, that each executor of a component takes up. */
    @IsPositiveNumber(includeZero = true)
    public static final String TOPOLOGY_COMPONENT_RESOURCES_OFFHEAP_MEMORY_MB = "topology.component.resources.offheap.memory.mb";

    /**
     * The share of a core, in percent, that each executor of a component takes up; above 100 for several cores.
     */
    @IsPositiveNumber(includeZero = true)
    public static final String TOPOLOGY_COMPONENT_CPU_PCORE_PERCENT = "topology.component.cpu.pcore.percent";

    /** Further resources that each executor of a component takes up: a map from name to number. */
    @IsMapEntryType(keyType = String.class, valueType = Number.class)
    public static final String TOPOLOGY_COMPONENT_RESOURCES_MAP = "topology.component.resources.map";

    /** The heap, in MB, that each acker executor takes up. */
    @IsPositiveNumber(includeZero = true)
    public static final String TOPOLOGY_ACKER_RESOURCES_ONHEAP_MEMORY_MB = "topology.acker.resources.onheap.memory.mb";

    /** The memory beyond the heap, in MB, that each acker executor takes up. */
    @IsPositiveNumber(includeZero = true)
    public static final String TOPOLOGY_ACKER_RESOURCES_OFFHEAP_MEMORY_MB = "topology.acker.resources.offheap.memory.mb";

    /** The share of a core, in percent, that each acker executor takes up. */
    @IsPositiveNumber(includeZero = true)
    public static final String TOPOLOGY_ACKER_CPU_PCORE_PERCENT = "topology.acker.cpu.pcore.percent";

    /** The heap, in MB, that each metrics consumer's executor takes up. */
    @IsPositiveNumber(includeZero = true)
    public static final String TOPOLOGY_METRICS_CONSUMER_RESOURCES_ONHEAP_MEMORY_MB = "topology.metrics.consumer.resources.onheap.memory.mb";

    /** The memory beyond the heap, in MB, that each metrics consumer's executor takes up. */
    @IsPositiveNumber(includeZero = true)
    public static final String TOPOLOGY_METRICS_CONSUMER_RESOURCES_OFFHEAP_MEMORY_MB = "topology.metrics.consumer.resources.offheap.memory.mb";

    /** The share of a core, in percent, that each metrics consumer's executor takes up. */
    @IsPositiveNumber(includeZero = true)
    public static final String TOPOLOGY_METRICS_CONSUMER_CPU_PCORE_PERCENT = "topology.metrics.consumer.cpu.pcore.percent";

    /** The heap, in MB, up to which the scheduler may fill one worker with executors. */
    @IsPositiveNumber
    public static final String TOPOLOGY_WORKER_MAX_HEAP_SIZE_MB = "topology.worker.max.heap.size.mb";

    /** The class by which the resource-aware scheduler places this topology. */
    @NotNull
    @IsString
    public static final String TOPOLOGY_SCHEDULER_STRATEGY = "topology.scheduler.strategy";

    /** Hosts that the resource-aware scheduler tries first. */
    @IsStringList
    public static final String TOPOLOGY_SCHEDULER_FAVORED_NODES = "topology.scheduler.favored.nodes";

    /** Hosts that the resource-aware scheduler tries last. */
    @IsStringList
    public static final String TOPOLOGY_SCHEDULER_UNFAVORED_NODES = "topology.scheduler.unfavored.nodes";

    /** Whether executors that talk to each other are placed one after the other. */
    public static final String TOPOLOGY_RAS_ORDER_EXECUTORS_BY_PROXIMITY_NEEDS = "topology.ras.order.executors.by.proximity.needs";

    /**
     * Which components may not share a worker, and how many of one component a node: pairs, or a map from
     * component to its constraints.
     */
    @IsExactlyOneOf(valueValidatorClasses = {ConfigValidation.ListOfListOfStringValidator.class, ConfigValidation.RasConstraintsTypeValidator.class})
    public static final String TOPOLOGY_RAS_CONSTRAINTS = "topology.ras.constraints";

    /** Components of which no two executors may be on one node. Use TOPOLOGY_RAS_CONSTRAINTS instead. */
    @Deprecated
    @IsStringList
    public static final String TOPOLOGY_SPREAD_COMPONENTS = "topology.spread.components";

    /** How many partial placements the search under constraints may look at. */
    @IsInteger
    @IsPositiveNumber
    public static final String TOPOLOGY_RAS_CONSTRAINT_MAX_STATE_SEARCH = "topology.ras.constraint.max.state.search";

    /** How many seconds the search under constraints may take. */
    @IsInteger
    @IsPositiveNumber
    public static final String TOPOLOGY_RAS_CONSTRAINT_MAX_TIME_SECS = "topology.ras.constraint.max.time.secs";

    /** Whether each executor gets a worker of its own. */
    @IsBoolean
    public static final String TOPOLOGY_RAS_ONE_EXECUTOR_PER_WORKER = "topology.ras.one.executor.per.worker";

    /** Whether a worker holds executors of one component only. */
    @IsBoolean
    public static final String TOPOLOGY_RAS_ONE_COMPONENT_PER_WORKER = "topology.ras.one.component.per.worker";

    /** How many machines to keep for this topology alone, for schedulers that know how. */
    @IsInteger
    @IsPositiveNumber
    public static final String TOPOLOGY_ISOLATED_MACHINES = "topology.isolate.machines";

    /** The memory, in MB, that a supervisor offers to workers. */
    @IsPositiveNumber
    public static final String SUPERVISOR_MEMORY_CAPACITY_MB = "supervisor.memory.capacity.mb";

    /** The processing power that a supervisor offers to workers; 100 is a core. */
    @IsPositiveNumber
    public static final String SUPERVISOR_CPU_CAPACITY = "supervisor.cpu.capacity";

    /** Further resources that a supervisor offers: a map from name to number. */
    @IsMapEntryType(keyType = String.class, valueType = Number.class)
    public static final String SUPERVISOR_RESOURCES_MAP = "supervisor.resources.map";

    /** The class that knows which rack a host is in. */
    @NotNull
    @IsImplementationOfClass(implementsClass = DNSToSwitchMapping.class)
    public static final String STORM_NETWORK_TOPOGRAPHY_PLUGIN = "storm.network.topography.plugin";

    /** The scheduling strategies that topologies may ask for; any if not set. */
    @IsStringList
    public static final String NIMBUS_SCHEDULER_STRATEGY_CLASS_WHITELIST = "nimbus.scheduler.strategy.class.whitelist";

    // ---- Who may do what

    /** Users who may do anything with the topology besides its owner. */
    @IsStringOrStringList
    public static final String TOPOLOGY_USERS = "topology.users";

    /** Groups whose members may do anything with the topology. */
    @IsStringOrStringList
    public static final String TOPOLOGY_GROUPS = "topology.groups";

    /** Users who may look at the topology. */
    @IsStringOrStringList
    public static final String TOPOLOGY_READONLY_USERS = "topology.readonly.users";

    /** Groups whose members may look at the topology. */
    @IsStringOrStringList
    public static final String TOPOLOGY_READONLY_GROUPS = "topology.readonly.groups";

    /** Classes that carry credentials from the submitting client to the workers. */
    @IsStringList
    public static final String TOPOLOGY_AUTO_CREDENTIALS = "topology.auto-credentials";

    /** How often, in seconds, a worker looks for new credentials. */
    @IsInteger
    @IsPositiveNumber
    public static final String TASK_CREDENTIALS_POLL_SECS = "task.credentials.poll.secs";

    /** The user that a client acts as. */
    @IsString
    public static final String STORM_DO_AS_USER = "storm.doAsUser";

    /** The class that turns a caller's name into a user's. */
    @IsString
    public static final String STORM_PRINCIPAL_TO_LOCAL_PLUGIN = "storm.principal.tolocal";

    /** The class that knows which groups a user is in. */
    @IsString
    public static final String STORM_GROUP_MAPPING_SERVICE_PROVIDER_PLUGIN = "storm.group.mapping.service";

    /** What that class reads, as a map. */
    @IsType(type = Map.class)
    public static final String STORM_GROUP_MAPPING_SERVICE_PARAMS = "storm.group.mapping.service.params";

    /** How many seconds a user's groups are remembered. */
    @IsInteger
    public static final String STORM_GROUP_MAPPING_SERVICE_CACHE_DURATION_SECS = "storm.group.mapping.service.cache.duration.secs";

    /** Users who may do anything. */
    @IsStringList
    public static final String NIMBUS_ADMINS = "nimbus.admins";

    /** Groups whose members may do anything. */
    @IsStringList
    public static final String NIMBUS_ADMINS_GROUPS = "nimbus.admins.groups";

    /** Users who may use the cluster at all; everyone if neither users nor groups are named. */
    @IsStringList
    public static final String NIMBUS_USERS = "nimbus.users";

    /** Groups whose members may use the cluster at all. */
    @IsStringList
    public static final String NIMBUS_GROUPS = "nimbus.groups";

    /** Users whom supervisors run as. */
    @IsStringList
    public static final String NIMBUS_SUPERVISOR_USERS = "nimbus.supervisor.users";

    /** Users whom Nimbus runs as, as seen by supervisors. */
    @IsStringList
    public static final String NIMBUS_DAEMON_USERS = "nimbus.daemon.users";

    /** Who may act as whom: a map from user to a map of hosts, where from, and groups, of whom. */
    @IsMapEntryCustom(keyValidatorClasses = ConfigValidation.StringValidator.class, valueValidatorClasses = ConfigValidation.ImpersonationAclUserEntryValidator.class)
    public static final String NIMBUS_IMPERSONATION_ACL = "nimbus.impersonation.acl";

    /** Classes that keep running topologies' credentials valid. */
    @IsStringList
    public static final String NIMBUS_CREDENTIAL_RENEWERS = "nimbus.credential.renewers.classes";

    /** Classes that give topologies credentials when they are submitted. */
    @IsStringList
    public static final String NIMBUS_AUTO_CRED_PLUGINS = "nimbus.autocredential.plugins.classes";

    /** Who may call and serve which DRPC function: a map from function to users. */
    @IsType(type = Map.class)
    public static final String DRPC_AUTHORIZER_ACL = "drpc.authorizer.acl";

    /** The file that holds this map. */
    @IsString
    public static final String DRPC_AUTHORIZER_ACL_FILENAME = "drpc.authorizer.acl.filename";

    /** Whether functions that the map does not name are refused. */
    @IsBoolean
    public static final String DRPC_AUTHORIZER_ACL_STRICT = "drpc.authorizer.acl.strict";

    // ---- Finding Nimbus, and Thrift

    /** The hosts that Nimbus runs on; clients ask them which one leads. */
    @IsStringList
    public static final String NIMBUS_SEEDS = "nimbus.seeds";

    /** The port of Nimbus's service. */
    @IsInteger
    @IsPositiveNumber
    public static final String NIMBUS_THRIFT_PORT = "nimbus.thrift.port";

    /** How many threads serve requests to Nimbus. */
    @IsInteger
    @IsPositiveNumber
    public static final String NIMBUS_THRIFT_THREADS = "nimbus.thrift.threads";

    /** How many requests to Nimbus may wait for a thread. */
    @IsInteger
    @IsPositiveNumber
    public static final String NIMBUS_QUEUE_SIZE = "nimbus.queue.size";

    /** The largest request to Nimbus, in bytes. */
    @IsInteger
    @IsPositiveNumber
    public static final String NIMBUS_THRIFT_MAX_BUFFER_SIZE = "nimbus.thrift.max_buffer_size";

    /** The class by which clients and Nimbus connect; STORM_THRIFT_TRANSPORT_PLUGIN if not set. */
    @IsString
    public static final String NIMBUS_THRIFT_TRANSPORT_PLUGIN = "nimbus.thrift.transport";

    /** The class that keeps Nimbus's copy of the assignments. */
    @IsString
    @IsImplementationOfClass(implementsClass = ILocalAssignmentsBackend.class)
    public static final String NIMBUS_LOCAL_ASSIGNMENTS_BACKEND_CLASS = "nimbus.local.assignments.backend.class";

    /** The class by which Thrift clients and servers connect. */
    @IsString
    public static final String STORM_THRIFT_TRANSPORT_PLUGIN = "storm.thrift.transport";

    /** How many milliseconds a client waits for Nimbus's answer. */
    @IsInteger
    public static final String STORM_THRIFT_SOCKET_TIMEOUT_MS = "storm.thrift.socket.timeout.ms";

    /** How many milliseconds a client waits for Nimbus's answer by TLS. */
    @IsInteger
    public static final String STORM_THRIFT_TLS_SOCKET_TIMEOUT_MS = "storm.thrift.tls.socket.timeout.ms";

    /** How often a client tries again to reach Nimbus. */
    @IsNumber
    public static final String STORM_NIMBUS_RETRY_TIMES = "storm.nimbus.retry.times";

    /** How many milliseconds it waits before it tries again for the first time; longer each time. */
    @IsNumber
    public static final String STORM_NIMBUS_RETRY_INTERVAL = "storm.nimbus.retry.interval.millis";

    /** The longest such wait, in milliseconds. */
    @IsNumber
    public static final String STORM_NIMBUS_RETRY_INTERVAL_CEILING = "storm.nimbus.retry.intervalceiling.millis";

    /** This machine's name as others know it; what it calls itself if not set. */
    @IsString
    public static final String STORM_LOCAL_HOSTNAME = "storm.local.hostname";

    /** Whether clients connect to Nimbus by TLS. */
    @IsBoolean
    public static final String NIMBUS_THRIFT_CLIENT_USE_TLS = "nimbus.thrift.client.use.tls";

    /** The port of Nimbus's service by TLS; 0 for none. */
    @IsInteger
    @IsPositiveNumber(includeZero = true)
    public static final String NIMBUS_THRIFT_TLS_PORT = "nimbus.thrift.tls.port";

    /** How many threads serve requests to Nimbus by TLS. */
    @IsInteger
    @IsPositiveNumber
    public static final String NIMBUS_THRIFT_TLS_THREADS = "nimbus.thrift.tls.threads";

    /** The largest request to Nimbus by TLS, in bytes. */
    @IsInteger
    @IsPositiveNumber
    public static final String NIMBUS_THRIFT_TLS_MAX_BUFFER_SIZE = "nimbus.thrift.tls.max_buffer_size";

    /** The class by which clients and Nimbus connect by TLS. */
    @IsString
    public static final String NIMBUS_THRIFT_TLS_TRANSPORT_PLUGIN = "nimbus.thrift.tls.transport";

    /** Whether Nimbus serves by TLS alone. */
    @IsBoolean
    public static final String NIMBUS_THRIFT_TLS_SERVER_ONLY = "nimbus.thrift.tls.server.only";

    /** Whether clients must show Nimbus a certificate. */
    @IsBoolean
    public static final String NIMBUS_THRIFT_TLS_CLIENT_AUTH_REQUIRED = "nimbus.thrift.tls.client.auth.required";

    /** The key store with Nimbus's certificate. */
    @IsString
    public static final String NIMBUS_THRIFT_TLS_SERVER_KEYSTORE_PATH = "nimbus.thrift.tls.server.keystore.path";

    /** The password of that key store. */
    @IsString
    public static final String NIMBUS_THRIFT_TLS_SERVER_KEYSTORE_PASSWORD = "nimbus.thrift.tls.server.keystore.password";

    /** The store of certificates that Nimbus trusts in clients. */
    @IsString
    public static final String NIMBUS_THRIFT_TLS_SERVER_TRUSTSTORE_PATH = "nimbus.thrift.tls.server.truststore.path";

    /** The password of that store. */
    @IsString
    public static final String NIMBUS_THRIFT_TLS_SERVER_TRUSTSTORE_PASSWORD = "nimbus.thrift.tls.server.truststore.password";

    /** The key store with the certificate of clients of Nimbus. */
    @IsString
    public static final String NIMBUS_THRIFT_TLS_CLIENT_KEYSTORE_PATH = "nimbus.thrift.tls.client.keystore.path";

    /** The password of that key store. */
    @IsString
    public static final String NIMBUS_THRIFT_TLS_CLIENT_KEYSTORE_PASSWORD = "nimbus.thrift.tls.client.keystore.password";

    /** The key of clients of Nimbus as a PEM file, instead of a key store. */
    @IsString
    public static final String NIMBUS_THRIFT_TLS_CLIENT_KEY_PATH = "nimbus.thrift.tls.client.key.path";

    /** The certificate of clients of Nimbus as a PEM file. */
    @IsString
    public static final String NIMBUS_THRIFT_TLS_CLIENT_CERT_PATH = "nimbus.thrift.tls.client.cert.path";

    /** The store of certificates that clients trust in Nimbus. */
    @IsString
    public static final String NIMBUS_THRIFT_TLS_CLIENT_TRUSTSTORE_PATH = "nimbus.thrift.tls.client.truststore.path";

    /** The password of that store. */
    @IsString
    public static final String NIMBUS_THRIFT_TLS_CLIENT_TRUSTSTORE_PASSWORD = "nimbus.thrift.tls.client.truststore.password";

    /** The port of a supervisor's service. */
    @IsInteger
    @IsPositiveNumber
    public static final String SUPERVISOR_THRIFT_PORT = "supervisor.thrift.port";

    /** How many threads serve requests to a supervisor. */
    @IsInteger
    @IsPositiveNumber
    public static final String SUPERVISOR_THRIFT_THREADS = "supervisor.thrift.threads";

    /** How many requests to a supervisor may wait for a thread. */
    @IsInteger
    @IsPositiveNumber
    public static final String SUPERVISOR_QUEUE_SIZE = "supervisor.queue.size";

    /** The largest request to a supervisor, in bytes. */
    @IsNumber
    @IsPositiveNumber
    public static final String SUPERVISOR_THRIFT_MAX_BUFFER_SIZE = "supervisor.thrift.max_buffer_size";

    /** How many milliseconds a client waits for a supervisor's answer. */
    @IsInteger
    public static final String SUPERVISOR_THRIFT_SOCKET_TIMEOUT_MS = "supervisor.thrift.socket.timeout.ms";

    /** The class by which clients and supervisors connect; STORM_THRIFT_TRANSPORT_PLUGIN if not set. */
    @IsString
    public static final String SUPERVISOR_THRIFT_TRANSPORT_PLUGIN = "supervisor.thrift.transport";

    /** Whether clients connect to supervisors by TLS. */
    @IsBoolean
    public static final String SUPERVISOR_THRIFT_CLIENT_USE_TLS = "supervisor.thrift.client.use.tls";

    /** Whether clients must show supervisors a certificate. */
    @IsBoolean
    public static final String SUPERVISOR_THRIFT_TLS_CLIENT_AUTH_REQUIRED = "supervisor.thrift.tls.client.auth.required";

    /** The key store with a supervisor's certificate. */
    @IsString
    public static final String SUPERVISOR_THRIFT_TLS_SERVER_KEYSTORE_PATH = "supervisor.thrift.tls.server.keystore.path";

    /** The password of that key store. */
    @IsString
    public static final String SUPERVISOR_THRIFT_TLS_SERVER_KEYSTORE_PASSWORD = "supervisor.thrift.tls.server.keystore.password";

    /** The store of certificates that supervisors trust in clients. */
    @IsString
    public static final String SUPERVISOR_THRIFT_TLS_SERVER_TRUSTSTORE_PATH = "supervisor.thrift.tls.server.truststore.path";

    /** The password of that store. */
    @IsString
    public static final String SUPERVISOR_THRIFT_TLS_SERVER_TRUSTSTORE_PASSWORD = "supervisor.thrift.tls.server.truststore.password";

    /** The key store with the certificate of clients of supervisors. */
    @IsString
    public static final String SUPERVISOR_THRIFT_TLS_CLIENT_KEYSTORE_PATH = "supervisor.thrift.tls.client.keystore.path";

    /** The password of that key store. */
    @IsString
    public static final String SUPERVISOR_THRIFT_TLS_CLIENT_KEYSTORE_PASSWORD = "supervisor.thrift.tls.client.keystore.password";

    /** The store of certificates that clients trust in supervisors. */
    @IsString
    public static final String SUPERVISOR_THRIFT_TLS_CLIENT_TRUSTSTORE_PATH = "supervisor.thrift.tls.client.truststore.path";

    /** The password of that store. */
    @IsString
    public static final String SUPERVISOR_THRIFT_TLS_CLIENT_TRUSTSTORE_PASSWORD = "supervisor.thrift.tls.client.truststore.password";

    /** The key of clients of supervisors as a PEM file, instead of a key store. */
    @IsString
    public static final String SUPERVISOR_THRIFT_TLS_CLIENT_KEY_PATH = "supervisor.thrift.tls.client.key.path";

    /** The certificate of clients of supervisors as a PEM file. */
    @IsString
    public static final String SUPERVISOR_THRIFT_TLS_CLIENT_CERT_PATH = "supervisor.thrift.tls.client.cert.path";

    // ---- DRPC

    /** The hosts that DRPC servers run on. */
    @IsStringList
    public static final String DRPC_SERVERS = "drpc.servers";

    /** The port that callers of functions connect to. */
    @IsInteger
    @IsPositiveNumber
    public static final String DRPC_PORT = "drpc.port";

    /** How many threads serve callers. */
    @IsInteger
    @IsPositiveNumber
    public static final String DRPC_WORKER_THREADS = "drpc.worker.threads";

    /** How many calls may wait for a thread. */
    @IsInteger
    @IsPositiveNumber
    public static final String DRPC_QUEUE_SIZE = "drpc.queue.size";

    /** The largest request to a DRPC server, in bytes. */
    @IsNumber
    @IsPositiveNumber
    public static final String DRPC_MAX_BUFFER_SIZE = "drpc.max_buffer_size";

    /** The class by which callers and servers connect; STORM_THRIFT_TRANSPORT_PLUGIN if not set. */
    @IsString
    public static final String DRPC_THRIFT_TRANSPORT_PLUGIN = "drpc.thrift.transport";

    /** The port that topologies which serve functions connect to. */
    @IsInteger
    @IsPositiveNumber
    public static final String DRPC_INVOCATIONS_PORT = "drpc.invocations.port";

    /** How many threads serve those topologies. */
    @IsInteger
    @IsPositiveNumber
    public static final String DRPC_INVOCATIONS_THREADS = "drpc.invocations.threads";

    /** The class by which those topologies and servers connect; STORM_THRIFT_TRANSPORT_PLUGIN if not set. */
    @IsString
    public static final String DRPC_INVOCATIONS_THRIFT_TRANSPORT_PLUGIN = "drpc.invocations.thrift.transport";

    // ---- ZooKeeper

    /** The hosts that ZooKeeper runs on. */
    @IsStringList
    public static final String STORM_ZOOKEEPER_SERVERS = "storm.zookeeper.servers";

    /** The port that ZooKeeper listens on. */
    @IsInteger
    @IsPositiveNumber
    public static final String STORM_ZOOKEEPER_PORT = "storm.zookeeper.port";

    /** The node under which the cluster keeps its state. */
    @IsString
    public static final String STORM_ZOOKEEPER_ROOT = "storm.zookeeper.root";

    /** After how many milliseconds of silence ZooKeeper takes a client for gone. */
    @IsInteger
    public static final String STORM_ZOOKEEPER_SESSION_TIMEOUT = "storm.zookeeper.session.timeout";

    /** How many milliseconds to wait for a connection to ZooKeeper. */
    @IsInteger
    public static final String STORM_ZOOKEEPER_CONNECTION_TIMEOUT = "storm.zookeeper.connection.timeout";

    /** How often to try an operation on ZooKeeper again. */
    @IsInteger
    public static final String STORM_ZOOKEEPER_RETRY_TIMES = "storm.zookeeper.retry.times";

    /** How many milliseconds to wait before trying again; longer each time. */
    @IsInteger
    public static final String STORM_ZOOKEEPER_RETRY_INTERVAL = "storm.zookeeper.retry.interval";

    /** The longest such wait, in milliseconds. */
    @IsInteger
    public static final String STORM_ZOOKEEPER_RETRY_INTERVAL_CEILING = "storm.zookeeper.retry.intervalceiling.millis";

    /** The scheme by which daemons authenticate to ZooKeeper, as digest. */
    @IsString
    public static final String STORM_ZOOKEEPER_AUTH_SCHEME = "storm.zookeeper.auth.scheme";

    /** What daemons authenticate to ZooKeeper with, USER:PASSWORD for digest. A secret. */
    @IsString
    public static final String STORM_ZOOKEEPER_AUTH_PAYLOAD = "storm.zookeeper.auth.payload";

    /** The scheme by which topologies authenticate to ZooKeeper. */
    @IsString
    public static final String STORM_ZOOKEEPER_TOPOLOGY_AUTH_SCHEME = "storm.zookeeper.topology.auth.scheme";

    /** What a topology authenticates to ZooKeeper with; made up at submission if not set. */
    @IsString
    @Password
    public static final String STORM_ZOOKEEPER_TOPOLOGY_AUTH_PAYLOAD = "storm.zookeeper.topology.auth.payload";

    /** Who, besides topologies, has every right to nodes that topologies write: SCHEME:ID. */
    @IsString
    public static final String STORM_ZOOKEEPER_SUPERACL = "storm.zookeeper.superACL";

    /** Who, for DRPC, may read the secrets of workers in ZooKeeper: SCHEME:ID. */
    @IsString
    public static final String STORM_ZOOKEEPER_DRPC_ACL = "storm.zookeeper.drpcACL";

    /** Whether to connect to ZooKeeper by TLS. */
    @IsBoolean
    public static final String ZK_SSL_ENABLE = "storm.zookeeper.ssl.enable";

    /** The key store with the certificate to show ZooKeeper. */
    @IsString
    public static final String STORM_ZOOKEEPER_SSL_KEYSTORE_PATH = "storm.zookeeper.ssl.keystore.path";

    /** The password of that key store. */
    @IsString
    public static final String STORM_ZOOKEEPER_SSL_KEYSTORE_PASSWORD = "storm.zookeeper.ssl.keystore.password";

    /** The store of certificates to trust in ZooKeeper. */
    @IsString
    public static final String STORM_ZOOKEEPER_SSL_TRUSTSTORE_PATH = "storm.zookeeper.ssl.truststore.path";

    /** The password of that store. */
    @IsString
    public static final String STORM_ZOOKEEPER_SSL_TRUSTSTORE_PASSWORD = "storm.zookeeper.ssl.truststore.password";

    /** Whether ZooKeeper's certificate must match its host's name. */
    @IsBoolean
    public static final String STORM_ZOOKEEPER_SSL_HOSTNAME_VERIFICATION = "storm.zookeeper.ssl.hostnameVerification";

    /** The class by which Storm's daemons keep the cluster's state. This cluster always keeps it in ZooKeeper. */
    @IsString
    public static final String STORM_CLUSTER_STATE_STORE = "storm.cluster.state.store";

    // ---- Between workers

    /** The class by which Storm's workers talk. This cluster's workers have one way. */
    @IsString
    public static final String STORM_MESSAGING_TRANSPORT = "storm.messaging.transport";

    /** The size, in bytes, of the send buffer of a connection between workers. */
    @IsInteger
    @IsPositiveNumber
    public static final String STORM_MESSAGING_NETTY_BUFFER_SIZE = "storm.messaging.netty.buffer_size";

    /** The bytes waiting on a connection above which its writers wait. */
    @IsInteger
    @IsPositiveNumber
    public static final String STORM_MESSAGING_NETTY_BUFFER_HIGH_WATERMARK = "storm.messaging.netty.buffer.high.watermark";

    /** The bytes waiting on a connection below which its writers go on. */
    @IsInteger
    @IsPositiveNumber
    public static final String STORM_MESSAGING_NETTY_BUFFER_LOW_WATERMARK = "storm.messaging.netty.buffer.low.watermark";

    /** How many connections may wait to be accepted by a worker. */
    @IsInteger
    @IsPositiveNumber
    public static final String STORM_MESSAGING_NETTY_SOCKET_BACKLOG = "storm.messaging.netty.socket.backlog";

    /** How many threads receive from other workers. */
    @IsInteger
    @IsPositiveNumber(includeZero = true)
    public static final String STORM_MESSAGING_NETTY_SERVER_WORKER_THREADS = "storm.messaging.netty.server_worker_threads";

    /** How many threads send to other workers. */
    @IsInteger
    public static final String STORM_MESSAGING_NETTY_CLIENT_WORKER_THREADS = "storm.messaging.netty.client_worker_threads";

    /** How many bytes of messages a worker writes to a connection at once. */
    @IsInteger
    public static final String STORM_NETTY_MESSAGE_BATCH_SIZE = "storm.messaging.netty.transfer.batch.size";

    /** The first wait, in milliseconds, before a worker tries again to reach another. */
    @IsInteger
    @IsPositiveNumber(includeZero = true)
    public static final String STORM_MESSAGING_NETTY_MIN_SLEEP_MS = "storm.messaging.netty.min_wait_ms";

    /** The longest such wait, in milliseconds. */
    @IsInteger
    @IsPositiveNumber(includeZero = true)
    public static final String STORM_MESSAGING_NETTY_MAX_SLEEP_MS = "storm.messaging.netty.max_wait_ms";

    /** How many milliseconds a worker that closes a connection waits for what is still to be sent. */
    @IsLong
    @IsPositiveNumber
    public static final String STORM_MESSAGING_NETTY_FLUSH_TIMEOUT_MS = "storm.messaging.netty.flush_timeout_ms";

    /** Whether workers of a topology make sure of each other. */
    @IsBoolean
    public static final String STORM_MESSAGING_NETTY_AUTHENTICATION = "storm.messaging.netty.authentication";

    /** Whether workers talk by TLS. */
    @IsBoolean
    public static final String STORM_MESSAGING_NETTY_TLS_ENABLE = "storm.messaging.netty.tls.enable";

    /** Whether TLS between workers must be OpenSSL's. */
    @IsBoolean
    public static final String STORM_MESSAGING_NETTY_TLS_REQUIRE_OPEN_SSL = "storm.messaging.netty.tls.require.open.ssl";

    /** The ciphers for TLS between workers; the JVM's choice if not set. */
    @IsStringOrStringList
    public static final String STORM_MESSAGING_NETTY_TLS_CIPHERS = "storm.messaging.netty.tls.ciphers";

    /** The TLS versions between workers, separated by commas. */
    @IsString
    public static final String STORM_MESSAGING_NETTY_TLS_SSL_PROTOCOLS = "storm.messaging.netty.tls.ssl.protocols";

    /** The key store with a receiving worker's certificate. */
    @IsString
    public static final String STORM_MESSAGING_NETTY_TLS_KEYSTORE_PATH = "storm.messaging.netty.tls.keystore.path";

    /** The password of that key store. */
    @IsString
    public static final String STORM_MESSAGING_NETTY_TLS_KEYSTORE_PASSWORD = "storm.messaging.netty.tls.keystore.password";

    /** The store of certificates that a receiving worker trusts. */
    @IsString
    public static final String STORM_MESSAGING_NETTY_TLS_TRUSTSTORE_PATH = "storm.messaging.netty.tls.truststore.path";

    /** The password of that store. */
    @IsString
    public static final String STORM_MESSAGING_NETTY_TLS_TRUSTSTORE_PASSWORD = "storm.messaging.netty.tls.truststore.password";

    /** The key store with a sending worker's certificate. */
    @IsString
    public static final String STORM_MESSAGING_NETTY_TLS_CLIENT_KEYSTORE_PATH = "storm.messaging.netty.tls.client.keystore.path";

    /** The password of that key store. */
    @IsString
    public static final String STORM_MESSAGING_NETTY_TLS_CLIENT_KEYSTORE_PASSWORD = "storm.messaging.netty.tls.client.keystore.password";

    /** The store of certificates that a sending worker trusts. */
    @IsString
    public static final String STORM_MESSAGING_NETTY_TLS_CLIENT_TRUSTSTORE_PATH = "storm.messaging.netty.tls.client.truststore.path";

    /** The password of that store. */
    @IsString
    public static final String STORM_MESSAGING_NETTY_TLS_CLIENT_TRUSTSTORE_PASSWORD = "storm.messaging.netty.tls.client.truststore.password";

    /** Whether workers of local mode talk over the network as on a cluster. */
    @IsBoolean
    public static final String STORM_LOCAL_MODE_ZMQ = "storm.local.mode.zmq";

    // ---- Blobs

    /** The class by which clients reach blobs. */
    @IsString
    public static final String CLIENT_BLOBSTORE = "client.blobstore.class";

    /** The folder for blobs; STORM_LOCAL_DIR if not set. */
    @IsString
    public static final String BLOBSTORE_DIR = "blobstore.dir";

    /** Whether blobs that are left over are removed in time. */
    @IsBoolean
    public static final String BLOBSTORE_CLEANUP_ENABLE = "blobstore.cleanup.enable";

    /** The older name for STORM_HDFS_LOGIN_PRINCIPAL. */
    @Deprecated(forRemoval = true, since = "2.0.0")
    @IsString
    public static final String BLOBSTORE_HDFS_PRINCIPAL = "blobstore.hdfs.principal";

    /** The older name for STORM_HDFS_LOGIN_KEYTAB. */
    @Deprecated
    @IsString
    public static final String BLOBSTORE_HDFS_KEYTAB = "blobstore.hdfs.keytab";

    /** The principal to log in to HDFS with; HOSTNAME in it is replaced. */
    @IsString
    public static final String STORM_HDFS_LOGIN_PRINCIPAL = "storm.hdfs.login.principal";

    /** The key table for that. */
    @IsString
    public static final String STORM_HDFS_LOGIN_KEYTAB = "storm.hdfs.login.keytab";

    /** How many copies of a blob to keep, where the store can. */
    @IsPositiveNumber
    @IsInteger
    public static final String STORM_BLOBSTORE_REPLICATION_FACTOR = "storm.blobstore.replication.factor";

    /** Whether rights to blobs are enforced. */
    @IsBoolean
    public static final String STORM_BLOBSTORE_ACL_VALIDATION_ENABLED = "storm.blobstore.acl.validation.enabled";

    /** The size, in bytes, of the chunks in which blobs are read and written. */
    @IsPositiveNumber
    @IsInteger
    public static final String STORM_BLOBSTORE_INPUTSTREAM_BUFFER_SIZE_BYTES = "storm.blobstore.inputstream.buffer.size.bytes";

    /** The size, in bytes, of the chunks in which a topology's dependencies are uploaded. */
    @IsPositiveNumber
    @IsInteger
    public static final String STORM_BLOBSTORE_DEPENDENCY_JAR_UPLOAD_CHUNK_SIZE_BYTES = "storm.blobstore.dependency.jar.upload.chunk.size.bytes";

    /** How many copies of a topology's blobs there must be before it starts. */
    @IsNumber
    public static final String TOPOLOGY_MIN_REPLICATION_COUNT = "topology.min.replication.count";

    /** How many seconds to wait for them before it starts all the same; below 0 for without end. */
    @IsNumber
    public static final String TOPOLOGY_MAX_REPLICATION_WAIT_TIME_SEC = "topology.max.replication.wait.time.sec";

    /** How often, in seconds, a worker looks for new versions of its blobs. */
    @IsInteger
    @IsPositiveNumber
    public static final String WORKER_BLOB_UPDATE_POLL_INTERVAL_SECS = "worker.blob.update.poll.interval.secs";

    // ---- Nodes, workers and their files

    /** "distributed", or "local" for a cluster within one JVM. */
    @IsString
    public static final String STORM_CLUSTER_MODE = "storm.cluster.mode";

    /** The folder for a daemon's files, under storm.home unless absolute. */
    @IsString
    public static final String STORM_LOCAL_DIR = "storm.local.dir";

    /** The folder for what workers leave: logs, dumps. Under the log folder unless absolute. */
    @IsString
    public static final String STORM_WORKERS_ARTIFACTS_DIR = "storm.workers.artifacts.dir";

    /** Whether to do without symbolic links. */
    @IsBoolean
    public static final String DISABLE_SYMLINKS = "storm.disable.symlinks";

    /** After how many seconds without a sign of life a worker is restarted, unless its topology says otherwise. */
    @IsInteger
    @IsPositiveNumber
    @NotNull
    public static final String SUPERVISOR_WORKER_TIMEOUT_SECS = "supervisor.worker.timeout.secs";

    /** The most seconds that a topology may say there. */
    @IsInteger
    @IsPositiveNumber
    @NotNull
    public static final String WORKER_MAX_TIMEOUT_SECS = "worker.max.timeout.secs";

    /** How many seconds a worker has to end before it is ended by force. */
    @IsInteger
    @IsPositiveNumber
    public static final String SUPERVISOR_WORKER_SHUTDOWN_SLEEP_SECS = "supervisor.worker.shutdown.sleep.secs";

    /** How many seconds a new leader waits to hear of workers from all supervisors. */
    @IsInteger
    public static final String SUPERVISOR_WORKER_HEARTBEATS_MAX_TIMEOUT_SECS = "supervisor.worker.heartbeats.max.timeout.secs";

    /** Whether workers run as the user who submitted the topology. */
    @IsBoolean
    public static final String SUPERVISOR_RUN_WORKER_AS_USER = "supervisor.run.worker.as.user";

    /** The program that starts processes as another user. */
    @IsString
    public static final String SUPERVISOR_WORKER_LAUNCHER = "supervisor.worker.launcher";

    /** Class paths for workers of topologies of other versions: a map from version to class path. */
    @IsMapEntryType(keyType = String.class, valueType = String.class)
    public static final String SUPERVISOR_WORKER_VERSION_CLASSPATH_MAP = "supervisor.worker.version.classpath.map";

    /** Main classes for workers of other versions: a map from version to class. */
    @IsMapEntryType(keyType = String.class, valueType = String.class)
    public static final String SUPERVISOR_WORKER_VERSION_MAIN_MAP = "supervisor.worker.version.main.map";

    /** Log writers for workers of other versions: a map from version to class. */
    @IsMapEntryType(keyType = String.class, valueType = String.class)
    public static final String SUPERVISOR_WORKER_VERSION_LOGWRITER_MAP = "supervisor.worker.version.logwriter.map";

    /** The version to take a topology for that does not say its own. */
    @IsString
    public static final String SUPERVISOR_WORKER_DEFAULT_VERSION = "supervisor.worker.default.version";

    /** How often, in seconds, a worker shows its supervisor that it lives. */
    @IsInteger
    @IsPositiveNumber
    public static final String WORKER_HEARTBEAT_FREQUENCY_SECS = "worker.heartbeat.frequency.secs";

    /** How often, in seconds, a worker shows Nimbus that it lives, with its statistics. */
    @IsInteger
    @IsPositiveNumber
    public static final String TASK_HEARTBEAT_FREQUENCY_SECS = "task.heartbeat.frequency.secs";

    /** How often, in seconds, a worker looks where the other workers are. */
    @IsInteger
    @IsPositiveNumber
    public static final String TASK_REFRESH_POLL_SECS = "task.refresh.poll.secs";

    /** How often, in seconds, a worker looks whether a log level's time is up. */
    @IsInteger
    @IsPositiveNumber
    public static final String WORKER_LOG_LEVEL_RESET_POLL_SECS = "worker.log.level.reset.poll.secs";

    /** Where the control group hierarchy for workers is mounted. */
    @IsString
    public static final String STORM_CGROUP_HIERARCHY_DIR = "storm.cgroup.hierarchy.dir";

    /** Where control groups are mounted, for workers in containers. */
    @IsString
    @NotNull
    public static String STORM_OCI_CGROUP_ROOT = "storm.oci.cgroup.root";

    // ---- Pacemaker

    /** The hosts of Storm's heartbeat store. This cluster sends heartbeats to Nimbus. */
    @IsStringList
    public static final String PACEMAKER_SERVERS = "pacemaker.servers";

    /** The port of that store. */
    @IsNumber
    @IsPositiveNumber
    public static final String PACEMAKER_PORT = "pacemaker.port";

    /** How many threads a client of that store uses. */
    @IsNumber
    @IsPositiveNumber
    public static final String PACEMAKER_CLIENT_MAX_THREADS = "pacemaker.client.max.threads";

    /** How clients of that store authenticate: NONE, DIGEST or KERBEROS. */
    @CustomValidator(validatorClass = ConfigValidation.PacemakerAuthTypeValidator.class)
    public static final String PACEMAKER_AUTH_METHOD = "pacemaker.auth.method";

    /** The largest message to that store, in bytes. */
    @IsInteger
    @IsPositiveNumber
    public static final String PACEMAKER_THRIFT_MESSAGE_SIZE_MAX = "pacemaker.thrift.message.size.max";

    private static final long serialVersionUID = -1550278723792864455L;

    /** Adds entries in front of the workers' class path: {@link #TOPOLOGY_CLASSPATH}. */
    public static void setClasspath(Map<String, Object> conf, String cp) {
        conf.put(TOPOLOGY_CLASSPATH, cp);
    }

    /** Sets environment variables of the workers: {@link #TOPOLOGY_ENVIRONMENT}. */
    public static void setEnvironment(Map<String, Object> conf, Map<String, Object> env) {
        conf.put(TOPOLOGY_ENVIRONMENT, env);
    }

    /** Turns logging of every emitted tuple on or off: {@link #TOPOLOGY_DEBUG}. */
    public static void setDebug(Map<String, Object> conf, boolean isOn) {
        conf.put(TOPOLOGY_DEBUG, isOn);
    }

    /** Labels the topology with a version of the user's: {@link #TOPOLOGY_VERSION}. */
    public static void setTopologyVersion(Map<String, Object> conf, String version) {
        conf.put(TOPOLOGY_VERSION, version);
    }

    /** Sets how many worker processes to spread the topology over: {@link #TOPOLOGY_WORKERS}. */
    public static void setNumWorkers(Map<String, Object> conf, int workers) {
        conf.put(TOPOLOGY_WORKERS, workers);
    }

    /** Sets the number of acker executors, 0 for no tracking: {@link #TOPOLOGY_ACKER_EXECUTORS}. */
    public static void setNumAckers(Map<String, Object> conf, int numExecutors) {
        conf.put(TOPOLOGY_ACKER_EXECUTORS, numExecutors);
    }

    /** Sets the number of event logger executors, 0 for none: {@link #TOPOLOGY_EVENTLOGGER_EXECUTORS}. */
    public static void setNumEventLoggers(Map<String, Object> conf, int numExecutors) {
        conf.put(TOPOLOGY_EVENTLOGGER_EXECUTORS, numExecutors);
    }

    /** Sets how many seconds a tuple tree may take before it fails: {@link #TOPOLOGY_MESSAGE_TIMEOUT_SECS}. */
    public static void setMessageTimeoutSecs(Map<String, Object> conf, int secs) {
        conf.put(TOPOLOGY_MESSAGE_TIMEOUT_SECS, secs);
    }

    /** Registers a class with Kryo, to be written by Kryo's default serializer for it. */
    public static void registerSerialization(Map<String, Object> conf, Class klass) {
        listUnder(conf, TOPOLOGY_KRYO_REGISTER).add(klass.getName());
    }

    /** Registers a class with Kryo together with the serializer that writes it. */
    public static void registerSerialization(Map<String, Object> conf, Class klass, Class<? extends Serializer> serializerClass) {
        Map<String, String> registration = new HashMap<>();
        registration.put(klass.getName(), serializerClass.getName());
        listUnder(conf, TOPOLOGY_KRYO_REGISTER).add(registration);
    }

    /** Adds an event logger; {@code argument} is handed to its {@code prepare} and may be null. */
    public static void registerEventLogger(Map<String, Object> conf, Class<? extends IEventLogger> klass, Map<String, Object> argument) {
        Map<String, Object> registration = new HashMap<>();
        registration.put("class", klass.getName());
        registration.put("arguments", argument);
        listUnder(conf, TOPOLOGY_EVENT_LOGGER_REGISTER).add(registration);
    }

    /** Adds an event logger that takes no argument. */
    public static void registerEventLogger(Map<String, Object> conf, Class<? extends IEventLogger> klass) {
        registerEventLogger(conf, klass, null);
    }

    /**
     * Adds a metrics consumer with {@code parallelismHint} executors; {@code argument} is handed to its
     * {@code prepare} and may be null.
     */
    public static void registerMetricsConsumer(Map<String, Object> conf, Class klass, Object argument, long parallelismHint) {
        Map<String, Object> registration = new HashMap<>();
        registration.put("class", klass.getName());
        registration.put("parallelism.hint", parallelismHint);
        registration.put("argument", argument);
        listUnder(conf, TOPOLOGY_METRICS_CONSUMER_REGISTER).add(registration);
    }

    /** Adds a metrics consumer that takes no argument. */
    public static void registerMetricsConsumer(Map<String, Object> conf, Class klass, long parallelismHint) {
        registerMetricsConsumer(conf, klass, null, parallelismHint);
    }

    /** Adds a metrics consumer with one executor that takes no argument. */
    public static void registerMetricsConsumer(Map<String, Object> conf, Class klass) {
        registerMetricsConsumer(conf, klass, null, 1L);
    }

    /** Adds a class that customises each Kryo instance: {@link #TOPOLOGY_KRYO_DECORATORS}. */
    public static void registerDecorator(Map<String, Object> conf, Class<? extends IKryoDecorator> klass) {
        listUnder(conf, TOPOLOGY_KRYO_DECORATORS).add(klass.getName());
    }

    /** Sets the class that creates Kryo instances: {@link #TOPOLOGY_KRYO_FACTORY}. */
    public static void setKryoFactory(Map<String, Object> conf, Class<? extends IKryoFactory> klass) {
        conf.put(TOPOLOGY_KRYO_FACTORY, klass.getName());
    }

    /** Sets whether registered classes that a worker cannot load are passed over. */
    public static void setSkipMissingKryoRegistrations(Map<String, Object> conf, boolean skip) {
        conf.put(TOPOLOGY_SKIP_MISSING_KRYO_REGISTRATIONS, skip);
    }

    /** Caps the parallelism of every component: {@link #TOPOLOGY_MAX_TASK_PARALLELISM}. */
    public static void setMaxTaskParallelism(Map<String, Object> conf, int max) {
        conf.put(TOPOLOGY_MAX_TASK_PARALLELISM, max);
    }

    /** Caps the tuple trees in flight of one spout task: {@link #TOPOLOGY_MAX_SPOUT_PENDING}. */
    public static void setMaxSpoutPending(Map<String, Object> conf, int max) {
        conf.put(TOPOLOGY_MAX_SPOUT_PENDING, max);
    }

    /** Sets the fraction of tuples that statistics are taken from: {@link #TOPOLOGY_STATS_SAMPLE_RATE}. */
    public static void setStatsSampleRate(Map<String, Object> conf, double rate) {
        conf.put(TOPOLOGY_STATS_SAMPLE_RATE, rate);
    }

    /** Sets whether classes unknown to Kryo are written by Java serialization. */
    public static void setFallBackOnJavaSerialization(Map<String, Object> conf, boolean fallback) {
        conf.put(TOPOLOGY_FALL_BACK_ON_JAVA_SERIALIZATION, fallback);
    }

    /** As {@link #setClasspath(Map, String)}, on this configuration. */
    public void setClasspath(String cp) {
        setClasspath(this, cp);
    }

    /** As {@link #setEnvironment(Map, Map)}, on this configuration. */
    public void setEnvironment(Map<String, Object> env) {
        setEnvironment(this, env);
    }

    /** As {@link #setDebug(Map, boolean)}, on this configuration. */
    public void setDebug(boolean isOn) {
        setDebug(this, isOn);
    }

    /** As {@link #setTopologyVersion(Map, String)}, on this configuration. */
    public void setTopologyVersion(String version) {
        setTopologyVersion(this, version);
    }

    /** As {@link #setNumWorkers(Map, int)}, on this configuration. */
    public void setNumWorkers(int workers) {
        setNumWorkers(this, workers);
    }

    /** As {@link #setNumAckers(Map, int)}, on this configuration. */
    public void setNumAckers(int numExecutors) {
        setNumAckers(this, numExecutors);
    }

    /** As {@link #setNumEventLoggers(Map, int)}, on this configuration. */
    public void setNumEventLoggers(int numExecutors) {
        setNumEventLoggers(this, numExecutors);
    }

    /** As {@link #setMessageTimeoutSecs(Map, int)}, on this configuration. */
    public void setMessageTimeoutSecs(int secs) {
        setMessageTimeoutSecs(this, secs);
    }

    /** As {@link #registerSerialization(Map, Class)}, on this configuration. */
    public void registerSerialization(Class klass) {
        registerSerialization(this, klass);
    }

    /** As {@link #registerSerialization(Map, Class, Class)}, on this configuration. */
    public void registerSerialization(Class klass, Class<? extends Serializer> serializerClass) {
        registerSerialization(this, klass, serializerClass);
    }

    /** As {@link #registerEventLogger(Map, Class, Map)}, on this configuration. */
    public void registerEventLogger(Class<? extends IEventLogger> klass, Map<String, Object> argument) {
        registerEventLogger(this, klass, argument);
    }

    /** As {@link #registerEventLogger(Map, Class)}, on this configuration. */
    public void registerEventLogger(Class<? extends IEventLogger> klass) {
        registerEventLogger(this, klass, null);
    }

    /** As {@link #registerMetricsConsumer(Map, Class, Object, long)}, on this configuration. */
    public void registerMetricsConsumer(Class klass, Object argument, long parallelismHint) {
        registerMetricsConsumer(this, klass, argument, parallelismHint);
    }

    /** As {@link #registerMetricsConsumer(Map, Class, long)}, on this configuration. */
    public void registerMetricsConsumer(Class klass, long parallelismHint) {
        registerMetricsConsumer(this, klass, parallelismHint);
    }

    /** As {@link #registerMetricsConsumer(Map, Class)}, on this configuration. */
    public void registerMetricsConsumer(Class klass) {
        registerMetricsConsumer(this, klass);
    }

    /** As {@link #registerDecorator(Map, Class)}, on this configuration. */
    public void registerDecorator(Class<? extends IKryoDecorator> klass) {
        registerDecorator(this, klass);
    }

    /** As {@link #setKryoFactory(Map, Class)}, on this configuration. */
    public void setKryoFactory(Class<? extends IKryoFactory> klass) {
        setKryoFactory(this, klass);
    }

    /** As {@link #setSkipMissingKryoRegistrations(Map, boolean)}, on this configuration. */
    public void setSkipMissingKryoRegistrations(boolean skip) {
        setSkipMissingKryoRegistrations(this, skip);
    }

    /** As {@link #setMaxTaskParallelism(Map, int)}, on this configuration. */
    public void setMaxTaskParallelism(int max) {
        setMaxTaskParallelism(this, max);
    }

    /** As {@link #setMaxSpoutPending(Map, int)}, on this configuration. */
    public void setMaxSpoutPending(int max) {
        setMaxSpoutPending(this, max);
    }

    /** As {@link #setStatsSampleRate(Map, double)}, on this configuration. */
    public void setStatsSampleRate(double rate) {
        setStatsSampleRate(this, rate);
    }

    /** As {@link #setFallBackOnJavaSerialization(Map, boolean)}, on this configuration. */
    public void setFallBackOnJavaSerialization(boolean fallback) {
        setFallBackOnJavaSerialization(this, fallback);
    }

    /** Sets the heap, in MB, up to which the scheduler may fill one worker; null leaves it alone. */
    public void setTopologyWorkerMaxHeapSize(Number size) {
        if (size != null) {
            put(TOPOLOGY_WORKER_MAX_HEAP_SIZE_MB, size);
        }
    }

    /** Declares that tasks of the two components must never share a worker: {@link #TOPOLOGY_RAS_CONSTRAINTS}. */
    public void setTopologyComponentWorkerConstraints(String component1, String component2) {
        if (component1 != null && component2 != null) {
            listUnder(this, TOPOLOGY_RAS_CONSTRAINTS).add(List.of(component1, component2));
        }
    }

    /** Caps the states that the constraint solver may visit: {@link #TOPOLOGY_RAS_CONSTRAINT_MAX_STATE_SEARCH}. */
    public void setTopologyConstraintsMaxStateSearch(int numStates) {
        put(TOPOLOGY_RAS_CONSTRAINT_MAX_STATE_SEARCH, numStates);
    }

    /** Sets the topology's scheduling priority, 0 being the most important: {@link #TOPOLOGY_PRIORITY}. */
    public void setTopologyPriority(int priority) {
        put(TOPOLOGY_PRIORITY, priority);
    }

    /** Sets the class that places the topology: {@link #TOPOLOGY_SCHEDULER_STRATEGY}. */
    public void setTopologyStrategy(String strategy) {
        put(TOPOLOGY_SCHEDULER_STRATEGY, strategy);
    }

    /** The former name of {@link #getHdfsPrincipal}. */
    @Deprecated
    public static String getBlobstoreHDFSPrincipal(Map conf) throws UnknownHostException {
        return getHdfsPrincipal(conf);
    }

    /**
     * The principal to log in to HDFS with: {@link #STORM_HDFS_LOGIN_PRINCIPAL}, or else its older name
     * {@link #BLOBSTORE_HDFS_PRINCIPAL}, with the host {@code _HOST} in it replaced by this machine's name. Null if neither is set.
     */
    public static String getHdfsPrincipal(Map<String, Object> conf) throws UnknownHostException {
        String principal = (String) conf.get(STORM_HDFS_LOGIN_PRINCIPAL);
        return withHostname(principal != null ? principal : (String) conf.get(BLOBSTORE_HDFS_PRINCIPAL));
    }

    /**
     * The key table to log in to HDFS with: {@link #STORM_HDFS_LOGIN_KEYTAB}, or else its older name
     * {@link #BLOBSTORE_HDFS_KEYTAB}. Null if neither is set.
     */
    public static String getHdfsKeytab(Map<String, Object> conf) {
        String keytab = (String) conf.get(STORM_HDFS_LOGIN_KEYTAB);
        return keytab != null ? keytab : (String) conf.get(BLOBSTORE_HDFS_KEYTAB);
    }

    private static String withHostname(String principal) throws UnknownHostException {
        if (principal == null) {
            return null;
        }
        String[] parts = principal.split("[/@]");
        return parts.length == 3 && parts[1].equals("_HOST") ? parts[0] + "/" + Utils.localHostname() + "@" + parts[2] : principal;
    }

    /** The list under a key, made modifiable first: it may have come from YAML or from another map of the user's. */
    @SuppressWarnings("unchecked")
    private static List<Object> listUnder(Map<String, Object> conf, String key) {
        Object present = conf.get(key);
        List<Object> list = present == null ? new ArrayList<>() : new ArrayList<>((List<Object>) present);
        conf.put(key, list);
        return list;
    }
}
