// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.serialization;

/** A value of a tuple cannot be serialized or deserialized; the message names the field, its stream and the class. */
public final class UnserializableTupleException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int MAX_LINE = 300;

    UnserializableTupleException(String message, Throwable cause) {
        super(message, cause);
    }

    /** What went wrong inside Kryo, in one line of bounded length: it may contain damaged bytes. */
    static String firstLine(Throwable cause) {
        String message = cause.getMessage();
        String line = message == null ? cause.toString() : message.lines().findFirst().orElse(cause.toString());
        return line.length() <= MAX_LINE ? line : line.substring(0, MAX_LINE) + "...";
    }
}
