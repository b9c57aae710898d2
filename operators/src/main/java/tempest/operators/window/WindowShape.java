// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.operators.window;

import java.io.Serializable;

/** Which windows there are. All times are milliseconds since the epoch; a window has its start and not its end. */
public sealed interface WindowShape extends Serializable {

    private static void mostly(String what, long ms) {
        if (ms > TimeRange.MOST) {
            throw new IllegalArgumentException(what + " of " + ms + " ms; that must not be above " + TimeRange.MOST);
        }
    }

    /**
     * Windows that begin at every multiple of {@code advance}.
     *
     * @param size    their length, above 0
     * @param advance above 0 and not above the size, so that every time is in a window; equal to it, windows do not overlap
     */
    record Hopping(long size, long advance) implements WindowShape {
        public Hopping {
            if (size <= 0) {
                throw new IllegalArgumentException("a window of " + size + " ms; its size must be above 0");
            }
            mostly("a window", size);
            if (advance <= 0 || advance > size) {
                throw new IllegalArgumentException("windows of " + size + " ms that advance by " + advance + " ms; it must be above 0 and not above the size");
            }
        }

        /** Windows that do not overlap. */
        public static Hopping tumbling(long size) {
            return new Hopping(size, size);
        }
    }

    /**
     * Of each key a window for every time at which it has a value, with that value and those of the {@code size} before: a moving aggregate.
     *
     * @param size above 0; with 1 a window has the values of its own millisecond alone
     */
    record Sliding(long size) implements WindowShape {
        public Sliding {
            if (size <= 0) {
                throw new IllegalArgumentException("a sliding window of " + size + " ms; its size must be above 0");
            }
            mostly("a sliding window", size);
        }
    }

    /**
     * Of each key what is not further apart than a gap: a value between two sessions makes them one. A session ends a gap after its last value.
     *
     * @param gap above 0; what is said with a value may be another one
     */
    record Session(long gap) implements WindowShape {
        public Session {
            if (gap <= 0) {
                throw new IllegalArgumentException("sessions with a gap of " + gap + " ms; it must be above 0");
            }
            mostly("sessions with a gap", gap);
        }
    }

    /**
     * Of each key one window for all times, which gives a result whenever so many values more have come. It starts with the earliest of its values and ends a
     * millisecond after the latest. What is kept of a key stays for ever.
     *
     * @param every how many, above 0
     * @param purge whether it begins anew then
     */
    record Global(int every, boolean purge) implements WindowShape {
        public Global {
            if (every <= 0) {
                throw new IllegalArgumentException("a window that gives a result every " + every + " values; that must be above 0");
            }
        }
    }
}
