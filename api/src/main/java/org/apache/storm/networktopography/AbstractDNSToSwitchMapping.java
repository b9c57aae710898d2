// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.networktopography;

import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** A mapping that can be asked what it knows. */
public abstract class AbstractDNSToSwitchMapping implements DNSToSwitchMapping {
    protected AbstractDNSToSwitchMapping() {
    }

    /** Whether all hosts are known to be in one rack. */
    public boolean isSingleSwitch() {
        return false;
    }

    /** The rack of each host known so far, or null if that is not kept. */
    public Map<String, String> getSwitchMap() {
        return null;
    }

    /** What is known, for people to read: a line a host, and how many racks there are. */
    public String dumpTopology() {
        Map<String, String> rackByHost = getSwitchMap();
        StringBuilder text = new StringBuilder("mapping ").append(this).append('\n');
        if (rackByHost == null) {
            return text.append("no rack of any host is kept\n").toString();
        }
        new TreeMap<>(rackByHost).forEach((host, rack) -> text.append("  ").append(host).append(" -> ").append(rack).append('\n'));
        return text.append(rackByHost.size()).append(" hosts in ").append(new TreeSet<>(rackByHost.values()).size()).append(" racks\n")
                .toString();
    }
}
