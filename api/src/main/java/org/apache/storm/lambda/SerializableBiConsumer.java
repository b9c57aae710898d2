// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.lambda;

import java.io.Serializable;
import java.util.function.BiConsumer;

/** A consumer of two arguments that can be sent to workers. */
@FunctionalInterface
public interface SerializableBiConsumer<T, U> extends BiConsumer<T, U>, Serializable {
}
