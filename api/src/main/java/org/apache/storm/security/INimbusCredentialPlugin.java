// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.security;

import java.util.Map;
import org.apache.storm.daemon.Shutdownable;

/** Gives topologies credentials that Nimbus obtains when they are submitted; {@link org.apache.storm.Config#NIMBUS_AUTO_CRED_PLUGINS}. */
public interface INimbusCredentialPlugin extends Shutdownable {

    /** Called once, before anything else. */
    void prepare(Map<String, Object> conf);

    /** Adds credentials to a topology's. */
    @Deprecated
    default void populateCredentials(Map<String, String> credentials, Map<String, Object> topoConf) {
    }

    /** Adds credentials to those of a topology that the principal submits. */
    default void populateCredentials(Map<String, String> credentials, Map<String, Object> topoConf, String topologyOwnerPrincipal) {
        populateCredentials(credentials, topoConf);
    }
}
