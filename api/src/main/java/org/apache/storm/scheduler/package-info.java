// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** What a scheduler sees and decides: the cluster's slots, the topologies that want them, and who got which. */
package org.apache.storm.scheduler;
