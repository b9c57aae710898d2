// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.topology;

import org.apache.storm.state.IStateSpout;

/** A state spout that declares its streams. */
public interface IRichStateSpout extends IStateSpout, IComponent {
}
