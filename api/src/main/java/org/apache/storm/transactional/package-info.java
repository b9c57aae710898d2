// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** Ids of attempts to process a transaction. */
package org.apache.storm.transactional;
