// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.hooks;

/** A worker hook that does nothing. */
public class BaseWorkerHook implements IWorkerHook, java.io.Serializable {
    private static final long serialVersionUID = 2589466485198339529L;

    @Override
    public void shutdown() {
    }
}
