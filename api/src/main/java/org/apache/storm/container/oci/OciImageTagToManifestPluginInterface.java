// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.container.oci;

import java.io.IOException;
import java.util.Map;

/** Finds the manifest of an image. */
public interface OciImageTagToManifestPluginInterface {

    /** Called once, before anything else. */
    void init(Map<String, Object> conf) throws IOException;

    ImageManifest getManifestFromImageTag(String imageTag) throws IOException;

    String getHashFromImageTag(String imageTag);
}
