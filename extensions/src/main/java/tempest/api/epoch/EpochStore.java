// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.api.epoch;

import java.util.List;

/** Where epochs are kept: all tasks see the same. Names are paths with slashes. Any thread; throws {@link java.io.UncheckedIOException} if it is not to be reached. */
interface EpochStore {
    /** Writes an entry that did not exist, whole or not at all; false if there is one of this name. Of several callers one wins. */
    boolean create(String name, byte[] content);

    /** The content of an entry, or null. */
    byte[] read(String name);

    /** The names of what is directly in a folder; empty if there is none. */
    List<String> list(String folder);

    /** Deletes an entry, or a folder and all in it, if there is one. */
    void delete(String name);
}
