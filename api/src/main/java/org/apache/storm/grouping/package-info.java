// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** Stream groupings that pick the tasks a tuple goes to. */
package org.apache.storm.grouping;
