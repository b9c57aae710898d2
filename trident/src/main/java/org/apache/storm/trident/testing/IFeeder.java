// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.testing;

/** Something a test gives tuples to. */
public interface IFeeder {
    void feed(Object tuples);
}
