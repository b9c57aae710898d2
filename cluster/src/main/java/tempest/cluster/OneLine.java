// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster;

/** Texts that others chose, as they may stand in a log or a message: in one bounded line that no character of theirs can end. Stateless; any thread. */
public final class OneLine {
    private static final int LONGEST = 300;

    private OneLine() { }

    /** Control and format characters are escaped; what is longer than 300 characters is cut, with its length. */
    public static String of(String text) {
        if (text == null) {
            return "(nothing)";
        }
        String cut = text.length() > LONGEST ? text.substring(0, LONGEST) + "... (" + text.length() + " characters)" : text;
        StringBuilder line = new StringBuilder(cut.length());
        cut.codePoints().forEach(c -> {
            if (isOpen(c)) {
                line.appendCodePoint(c);
            } else {
                line.append(String.format("\\u%04x", c));
            }
        });
        return line.toString();
    }

    /** Whether a character shows as itself and ends no line. */
    public static boolean isOpen(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE, Character.UNASSIGNED,
                Character.PRIVATE_USE -> false;
            default -> true;
        };
    }
}
