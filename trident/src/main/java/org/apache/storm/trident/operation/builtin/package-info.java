// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** Operations that come with Trident. */
package org.apache.storm.trident.operation.builtin;
