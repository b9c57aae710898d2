// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.testing;

import org.apache.storm.trident.operation.BaseFunction;
import org.apache.storm.trident.operation.TridentCollector;
import org.apache.storm.trident.tuple.TridentTuple;
import org.apache.storm.tuple.Values;

/** Emits the words of a sentence, which single blanks separate. */
public class Split extends BaseFunction {
    private static final long serialVersionUID = 1L;

    @Override
    public void execute(TridentTuple tuple, TridentCollector collector) {
        String sentence = tuple.getString(0);
        int from = 0;
        while (from < sentence.length()) {
            int to = sentence.indexOf(' ', from);
            if (to < 0) {
                to = sentence.length();
            }
            if (to > from) {
                collector.emit(new Values(sentence.substring(from, to)));
            }
            from = to + 1;
        }
    }
}
