// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.daemon;

/** Something that holds resources until it is told to let go of them. */
public interface Shutdownable {

    /** Releases what this object holds. Calling it again does nothing. */
    void shutdown();
}
