// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.container.oci;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Finds the files of an image. */
public interface OciManifestToResourcesPluginInterface {

    /** Called once, before anything else. */
    void init(Map<String, Object> conf) throws IOException;

    List<OciResource> getLayerResources(ImageManifest manifest) throws IOException;

    OciResource getConfigResource(ImageManifest manifest) throws IOException;
}
