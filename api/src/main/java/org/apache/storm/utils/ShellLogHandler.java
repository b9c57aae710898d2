// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.utils;

import org.apache.storm.multilang.ShellMsg;
import org.apache.storm.task.TopologyContext;

/** Logs what multi-language components ask to be logged; {@link org.apache.storm.Config#TOPOLOGY_MULTILANG_LOG_HANDLER}. */
public interface ShellLogHandler {

    /**
     * Called once, before anything else.
     *
     * @param ownerCls the spout or bolt class that runs the process
     * @param process the process
     * @param context the component's
     */
    void setUpContext(Class<?> ownerCls, ShellProcess process, TopologyContext context);

    /** Logs a message of the process. */
    void log(ShellMsg msg);
}
