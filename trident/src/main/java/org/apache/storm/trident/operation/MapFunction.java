// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.operation;

import java.io.Serializable;
import org.apache.storm.trident.tuple.TridentTuple;
import org.apache.storm.tuple.Values;

/** Makes one tuple of each tuple. */
public interface MapFunction extends Serializable {
    /** The values that replace those of {@code input}. */
    Values execute(TridentTuple input);
}
