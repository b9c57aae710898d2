// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.security.auth;

import java.util.Map;

/** Keeps a running topology's credentials valid, in Nimbus; {@link org.apache.storm.Config#NIMBUS_CREDENTIAL_RENEWERS}. */
public interface ICredentialsRenewer {

    /** Called once, before anything else. */
    void prepare(Map<String, Object> conf);

    /** Renews in place what it recognises among the credentials. */
    void renew(Map<String, String> credentials, Map<String, Object> topologyConf, String topologyOwnerPrincipal);
}
