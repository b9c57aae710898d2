// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** Which rack a host is in. */
package org.apache.storm.networktopography;
