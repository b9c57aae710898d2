// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.security.auth;

import java.io.IOException;
import java.util.Map;
import java.util.Set;

/** Tells which groups a user is in; {@link org.apache.storm.Config#STORM_GROUP_MAPPING_SERVICE_PROVIDER_PLUGIN}. Any thread calls it. */
public interface IGroupMappingServiceProvider {

    /** Called once, before anything else. */
    void prepare(Map<String, Object> topoConf);

    /** The groups of a user, empty if there are none or the user is not known. */
    Set<String> getGroups(String user) throws IOException;
}
