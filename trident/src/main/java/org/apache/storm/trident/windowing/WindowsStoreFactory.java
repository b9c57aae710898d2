// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.windowing;

import java.io.Serializable;
import java.util.Map;

/** Makes the store of a window's partition, in the worker. */
public interface WindowsStoreFactory extends Serializable {
    WindowsStore create(Map<String, Object> topoConf);
}
