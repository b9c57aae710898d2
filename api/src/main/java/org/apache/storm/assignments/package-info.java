// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** Nimbus's own copy of which worker runs what. */
package org.apache.storm.assignments;
