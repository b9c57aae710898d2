// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.flux.model;

/** One entry of {@code workerHooks}: an {@code IWorkerHook} that runs when a worker starts and ends. */
public class WorkerHookDef extends BeanDef {
}
