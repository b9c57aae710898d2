// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** States that map keys to values. */
package org.apache.storm.trident.state.map;
