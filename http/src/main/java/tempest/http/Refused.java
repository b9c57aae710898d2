// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.http;

import io.javalin.http.HttpStatus;

/** A request that is answered with an error; thrown by handlers, on request threads. */
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient HttpStatus status;

    /** @param message one line that says what is wrong and what would be right */
    public Refused(HttpStatus status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    public static Refused notFound(String message) {
        return new Refused(HttpStatus.NOT_FOUND, message);
    }

    public static Refused badRequest(String message) {
        return new Refused(HttpStatus.BAD_REQUEST, message);
    }

    HttpStatus status() {
        return status;
    }
}
