// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.hooks;

import java.io.Serializable;
import java.util.Map;
import org.apache.storm.task.WorkerUserContext;

/** Is called when a worker starts, before its tasks, and when it stops, after them. */
public interface IWorkerHook extends Serializable {
    /** The worker starts. The hook may put resources for its tasks into the context. */
    default void start(Map<String, Object> topoConf, WorkerUserContext context) {
    }

    /** The worker stops. */
    void shutdown();
}
