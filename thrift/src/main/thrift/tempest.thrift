// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
//
// What Tempest's own daemons say to each other beyond storm.thrift. Not part of the contract: a Storm client never calls it.

namespace java tempest.rpc

include "storm.thrift"

/** One worker process's liveness and statistics, sent by the worker itself once per heartbeat interval. */
struct WorkerBeat {
  1: required string topology_id;
  2: required string node_id;
  3: required string host;
  4: required i32 port;
  /** Wall-clock seconds since the epoch at the sender. */
  5: required i32 time_secs;
  6: required i32 uptime_secs;
  /** Statistics of each executor this worker runs; an executor not yet started is absent. */
  7: required map<storm.ExecutorInfo, storm.ExecutorStats> executor_stats;
  /** Operating-system process id of the worker JVM. */
  8: optional i64 pid;
  /** Used heap in bytes. */
  9: optional i64 heap_bytes;
  /** Running totals of the executors, by the same keys as executor_stats; the worker's own system executor is absent. */
  10: optional map<storm.ExecutorInfo, ExecutorFigures> figures;
  /** Samples of failures since the last beat, at most 100. */
  11: optional list<TupleFailure> failures;
  /** Traced trees that began or ended here since the last beat, at most 500. */
  12: optional list<TracedRoot> roots;
  /** What executors here did for traced trees since the last beat, at most 5000. */
  13: optional list<TracedHop> hops;
  /** Most heap the JVM may use, in bytes. */
  14: optional i64 heap_max_bytes;
  /** Milliseconds spent in garbage collection since the JVM started. */
  15: optional i64 gc_millis;
  /** Share of one processor that the JVM used since the last beat; 2.0 is two processors. */
  16: optional double cpu;
  /** Samples of tuples that bolts here failed since the last beat, at most 100. */
  17: optional list<FailedInput> failed_inputs;
  /** Live threads of the JVM. */
  20: optional i32 threads;
  /** Metrics that tasks here registered, as they were read last; absent if nothing was read since the last beat. */
  21: optional list<TaskReadings> readings;
  /** How many metrics are not among the readings, because there are too many, their names too long, or their values no numbers. */
  22: optional i32 readings_left_out;
}

/** What the metrics of one task said when they were read, by name. */
struct TaskReadings {
  1: required string component;
  2: required i32 task;
  /** Values as they are: gauges, and what histograms and timers tell of their samples. */
  3: required map<string, double> levels;
  /** Running totals since the worker started: counters, and what meters, histograms and timers counted. */
  4: required map<string, i64> counts;
  /** Absent where nothing goes by event time. */
  5: optional EventTime event_time;
}

/** Where event time is in a task. */
struct EventTime {
  /** The watermark in milliseconds since the epoch; absent until it has begun. */
  1: optional i64 watermark_millis;
  /** How far it is behind the latest time that came. */
  2: required i64 behind_millis;
  /** The input that it waits for, as component/stream; absent if it waits for none. */
  3: optional string held_by;
}

/**
 * What one executor did since its worker started: totals only, so that a lost beat loses nothing; readers take differences. Durations of
 * sampled tuples are scaled up to all. Latencies are counts by bucket of tempest.cluster.metrics.LatencyBuckets, empty buckets left out.
 */
struct ExecutorFigures {
  1: required string component;
  2: required i64 emitted;
  3: required i64 transferred;
  /** A bolt's acknowledged inputs; a spout's complete trees. */
  4: required i64 acked;
  /** Failed by user code: a bolt's inputs, a spout's trees. */
  5: required i64 failed;
  /** A spout's trees that were not complete in time; these are not among the failed. */
  6: required i64 timed_out;
  7: required i64 executed;
  /** Time in user code. */
  8: required i64 busy_nanos;
  /** Time during which it had to wait because somebody's inbox was full. */
  9: required i64 blocked_nanos;
  /** Share of its inbox in use, 0 to 1: the greatest seen since the last beat. */
  10: required double queue_fill;
  /** Tuples waiting in its inbox now. */
  11: required i64 queued;
  /** A spout's open trees now. */
  12: optional i64 pending;
  /** A spout's complete latencies, in microseconds. */
  13: optional map<i32, i64> complete_micros;
  /** A bolt's execute latencies, in nanoseconds. */
  14: optional map<i32, i64> execute_nanos;
  /** A bolt's process latencies, in microseconds. */
  15: optional map<i32, i64> process_micros;
  /** A bolt's inputs that it has executed and neither acked nor failed, those of the system (ticks) left out. */
  16: optional i64 held;
  /** A bolt's inputs that ended as dead letters; these are among the failed. */
  17: optional i64 dead_letters;
}

