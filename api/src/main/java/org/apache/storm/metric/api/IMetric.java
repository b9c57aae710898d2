// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.metric.api;

import java.util.Collections;
import java.util.Map;

/** A metric that is read and reset once per time bucket. */
public interface IMetric {
    /** The value since the last call; null if there is nothing to report. */
    Object getValueAndReset();

    /** Names and values that tell this metric from others of its name. */
    default Map<String, String> getDimensions() {
        return Collections.emptyMap();
    }
}
