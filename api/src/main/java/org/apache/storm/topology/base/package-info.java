// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** Base classes for components, which leave only the interesting methods to write. */
package org.apache.storm.topology.base;
