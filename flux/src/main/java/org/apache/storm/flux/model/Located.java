// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.flux.model;

/** A part of a definition that knows where it was written. */
public abstract class Located {
    private String location;

    /** {@code file:line}; null for what was not read from a file. */
    public final String location() {
        return location;
    }

    /** Says where this part was written, as {@code file:line}. */
    public final void at(String fileAndLine) {
        location = fileAndLine;
    }
}
