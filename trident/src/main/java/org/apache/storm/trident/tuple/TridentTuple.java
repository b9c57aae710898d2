// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.tuple;

import java.io.Serializable;
import java.util.List;
import org.apache.storm.tuple.ITuple;

/** A tuple within a batch. As a list it is its values, in the order of its fields; it never changes. */
public interface TridentTuple extends ITuple, List<Object> {
    /** Makes tuples of one shape. */
    interface Factory extends Serializable {
        /** The names of the fields, in order. */
        List<String> getOutputFields();

        /** How many lists of values a tuple of this shape is made of. */
        int numDelegates();
    }
}
