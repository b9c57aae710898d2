// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** Examples of streams of typed values. */
package org.apache.storm.starter.streams;
