// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** Sources, states and operations for tests and first steps. */
package org.apache.storm.trident.testing;
