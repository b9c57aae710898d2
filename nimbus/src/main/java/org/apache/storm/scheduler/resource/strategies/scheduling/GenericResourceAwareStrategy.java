// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.scheduler.resource.strategies.scheduling;

import tempest.nimbus.scheduling.ResourcePlacement;

/** Fills nodes one after the other, but keeps nodes with rare resources for the topologies that ask for them. */
public class GenericResourceAwareStrategy extends BaseResourceAwareStrategy {
    public GenericResourceAwareStrategy() {
        super(ResourcePlacement.Style.PACK_SPARING_RARE);
    }
}
