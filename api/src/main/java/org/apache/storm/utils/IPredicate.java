// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.utils;

/** A yes or no question about an object. */
public interface IPredicate<T> {
    boolean test(T obj);
}
