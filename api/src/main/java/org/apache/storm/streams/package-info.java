// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** Streams of typed values, declared by what is done with them rather than by bolts. */
package org.apache.storm.streams;