enum FailureReason {
  /** User code called fail or threw. */
  FAILED = 1,
  /** The tree was not complete within topology.message.timeout.secs. */
  TIMED_OUT = 2,
}

/** One failed tree, told by its spout. */
struct TupleFailure {
  1: required i64 time_millis;
  2: required FailureReason reason;
  3: required string spout;
  4: required i32 spout_task;
  5: required string stream;
  /** The message id's toString, cut to 200 characters. */
  6: required string message_id;
  /** From the emit to the failure. */
  7: required i64 after_millis;
  /** The bolt that failed it, or where the last known hop of a traced tree went; absent if that is not known. */
  8: optional string component;
  9: optional i32 task;
  /** The tree's id. */
  10: optional i64 root;
  /** What the bolt reported just before it failed the tuple; absent if nothing. */
  11: optional string error;
  /** The values of the tuple that the bolt failed, cut to 200 characters; absent if they are not known or must not be shown. */
  12: optional string values;
}

/** What a bolt's task knew of a tuple that it failed. */
struct FailedInput {
  1: required i64 root;
  2: required i32 task;
  3: optional string error;
  4: optional string values;
}

enum Outcome {
  OPEN = 0,
  COMPLETE = 1,
  FAILED = 2,
  TIMED_OUT = 3,
}

/** A traced tree as its spout sees it. Times are microseconds since the epoch by the clock of the worker that tells. */
struct TracedRoot {
  1: required i64 root;
  2: required string spout;
  3: required i32 task;
  4: required string stream;
  5: required string message_id;
  6: required i64 emitted_micros;
  /** When it was complete or failed; 0 while it is open. */
  7: required i64 ended_micros;
  8: required Outcome outcome;
}

/** One tuple of a traced tree as the bolt that got it sees it. */
struct TracedHop {
  1: required i64 root;
  2: required string component;
  3: required i32 task;
  4: required string source;
  5: required i32 source_task;
  6: required string stream;
  /** When it was put into this worker's inbox, or came from the network; 0 if that is not known. */
  7: required i64 queued_micros;
  8: required i64 begun_micros;
  9: required i64 ended_micros;
  /** When user code acknowledged or failed it; 0 if not yet. */
  10: required i64 acked_micros;
  11: required Outcome outcome;
}

/** A tree put together: its hops in order of begin. */
struct TracedTree {
  1: required TracedRoot root;
  2: required list<TracedHop> hops;
}

struct Traces {
  /** Percentage of trees being traced. */
  1: required double percent;
  /** The latest first. */
  2: required list<TracedTree> recent;
  /** The slowest of the last minute, slowest first. */
  3: required list<TracedTree> slowest;
}

/** Failures of one kind at one place. */
struct FailureGroup {
  1: required string spout;
  2: required FailureReason reason;
  /** Absent if not known. */
  3: optional string component;
  /** How often within the last hour; samples are scaled to the exact count where that is known. */
  4: required i64 count;
  5: required i64 first_millis;
  6: required i64 last_millis;
  7: required double median_after_millis;
  8: required i64 max_after_millis;
  /** The latest first. */
  9: required list<TupleFailure> samples;
}

/** Figures of one component, or of a whole topology if the component is empty, in equal steps of time. */
struct Series {
  1: required string topology;
  2: required string component;
  /** Begin of the first step, in seconds since the epoch. */
  3: required i64 first_secs;
  4: required i32 step_secs;
  /** By name; all lists are equally long, NaN where nothing is known. Counts are per second. */
  5: required map<string, list<double>> values;
}

/** An executor's figures lately. */
struct ExecutorSight {
  1: required storm.ExecutorInfo executor;
  2: required string component;
  3: required string host;
  4: required i32 port;
  /** By name, as in Series. */
  5: required map<string, double> values;
}

/** One metric that tasks of a component registered. */
struct MetricSight {
  1: required string component;
  2: required string name;
  /** Whether it is a running total, whose series is per second. */
  3: required bool counted;
  /** What each task told last; totals are since its worker started. */
  4: required map<i32, double> latest;
}

/** Where event time was in a task when it told last. */
struct EventTimeSight {
  1: required string component;
  2: required i32 task;
  3: required EventTime event_time;
  /** For how many seconds the watermark has not moved although later times came; absent if it moves, or if nothing comes. */
  4: optional i64 stands_secs;
}

