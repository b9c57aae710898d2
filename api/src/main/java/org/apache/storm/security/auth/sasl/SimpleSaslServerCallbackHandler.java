// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.security.auth.sasl;

import java.io.IOException;
import java.security.Principal;
import java.util.List;
import java.util.Optional;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.sasl.AuthorizeCallback;
import javax.security.sasl.RealmCallback;
import org.apache.storm.security.auth.SingleUserPrincipal;

/**
 * Answers a server's handshake from those who know passwords; from nobody where the mechanism needs no password. For one connection; called by the thread that
 * computes its handshake.
 */
public class SimpleSaslServerCallbackHandler implements CallbackHandler {
    private final boolean impersonationAllowed;
    private final List<PasswordProvider> providers;
    /** Who knows the user that the handshake is with. */
    private PasswordProvider knows;
    private Principal realPrincipal;

    public SimpleSaslServerCallbackHandler(boolean impersonationAllowed, PasswordProvider... providers) {
        this(impersonationAllowed, List.of(providers));
    }

    public SimpleSaslServerCallbackHandler(boolean impersonationAllowed, List<PasswordProvider> providers) {
        this.impersonationAllowed = impersonationAllowed;
        this.providers = List.copyOf(providers);
    }

    @Override
    public void handle(Callback[] callbacks) throws UnsupportedCallbackException, IOException {
        String user = null;
        for (Callback callback : callbacks) {
            if (callback instanceof NameCallback name) {
                user = name.getDefaultName();
                name.setName(user);
            } else if (callback instanceof PasswordCallback password) {
                password.setPassword(passwordOf(user));
            } else if (callback instanceof RealmCallback realm) {
                realm.setText(realm.getDefaultText());
            } else if (callback instanceof AuthorizeCallback authorize) {
                authorize(authorize);
            } else {
                throw new UnsupportedCallbackException(callback, "is not asked of a server");
            }
        }
    }

    /** Null for a user that nobody knows, which ends the handshake as a wrong password does. */
    private char[] passwordOf(String user) {
        for (PasswordProvider provider : user == null ? List.<PasswordProvider>of() : providers) {
            Optional<char[]> password = provider.getPasswordFor(user);
            if (password.isPresent()) {
                knows = provider;
                return password.get();
            }
        }
        return null;
    }

    private void authorize(AuthorizeCallback asked) {
        String caller = knows == null ? asked.getAuthenticationID() : knows.userName(asked.getAuthenticationID());
        boolean itself = asked.getAuthorizationID() == null || asked.getAuthorizationID().isEmpty()
            || asked.getAuthorizationID().equals(asked.getAuthenticationID());
        boolean mayActAsOthers = impersonationAllowed && (providers.isEmpty() || knows != null && knows.isImpersonationAllowed());
        if (!itself && !mayActAsOthers) {
            asked.setAuthorized(false);
            return;
        }
        realPrincipal = itself ? null : new SingleUserPrincipal(caller);
        asked.setAuthorizedID(itself ? caller : asked.getAuthorizationID());
        asked.setAuthorized(true);
    }

    /** The caller itself, if it acts as another; null if not, or not yet known. */
    Principal realPrincipal() {
        return realPrincipal;
    }
}
