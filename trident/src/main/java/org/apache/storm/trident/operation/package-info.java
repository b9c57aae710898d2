// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** What a user writes to be run on the tuples of a batch: functions, filters, aggregators, reducers. */
package org.apache.storm.trident.operation;
