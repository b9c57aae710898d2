// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** What daemons and clients have in common. */
package org.apache.storm.daemon;
