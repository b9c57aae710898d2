// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.security.auth.sasl;

import java.util.function.Supplier;
import javax.security.auth.callback.CallbackHandler;
import javax.security.sasl.SaslException;
import javax.security.sasl.SaslServer;

/**
 * A mechanism that a server offers its callers. Made when the server is; used by the threads that compute handshakes.
 *
 * @param name      SASL's name of it
 * @param servers   makes the server's part of one handshake
 * @param callbacks makes what answers one handshake
 * @param mistakes  what a caller has done wrong if its handshake fails
 */
public record SaslMechanism(String name, Servers servers, Supplier<SimpleSaslServerCallbackHandler> callbacks, String mistakes) {

    /** Makes the server's part of each handshake. */
    @FunctionalInterface
    public interface Servers {
        SaslServer make(CallbackHandler callbacks) throws SaslException;
    }
}
