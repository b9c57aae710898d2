// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.scheduler.utils;

import java.net.URI;
import java.util.Map;

/** Makes loaders for {@code file:} addresses. */
public class FileConfigLoaderFactory implements IConfigLoaderFactory {
    @Override
    public IConfigLoader createIfSupported(URI uri, Map<String, Object> conf) {
        return "file".equals(uri.getScheme()) ? new FileConfigLoader(conf) : null;
    }
}
