// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.security.auth.plain;

import org.apache.storm.security.auth.sasl.SimpleSaslClientCallbackHandler;

/** Answers as the user that this JVM runs as. */
public class PlainClientCallbackHandler extends SimpleSaslClientCallbackHandler {
    static final String PASSWORD = "password";

    public PlainClientCallbackHandler() {
        super(System.getProperty("user.name"), PASSWORD);
    }
}
