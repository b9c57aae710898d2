// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.security.auth;

import java.util.ArrayList;
import java.util.List;

/**
 * The connection that a request came by, for services that keep something for its caller between requests. Made with a connection; the threads that serve
 * its requests ask for it. It tells nothing about the caller, see {@link ReqContext} for that.
 */
public final class CallerConnection {
    private static final ThreadLocal<CallerConnection> CURRENT = new ThreadLocal<>();

    private List<Runnable> atEnd = new ArrayList<>();

    CallerConnection() {
    }

    /** That of the request that this thread serves; null if there is none, as within one process. */
    public static CallerConnection current() {
        return CURRENT.get();
    }

    static void set(CallerConnection connection) {
        CURRENT.set(connection);
    }

    /** Has something done when the connection ends, or now if it has. It must not take long: the server's own thread does it. */
    public void whenEnded(Runnable action) {
        synchronized (this) {
            if (atEnd != null) {
                atEnd.add(action);
                return;
            }
        }
        action.run();
    }

    void ended() {
        List<Runnable> actions;
        synchronized (this) {
            actions = atEnd;
            atEnd = null;
        }
        if (actions != null) {
            actions.forEach(Runnable::run);
        }
    }
}
