// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.state;

import org.apache.storm.trident.operation.BaseOperation;

/** An updater without preparation and clean-up. */
public abstract class BaseStateUpdater<S extends State> extends BaseOperation implements StateUpdater<S> {
}
