// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** What a windowed bolt receives. */
package org.apache.storm.windowing;
