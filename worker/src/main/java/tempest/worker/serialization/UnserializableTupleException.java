// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.serialization;

/** A value of a tuple cannot become bytes, or bytes cannot become one; the message names the field, its stream and the class. */
public final class UnserializableTupleException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnserializableTupleException(String message, Throwable cause) {
        super(message, cause);
    }

    /** What went wrong inside Kryo, in one line. */
    static String firstLine(Throwable cause) {
        String message = cause.getMessage();
        return message == null ? cause.toString() : message.lines().findFirst().orElse(cause.toString());
    }
}
