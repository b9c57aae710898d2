// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.security.auth;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;

/** Tells who makes an HTTP request; {@code ui.http.creds.plugin} and {@code drpc.http.creds.plugin}. Any thread calls it. */
public interface IHttpCredentialsPlugin {

    /** Called once, before anything else. */
    void prepare(Map<String, Object> topoConf);

    /** The user that makes the request; null if not known. */
    String getUserName(HttpServletRequest req);

    /** Puts the user that makes the request into the context, and returns it. */
    ReqContext populateContext(ReqContext context, HttpServletRequest req);
}
