// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.scheduler;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.storm.scheduler.resource.normalization.NormalizedResourceOffer;
import org.apache.storm.scheduler.resource.normalization.NormalizedResourceRequest;

/** A supervisor as a scheduler sees it. */
public class SupervisorDetails {
    private final String id;
    private final int serverPort;
    private final String host;
    private final Object meta;
    private final Object schedulerMeta;
    private final Set<Integer> allPorts;
    private final NormalizedResourceOffer totalResources;

    /**
     * Describes a supervisor.
     *
     * @param supervisorId the id that slots name
     * @param serverPort the port of its Thrift service, or null if it has none
     * @param host its host name
     * @param meta what it told Nimbus of itself, usually its ports
     * @param schedulerMeta its {@code supervisor.scheduler.meta}
     * @param allPorts the ports of its slots; null for none
     * @param totalResources what it has, by resource name; null for nothing said
     */
    public SupervisorDetails(String supervisorId, Integer serverPort, String host, Object meta, Object schedulerMeta,
            Collection<? extends Number> allPorts, Map<String, Double> totalResources) {
        this.id = supervisorId;
        this.serverPort = serverPort == null ? -1 : serverPort;
        this.host = host;
        this.meta = meta;
        this.schedulerMeta = schedulerMeta;
        this.allPorts = new HashSet<>();
        if (allPorts != null) {
            allPorts.forEach(port -> this.allPorts.add(port.intValue()));
        }
        this.totalResources = new NormalizedResourceOffer(totalResources == null ? Map.of() : totalResources);
    }

    public SupervisorDetails(String id, Object meta) {
        this(id, null, null, meta, null, null, null);
    }

    public SupervisorDetails(String id, Object meta, Map<String, Double> totalResources) {
        this(id, null, null, meta, null, null, totalResources);
    }

    public SupervisorDetails(String id, Object meta, Collection<? extends Number> allPorts) {
        this(id, null, null, meta, null, allPorts, null);
    }

    public SupervisorDetails(String id, String host, Object schedulerMeta, Collection<? extends Number> allPorts) {
        this(id, null, host, null, schedulerMeta, allPorts, null);
    }

    public SupervisorDetails(String id, String host, Object schedulerMeta, Collection<? extends Number> allPorts,
            Map<String, Double> totalResources) {
        this(id, null, host, null, schedulerMeta, allPorts, totalResources);
    }

    public SupervisorDetails(String id, int serverPort, String host, Object schedulerMeta, Collection<? extends Number> allPorts,
            Map<String, Double> totalResources) {
        this(id, serverPort, host, null, schedulerMeta, allPorts, totalResources);
    }

    public String getId() {
        return id;
    }

    /** The port of its Thrift service; -1 if it has none. */
    public int getServerPort() {
        return serverPort;
    }

    public String getHost() {
        return host;
    }

    public Object getMeta() {
        return meta;
    }

    /** The ports of its slots, used ones included. */
    public Set<Integer> getAllPorts() {
        return allPorts;
    }

    public Object getSchedulerMeta() {
        return schedulerMeta;
    }

    /** Its memory in MB. */
    public double getTotalMemory() {
        return totalResources.getTotalMemoryMb();
    }

    /** Its CPU in percent of a core. */
    public double getTotalCpu() {
        return totalResources.getTotalCpu();
    }

    /** What it has beyond memory and CPU, by name. */
    public Map<String, Double> getTotalGenericResources() {
        Map<String, Double> generic = new HashMap<>(totalResources.toNormalizedMap());
        NormalizedResourceRequest.removeNonGenericResources(generic);
        return generic;
    }

    /** All it has; a copy is the caller's to change, this is not. */
    public NormalizedResourceOffer getTotalResources() {
        return totalResources;
    }

    @Override
    public String toString() {
        return "supervisor " + id + " on " + host + " ports " + allPorts + " " + totalResources;
    }
}
