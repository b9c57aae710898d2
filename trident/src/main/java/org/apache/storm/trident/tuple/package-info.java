// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** The tuples that Trident's operations see. */
package org.apache.storm.trident.tuple;
