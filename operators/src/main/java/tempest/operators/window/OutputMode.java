// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.operators.window;

/** Which results windows give, and when. */
public enum OutputMode {
    /** Each window once, when no value can come any more: when the watermark has passed its end by the allowed lateness. */
    APPEND,
    /**
     * When the watermark has passed a window's end, again with each value that comes later and is allowed, and what changed when windows are fired early. Where
     * sessions become one, what they gave before is not taken back; {@link #RETRACT} does that.
     */
    UPDATE,
    /** The same, but each result is only of what came since the window's result before, so that who adds them up has all; nothing where nothing came. */
    DISCARD,
    /** As {@link #UPDATE}; before a new result the one that it replaces is given once more, as a retraction. */
    RETRACT,
    /** As {@link #UPDATE}; when windows are fired early, all that are kept give their results, changed or not. */
    COMPLETE
}
