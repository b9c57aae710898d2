// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** What names a try of a batch. */
package org.apache.storm.trident.topology;
