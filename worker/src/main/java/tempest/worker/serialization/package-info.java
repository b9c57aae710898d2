// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
/** Turns batches of tuples into bytes and back: Kryo for the values, small ints for everything both sides already know. */
package tempest.worker.serialization;
