// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.container.oci;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Fetches the files of an image to this node. */
public interface OciResourcesLocalizerInterface {

    /** Called once, before anything else. */
    void init(Map<String, Object> conf) throws IOException;

    /** Fetches a file unless it is there; where it is then. */
    String localize(OciResource resource) throws IOException;

    /** Fetches files; where they are then, in the same order. */
    default List<String> localize(List<OciResource> resources) throws IOException {
        List<String> places = new ArrayList<>();
        for (OciResource resource : resources) {
            places.add(localize(resource));
        }
        return places;
    }
}
