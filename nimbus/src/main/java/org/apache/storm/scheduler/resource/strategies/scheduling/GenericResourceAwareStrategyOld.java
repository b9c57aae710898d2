// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.scheduler.resource.strategies.scheduling;

import tempest.nimbus.scheduling.ResourcePlacement;

/** Fills nodes one after the other, sparing rare resources: another name for {@link GenericResourceAwareStrategy}, which configurations still use. */
public class GenericResourceAwareStrategyOld extends BaseResourceAwareStrategy {
    public GenericResourceAwareStrategyOld() {
        super(ResourcePlacement.Style.PACK_SPARING_RARE);
    }
}
