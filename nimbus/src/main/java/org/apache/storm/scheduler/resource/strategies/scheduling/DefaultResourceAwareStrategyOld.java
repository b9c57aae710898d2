// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.scheduler.resource.strategies.scheduling;

import tempest.nimbus.scheduling.ResourcePlacement;

/** Fills nodes one after the other: another name for {@link DefaultResourceAwareStrategy}, which configurations still use. */
public class DefaultResourceAwareStrategyOld extends BaseResourceAwareStrategy {
    public DefaultResourceAwareStrategyOld() {
        super(ResourcePlacement.Style.PACK);
    }
}
