// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.networktopography;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Puts every host in {@link DNSToSwitchMapping#DEFAULT_RACK}. */
public final class DefaultRackDNSToSwitchMapping extends AbstractDNSToSwitchMapping {
    private final Map<String, String> rackByHost = new ConcurrentHashMap<>();

    @Override
    public Map<String, String> resolve(List<String> names) {
        Map<String, String> racks = new LinkedHashMap<>();
        names.forEach(name -> racks.put(name, DEFAULT_RACK));
        rackByHost.putAll(racks);
        return racks;
    }

    @Override
    public boolean isSingleSwitch() {
        return true;
    }

    @Override
    public Map<String, String> getSwitchMap() {
        return Map.copyOf(rackByHost);
    }

    @Override
    public String toString() {
        return "every host in " + DEFAULT_RACK;
    }
}
