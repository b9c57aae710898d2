// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.state;

/** Turns keys and values into what a store takes, and back. */
public interface StateEncoder<K, V, KENCODEDT, VENCODEDT> {
    KENCODEDT encodeKey(K key);

    VENCODEDT encodeValue(V value);

    K decodeKey(KENCODEDT encodedKey);

    V decodeValue(VENCODEDT encodedValue);

    /** What stands for a deleted value until the deletion is committed. */
    VENCODEDT getTombstoneValue();
}
