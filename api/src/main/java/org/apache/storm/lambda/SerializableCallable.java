// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.lambda;

import java.io.Serializable;
import java.util.concurrent.Callable;

/** A callable that can be sent to workers. */
@FunctionalInterface
public interface SerializableCallable<R> extends Callable<R>, Serializable {
}
