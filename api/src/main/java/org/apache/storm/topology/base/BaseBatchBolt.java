// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.topology.base;

import org.apache.storm.coordination.IBatchBolt;

/** A batch bolt without configuration of its own. */
public abstract class BaseBatchBolt<T> extends BaseComponent implements IBatchBolt<T> {
    private static final long serialVersionUID = -8094400955019896949L;
}
