// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.validation;

/**
 * A class whose string constants are configuration keys with validation annotations. Implementations are found by
 * {@link java.util.ServiceLoader}, so they need a public constructor without arguments.
 */
public interface Validated {
}
