// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.testing;

import org.apache.storm.ILocalCluster;

/** What a test does with a local cluster that {@code Testing} makes and stops around it. */
public interface TestJob {
    /** Uses {@code cluster}; whatever it throws fails the test. */
    void run(ILocalCluster cluster) throws Exception;
}
