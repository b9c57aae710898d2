// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.topology.base;

import org.apache.storm.topology.IRichBolt;

/** A bolt with nothing to clean up. */
public abstract class BaseRichBolt extends BaseComponent implements IRichBolt {
    private static final long serialVersionUID = 5749013017107995933L;

    @Override
    public void cleanup() {
    }
}
