// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** The steps in between when a topology is declared: grouped streams, and chains of aggregations. */
package org.apache.storm.trident.fluent;
