// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.operation;

import org.apache.storm.trident.Stream;

/** A piece of a topology under a name of its own: takes a stream and gives the stream that its operations end in. */
public interface Assembly {
    Stream apply(Stream input);
}
