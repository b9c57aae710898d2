// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.assignments;

import java.util.List;
import java.util.Map;
import org.apache.storm.generated.Assignment;

/** Where a Nimbus keeps its copy of the cluster's assignments; {@code nimbus.local.assignments.backend.class}. Any thread calls it. */
public interface ILocalAssignmentsBackend extends AutoCloseable {

    /** Whether the copy has been brought in line with the cluster's state since this Nimbus began. */
    boolean isSynchronized();

    void setSynchronized();

    /** Called once, before anything else. */
    void prepare(Map conf);

    void keepOrUpdateAssignment(String stormId, Assignment assignment);

    /** A topology's assignment; null if there is none. */
    Assignment getAssignment(String stormId);

    void removeAssignment(String stormId);

    /** The ids of the topologies that have an assignment. */
    List<String> assignments();

    Map<String, Assignment> assignmentsInfo();

    /** Replaces all assignments by those of the cluster's state, serialized. */
    void syncRemoteAssignments(Map<String, byte[]> remote);

    /** Remembers a topology's id under its name. */
    void keepStormId(String stormName, String stormId);

    /** The id of the topology of that name; null if not known. */
    String getStormId(String stormName);

    /** Replaces all names and ids. */
    void syncRemoteIds(Map<String, String> remote);

    void deleteStormId(String stormName);

    /** Forgets all about a topology. */
    void clearStateForStorm(String stormId);

    @Override
    void close();
}
