// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.state;

import java.util.Iterator;
import java.util.List;

/** A state all of whose entries can be listed. */
public interface ITupleCollection {
    /** Each entry: the values of its key, then its value. */
    Iterator<List<Object>> getTuples();
}
