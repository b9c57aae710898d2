// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** Metrics that a multi-language component updates through its pipe. */
package org.apache.storm.metric.api.rpc;
