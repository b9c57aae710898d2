// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli.doctor;

/**
 * What one look found. Immutable.
 *
 * @param level  how bad it is
 * @param what   one line: what was looked at and what was found
 * @param remedy what to do about it; null if nothing needs doing
 */
public record Diagnosis(Level level, String what, String remedy) {
    /** How bad something is. */
    public enum Level {
        /** As it should be. */
        OK,
        /** Could not be looked at, or needs nobody's care. */
        NOTE,
        /** Works, and may not for long. */
        WARNING,
        /** Something will not work. */
        PROBLEM
    }

    static Diagnosis ok(String what) {
        return new Diagnosis(Level.OK, what, null);
    }

    static Diagnosis note(String what) {
        return new Diagnosis(Level.NOTE, what, null);
    }

    static Diagnosis warning(String what, String remedy) {
        return new Diagnosis(Level.WARNING, what, remedy);
    }

    static Diagnosis problem(String what, String remedy) {
        return new Diagnosis(Level.PROBLEM, what, remedy);
    }
}
