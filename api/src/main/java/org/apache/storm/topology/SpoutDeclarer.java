// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.topology;

/** Sets a spout's configuration. */
public interface SpoutDeclarer extends ComponentConfigurationDeclarer<SpoutDeclarer> {
}
