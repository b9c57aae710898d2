// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** How long windows are and how far they move. */
package org.apache.storm.trident.windowing.config;