/** The metrics that a topology's tasks registered, as far as they are kept. */
struct MetricSights {
  /** By component and name. */
  1: required list<MetricSight> metrics;
  /** By component and task. */
  2: required list<EventTimeSight> event_times;
  /** How many are kept neither here nor by the workers, because there are too many, their names too long, or their values no numbers. */
  3: required i32 left_out;
}

/** One tuple that a bolt failed on the last attempt at its message, as the store of dead letters keeps it. */
struct DeadLetter {
  /** Later letters of a topology have greater numbers. */
  1: required i64 id;
  2: required i64 time_millis;
  /** The bolt that failed it. */
  3: required string component;
  4: required i32 task;
  /** Who emitted it. */
  5: required string source;
  6: required i32 source_task;
  7: required string stream;
  /** Whose message it belongs to. */
  8: required string spout;
  /** How often that was failed. */
  9: required i32 attempts;
  10: required list<string> fields;
  /** As text, masked and cut. */
  11: required list<string> values;
  /** Absent if nobody said why it failed. */
  12: optional string cause;
  /** The values as the topology's Kryo writes them; absent where they cannot be replayed, and for clients. */
  13: optional binary payload;
  /** Why it cannot be replayed, or why the last replay did not end; absent if it can. */
  14: optional string trouble;
  /** When somebody asked for a replay that has not ended yet. */
  15: optional i64 replay_millis;
}

/** What a topology keeps of its dead letters. */
struct DeadLetters {
  /** After how many failures a message is one; 0: topology.dead.letter.after is not set. */
  1: required i32 after;
  /** How many each component has had since its workers started, kept or not. */
  2: required map<string, i64> totals;
  /** The latest first. */
  3: required list<DeadLetter> letters;
}

/** Why a worker ended. */
enum EndCause {
  /** By itself, with a status: user code threw, or called System.exit. */
  EXITED = 1,
  /** By a signal that nobody here sent. */
  SIGNALLED = 2,
  OUT_OF_MEMORY = 3,
  /** Its supervisor killed it, because it gave no sign of life any more. */
  HUNG = 4,
  /** It could not be launched, or did not come up in time. */
  NOT_STARTED = 5,
  /** Nimbus has not heard of it for too long and gave its executors to another. */
  UNREACHABLE = 6,
  /** It should end: its topology was rebalanced, moved, or given other blobs. */
  PLANNED = 7,
}

/** One end of a worker. */
struct WorkerEnd {
  1: required i64 time_millis;
  2: required EndCause cause;
  3: required string host;
  4: required i32 port;
  /** What became of it, on one line, as in "exited with status 7: System.exit was called by ...". */
  5: required string reason;
  /** As its parent process read it; absent if there is none. */
  6: optional i32 status;
  /** Such as SIGKILL, if one ended it. */
  7: optional string signal;
  /** How long it ran; absent if it never came up. */
  8: optional i64 ran_secs;
  /** The last lines of its log. */
  9: optional list<string> last_lines;
}

/** A topology's ends of workers since it was submitted. */
struct WorkerEnds {
  /** How many of each cause. */
  1: required map<EndCause, i64> totals;
  /** The latest first; a bounded number. */
  2: required list<WorkerEnd> recent;
}

/** What a worker process does lately. */
struct WorkerSight {
  1: required string host;
  2: required i32 port;
  3: required i32 uptime_secs;
  /** Seconds since its last heartbeat. */
  4: required i64 silent_secs;
  5: optional i64 heap_bytes;
  6: optional i64 heap_max_bytes;
  /** Share of the last 30 to 60 seconds that went into garbage collection, 0 to 1. */
  7: optional double gc;
  /** Share of one processor; 2.0 is two processors. */
  8: optional double cpu;
  /** Live threads of the JVM. */
  9: optional i32 threads;
  10: optional i64 pid;
}

/** What is left of a topology that was killed. */
struct EndedTopology {
  1: required string id;
  2: required string name;
  3: required string owner;
  4: required i64 submitted_millis;
  5: required i64 ended_millis;
  /** What was done to it, the oldest first; the last is its end. */
  6: required list<storm.TopologyEvent> events;
  7: required i32 workers;
  8: required i32 executors;
  /** Its configuration as JSON, secrets masked; empty if it could not be read. */
  9: required string conf;
  10: required WorkerEnds worker_ends;
  /** The whole (without a name) and each component over the last minute before it was killed, as one step each; absent in lists. */
  11: optional list<Series> last;
  /** Its last hour as a whole; absent in lists, and where it would be too large. */
  12: optional Series hour;
  /** Failures of its last hour; absent in lists. */
  13: optional list<FailureGroup> failures;
  /** The latest errors, by component; absent in lists. */
  14: optional map<string, list<storm.ErrorInfo>> errors;
}

