// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** Which values of a stream belong to a window. */
package org.apache.storm.streams.windowing;
