// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli.secure;

/**
 * One thing that is open, weak or wrong, in a line.
 *
 * @param kind how bad it is
 * @param what the setting or port, what is the matter with it, and what would be right
 */
public record Finding(Kind kind, String what) {
    /** Open: others can get in. Wrong: a daemon will not start, or not work. Weak: it holds less than it seems. */
    public enum Kind { OPEN, WRONG, WEAK }

    static Finding open(String what) {
        return new Finding(Kind.OPEN, what);
    }

    static Finding wrong(String what) {
        return new Finding(Kind.WRONG, what);
    }

    static Finding weak(String what) {
        return new Finding(Kind.WEAK, what);
    }

    @Override
    public String toString() {
        return String.format("%-5s %s", kind.name().toLowerCase(java.util.Locale.ROOT), what);
    }
}
