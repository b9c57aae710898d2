// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** Small things that Trident's users share. */
package org.apache.storm.trident.util;
