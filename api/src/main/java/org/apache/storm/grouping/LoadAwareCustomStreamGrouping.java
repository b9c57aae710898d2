// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.grouping;

/** A grouping that is told from time to time how busy the target tasks are. */
public interface LoadAwareCustomStreamGrouping extends CustomStreamGrouping {
    /** Called by another thread than {@link #chooseTasks}. */
    void refreshLoad(LoadMapping loadMapping);
}
