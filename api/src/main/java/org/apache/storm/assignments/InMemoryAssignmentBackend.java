// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.assignments;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.storm.generated.Assignment;
import org.apache.storm.utils.Utils;

/** Keeps assignments in memory. */
public class InMemoryAssignmentBackend implements ILocalAssignmentsBackend {
    private final Map<String, Assignment> assignments = new ConcurrentHashMap<>();
    private final Map<String, String> idsByName = new ConcurrentHashMap<>();
    private volatile boolean synced;

    @Override
    public boolean isSynchronized() {
        return synced;
    }

    @Override
    public void setSynchronized() {
        synced = true;
    }

    @Override
    public void prepare(Map conf) {
    }

    @Override
    public void keepOrUpdateAssignment(String stormId, Assignment assignment) {
        assignments.put(stormId, assignment);
    }

    @Override
    public Assignment getAssignment(String stormId) {
        return assignments.get(stormId);
    }

    @Override
    public void removeAssignment(String stormId) {
        assignments.remove(stormId);
    }

    @Override
    public List<String> assignments() {
        return new ArrayList<>(assignments.keySet());
    }

    @Override
    public Map<String, Assignment> assignmentsInfo() {
        return new HashMap<>(assignments);
    }

    @Override
    public void syncRemoteAssignments(Map<String, byte[]> remote) {
        Map<String, Assignment> read = new HashMap<>();
        remote.forEach((id, bytes) -> read.put(id, Utils.deserialize(bytes, Assignment.class)));
        assignments.keySet().retainAll(read.keySet());
        assignments.putAll(read);
    }

    @Override
    public void keepStormId(String stormName, String stormId) {
        idsByName.put(stormName, stormId);
    }

    @Override
    public String getStormId(String stormName) {
        return idsByName.get(stormName);
    }

    @Override
    public void syncRemoteIds(Map<String, String> remote) {
        idsByName.keySet().retainAll(remote.keySet());
        idsByName.putAll(remote);
    }

    @Override
    public void deleteStormId(String stormName) {
        idsByName.remove(stormName);
    }

    @Override
    public void clearStateForStorm(String stormId) {
        removeAssignment(stormId);
        idsByName.values().removeIf(stormId::equals);
    }

    @Override
    public void close() {
        assignments.clear();
        idsByName.clear();
    }
}
