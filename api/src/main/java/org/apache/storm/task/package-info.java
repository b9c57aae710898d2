// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** What a running task sees: its context, its output collector, and the interface of a plain bolt. */
package org.apache.storm.task;
