// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.spout;

/** A spout whose scheme can be set. */
public interface ISchemableSpout {
    Scheme getScheme();

    void setScheme(Scheme scheme);
}
