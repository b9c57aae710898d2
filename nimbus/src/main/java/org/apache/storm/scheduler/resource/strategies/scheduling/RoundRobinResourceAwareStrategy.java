// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.scheduler.resource.strategies.scheduling;

import tempest.nimbus.scheduling.ResourcePlacement;

/** Uses nodes in turn, so that executors are spread over all that have room. */
public class RoundRobinResourceAwareStrategy extends BaseResourceAwareStrategy {
    public RoundRobinResourceAwareStrategy() {
        super(ResourcePlacement.Style.IN_TURN);
    }
}
