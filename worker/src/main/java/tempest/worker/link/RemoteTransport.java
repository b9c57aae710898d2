// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.link;

/** Creates links to other workers; called by any thread while the engine starts or when an executor's first off-executor thread emits. */
public interface RemoteTransport {
    /** A new link for one emitter. */
    RemoteLink open();
}
