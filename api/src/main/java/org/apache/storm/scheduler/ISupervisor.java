// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.scheduler;

import java.util.Collection;
import java.util.Map;

/** What a supervisor offers; replaced by those who run on another resource manager. */
public interface ISupervisor {
    /** Called once, before anything else. */
    void prepare(Map<String, Object> topoConf, String schedulerLocalDir);

    /** The id this supervisor is known by; it survives restarts. */
    String getSupervisorId();

    /** The id that assignments name; usually the supervisor id. */
    String getAssignmentId();

    /** What to tell Nimbus of this supervisor, usually the list of its ports. */
    Object getMetadata();

    /** Whether the worker that an assignment puts on a port may be started. */
    boolean confirmAssigned(int port);

    /** Called after the worker on a port was stopped. */
    void killedWorker(int port);

    /** Called with the ports that are now assigned. */
    void assigned(Collection<Integer> ports);
}
