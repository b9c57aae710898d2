// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** States with a single value. */
package org.apache.storm.trident.state.snapshot;
