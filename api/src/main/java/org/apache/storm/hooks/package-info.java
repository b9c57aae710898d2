// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** Hooks: user code that is called when a task or a worker does something. */
package org.apache.storm.hooks;
