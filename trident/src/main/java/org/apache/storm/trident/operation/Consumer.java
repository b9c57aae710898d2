// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.operation;

import java.io.Serializable;
import org.apache.storm.trident.tuple.TridentTuple;

/** Looks at tuples that pass by and does not change them. */
public interface Consumer extends Serializable {
    void accept(TridentTuple input);
}
