// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm;

import java.util.Map;

/** A spout or bolt that wants to hear when its topology's credentials change. */
public interface ICredentialsListener {

    /** Receives the topology's current credentials: before {@code prepare} or {@code open}, and after each change. */
    void setCredentials(Map<String, String> credentials);
}
