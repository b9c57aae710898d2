// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.networktopography;

import java.util.List;
import java.util.Map;

/** Names the rack each host is in. Named by {@code storm.network.topography.plugin} and made with its no-argument constructor. */
public interface DNSToSwitchMapping {
    String DEFAULT_RACK = "/default-rack";

    /** The rack of each of the hosts. */
    Map<String, String> resolve(List<String> names);
}
