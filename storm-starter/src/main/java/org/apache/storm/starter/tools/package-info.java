// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** The sliding counters and rankings behind {@link org.apache.storm.starter.RollingTopWords}. */
package org.apache.storm.starter.tools;
