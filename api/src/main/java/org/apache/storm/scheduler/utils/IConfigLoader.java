// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.scheduler.utils;

import java.util.Map;

/** Fetches a scheduler's configuration. */
public interface IConfigLoader {
    /** The map under that key, or null if there is none now. */
    Map<?, ?> load(String configKey);
}