/** A supervisor's liveness; sent once per heartbeat interval. */
struct SupervisorBeat {
  1: required string supervisor_id;
  2: required storm.SupervisorInfo info;
}

service TempestNimbus extends storm.Nimbus {
  void workerBeat(1: WorkerBeat beat) throws (1: storm.NotAliveException e, 2: storm.AuthorizationException aze);
  void supervisorBeat(1: SupervisorBeat beat) throws (1: storm.AuthorizationException aze);
  /** A topology with the system's components, without anyone's serialized objects: small, however large the topology. */
  storm.StormTopology topologyLayout(1: string id) throws (1: storm.NotAliveException e, 2: storm.AuthorizationException aze);
  /** Every topology as a whole, from a time on, with the few figures that an overview shows. */
  list<Series> clusterSeries(1: i64 since_secs) throws (1: storm.AuthorizationException aze);
  /** One component, or with an empty name the whole topology, from a time on. */
  Series series(1: string id, 2: string component, 3: i64 since_secs) throws (1: storm.NotAliveException e, 2: storm.AuthorizationException aze);
  /** The whole topology and each component as one step each: the last 60 seconds. */
  list<Series> latest(1: string id) throws (1: storm.NotAliveException e, 2: storm.AuthorizationException aze);
  /** The executors of a component: the last 60 seconds; latencies since the workers started. */
  list<ExecutorSight> executors(1: string id, 2: string component) throws (1: storm.NotAliveException e, 2: storm.AuthorizationException aze);
  /** By topology id, of those that the caller may see; of all of them if no ids are given. Topologies without any are absent. */
  map<string, WorkerEnds> workerEnds(1: list<string> ids) throws (1: storm.AuthorizationException aze);
  /** The workers of a topology that are heard of. */
  list<WorkerSight> workers(1: string id) throws (1: storm.NotAliveException e, 2: storm.AuthorizationException aze);
  /** The metrics that tasks registered. */
  MetricSights metrics(1: string id) throws (1: storm.NotAliveException e, 2: storm.AuthorizationException aze);
  /** One of them from a time on: of one task as "value", or with a task of 0 of all together as "mean", "min", "max" and "sum". */
  Series metricSeries(1: string id, 2: string component, 3: string name, 4: i32 task, 5: i64 since_secs) throws (1: storm.NotAliveException e, 2: storm.AuthorizationException aze);
  /** What was done to a topology, the oldest first. */
  list<storm.TopologyEvent> events(1: string id) throws (1: storm.NotAliveException e, 2: storm.AuthorizationException aze);
  /** The latest topologies that were killed, without their figures, of those that the caller may see; the latest first. */
  list<EndedTopology> endedTopologies() throws (1: storm.AuthorizationException aze);
  /** One of them with all that is kept. */
  EndedTopology endedTopology(1: string id) throws (1: storm.NotAliveException e, 2: storm.AuthorizationException aze);
  list<FailureGroup> failures(1: string id) throws (1: storm.NotAliveException e, 2: storm.AuthorizationException aze);
  Traces traces(1: string id) throws (1: storm.NotAliveException e, 2: storm.AuthorizationException aze);
  /** Sets which percentage of trees is traced, 0 to 100; 0 turns tracing off. */
  void trace(1: string id, 2: double percent) throws (1: storm.NotAliveException e, 2: storm.AuthorizationException aze);
  /** The dead letters that the topology's store keeps. */
  DeadLetters deadLetters(1: string id) throws (1: storm.NotAliveException e, 2: storm.AuthorizationException aze);
  /** Hands dead letters to their bolts again, all of them if no numbers are given; returns how many. A number that is not there refuses all. */
  i32 replayDeadLetters(1: string id, 2: list<i64> letters) throws (1: storm.NotAliveException e, 2: storm.InvalidTopologyException ite, 3: storm.AuthorizationException aze);
  /** Forgets dead letters, in the same way. */
  i32 dropDeadLetters(1: string id, 2: list<i64> letters) throws (1: storm.NotAliveException e, 2: storm.InvalidTopologyException ite, 3: storm.AuthorizationException aze);
}
