// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** Plug-ins of Nimbus, and what identifies a Nimbus. */
package org.apache.storm.nimbus;
