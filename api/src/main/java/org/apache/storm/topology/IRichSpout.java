// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.topology;

import org.apache.storm.spout.ISpout;

/** A spout as topologies use it: it emits tuples and declares its streams. */
public interface IRichSpout extends ISpout, IComponent {
}
