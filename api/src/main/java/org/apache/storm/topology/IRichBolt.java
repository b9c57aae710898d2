// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.topology;

import org.apache.storm.task.IBolt;

/** A bolt as topologies use it: it processes tuples and declares its streams. */
public interface IRichBolt extends IBolt, IComponent {
}
