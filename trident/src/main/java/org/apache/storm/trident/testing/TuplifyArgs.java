// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.testing;

import java.util.List;
import org.apache.storm.shade.net.minidev.json.JSONValue;
import org.apache.storm.shade.net.minidev.json.parser.ParseException;
import org.apache.storm.trident.operation.BaseFunction;
import org.apache.storm.trident.operation.TridentCollector;
import org.apache.storm.trident.tuple.TridentTuple;

/** Emits a tuple for each list in a JSON list of lists, such as a DRPC request's arguments. */
public class TuplifyArgs extends BaseFunction {
    private static final long serialVersionUID = 1L;

    @Override
    @SuppressWarnings("unchecked")
    public void execute(TridentTuple input, TridentCollector collector) {
        String args = input.getString(0);
        try {
            for (List<Object> tuple : (List<List<Object>>) JSONValue.parseWithException(args)) {
                collector.emit(tuple);
            }
        } catch (ParseException | ClassCastException e) {
            throw new IllegalArgumentException("not a JSON list of lists: " + args, e);
        }
    }
}
