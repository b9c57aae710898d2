// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident;

/** Which fields a join gives. */
public enum JoinOutFieldsMode {
    /** The join's keys once, then the other fields of each stream in turn. */
    COMPACT,
    /** All fields of each stream in turn, keys included, in the order in which each stream has them. */
    PRESERVE
}
