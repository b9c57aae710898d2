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
}

/** A supervisor's liveness; sent once per heartbeat interval. */
struct SupervisorBeat {
  1: required string supervisor_id;
  2: required storm.SupervisorInfo info;
}

service TempestNimbus extends storm.Nimbus {
  void workerBeat(1: WorkerBeat beat) throws (1: storm.NotAliveException e, 2: storm.AuthorizationException aze);
  void supervisorBeat(1: SupervisorBeat beat) throws (1: storm.AuthorizationException aze);
}
