// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.blobstore;

/** Makes something of a key, or passes over it. */
public interface KeyFilter<R> {

    /** What the key stands for; null to pass over it. */
    R filter(String key);
}
