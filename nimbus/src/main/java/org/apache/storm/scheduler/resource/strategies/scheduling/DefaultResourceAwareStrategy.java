// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.scheduler.resource.strategies.scheduling;

import tempest.nimbus.scheduling.ResourcePlacement;

/** Fills nodes one after the other, starting where the topology already runs, so that executors who talk to each other are close. */
public class DefaultResourceAwareStrategy extends BaseResourceAwareStrategy {
    public DefaultResourceAwareStrategy() {
        super(ResourcePlacement.Style.PACK);
    }
}
