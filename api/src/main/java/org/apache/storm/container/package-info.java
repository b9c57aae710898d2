// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** How supervisors start workers and keep them within their share of a node. */
package org.apache.storm.container;
