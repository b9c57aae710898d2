// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** A topology whose counts are exact whatever fails, and the same one at least once. */
package org.apache.storm.starter.exact;
