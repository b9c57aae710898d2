// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.utils;

/** What is known of a build. A part that is not known is "Unknown". */
public interface IVersionInfo {
    String getVersion();

    String getRevision();

    String getBranch();

    String getDate();

    String getSrcChecksum();

    /** All parts in one line. */
    String getBuildVersion();
}
