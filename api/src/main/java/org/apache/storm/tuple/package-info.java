// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** Tuples, their values and the names of their fields. */
package org.apache.storm.tuple;
