// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.security.auth;

import java.util.Map;

/** Decides whether a caller may perform an operation. Any thread calls it. */
public interface IAuthorizer {

    /** Called once, before anything else. */
    void prepare(Map<String, Object> conf);

    /**
     * Whether an operation is allowed.
     *
     * @param context who asks
     * @param operation the service's method
     * @param topoConf the configuration of the topology that it concerns; may be null
     */
    boolean permit(ReqContext context, String operation, Map<String, Object> topoConf);
}
