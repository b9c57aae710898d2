// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.security.auth;

import java.util.Map;
import javax.security.auth.Subject;

/**
 * Carries credentials from the client that submits a topology to its workers; {@link org.apache.storm.Config#TOPOLOGY_AUTO_CREDENTIALS}.
 */
public interface IAutoCredentials {

    /** Called once, before anything else. */
    void prepare(Map<String, Object> conf);

    /** In the client: adds credentials to send with the topology. */
    void populateCredentials(Map<String, String> credentials);

    /** In a worker: puts what was sent into the subject that user code runs as. */
    void populateSubject(Subject subject, Map<String, String> credentials);

    /** In a worker: replaces in the subject what was sent before. */
    void updateSubject(Subject subject, Map<String, String> credentials);
}
