// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.scheduler.utils;

import java.net.URI;
import java.util.Map;

/** Makes loaders for {@code artifactory+http:} and {@code artifactory+https:} addresses. */
public class ArtifactoryConfigLoaderFactory implements IConfigLoaderFactory {
    @Override
    public IConfigLoader createIfSupported(URI uri, Map<String, Object> conf) {
        return uri.getScheme() != null && uri.getScheme().matches("artifactory\\+https?") ? new ArtifactoryConfigLoader(conf) : null;
    }
}
