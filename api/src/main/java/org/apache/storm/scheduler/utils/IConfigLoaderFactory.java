// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.scheduler.utils;

import java.net.URI;
import java.util.Map;

/** Makes loaders for {@code scheduler.config.loader.uri}; found by {@link java.util.ServiceLoader}. */
public interface IConfigLoaderFactory {
    /** A loader for the address, or null if its scheme is not for this factory. */
    IConfigLoader createIfSupported(URI uri, Map<String, Object> conf);
}
