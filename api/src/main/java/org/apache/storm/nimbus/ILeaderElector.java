// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.nimbus;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Agrees among all Nimbus hosts on the one that leads. Any thread calls it. */
public interface ILeaderElector extends AutoCloseable {

    /** Called once, before anything else. */
    void prepare(Map<String, Object> conf);

    /** Stands for election. Leadership may come at once, later or never. */
    void addToLeaderLockQueue() throws Exception;

    /** Gives up leadership, if held, and stands again after some milliseconds. */
    void quitElectionFor(int delayMs) throws Exception;

    boolean isLeader() throws Exception;

    /** Who leads; a host without a name and with port -1, or null, if nobody does. */
    NimbusInfo getLeader();

    /** Waits to become leader; whether that happened in time. */
    boolean awaitLeadership(long timeout, TimeUnit timeUnit) throws InterruptedException;

    /** Everyone who stands or leads. */
    List<NimbusInfo> getAllNimbuses() throws Exception;

    @Override
    void close() throws Exception;
}
