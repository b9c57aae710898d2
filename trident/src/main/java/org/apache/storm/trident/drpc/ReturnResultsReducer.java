// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.drpc;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.storm.drpc.CallResults;
import org.apache.storm.shade.net.minidev.json.JSONArray;
import org.apache.storm.topology.FailedException;
import org.apache.storm.trident.operation.MultiReducer;
import org.apache.storm.trident.operation.TridentCollector;
import org.apache.storm.trident.operation.TridentMultiReducerContext;
import org.apache.storm.trident.tuple.TridentTuple;

/**
 * Returns the result of a DRPC call: stream 0 has the call's return address, stream 1 the tuples of the result, which go back as a JSON list of lists
 * of values. A value that JSON does not know goes as its text.
 */
public class ReturnResultsReducer implements MultiReducer<ReturnResultsReducer.ReturnResultsState> {
    private static final long serialVersionUID = 1L;

    private transient CallResults servers;

    /** The result of one call. */
    public static class ReturnResultsState {
        List<TridentTuple> results = new ArrayList<>();
        String returnInfo;

        @Override
        public String toString() {
            return results + " for " + returnInfo;
        }
    }

    @Override
    public void prepare(Map<String, Object> conf, TridentMultiReducerContext context) {
        servers = new CallResults(conf);
    }

    @Override
    public ReturnResultsState init(TridentCollector collector) {
        return new ReturnResultsState();
    }

    @Override
    public void execute(ReturnResultsState state, int streamIndex, TridentTuple input, TridentCollector collector) {
        if (streamIndex == 0) {
            state.returnInfo = input.getString(0);
        } else {
            state.results.add(input);
        }
    }

    @Override
    public void complete(ReturnResultsState state, TridentCollector collector) {
        // Only the partition that the call went to has its address.
        if (state.returnInfo != null && !servers.deliver(state.returnInfo, JSONArray.toJSONString(plain(state.results)))) {
            throw new FailedException("the DRPC server of call " + state.returnInfo + " did not take its result");
        }
    }

    private static List<List<Object>> plain(List<TridentTuple> results) {
        List<List<Object>> rows = new ArrayList<>(results.size());
        for (TridentTuple result : results) {
            rows.add(new ArrayList<>(result));
        }
        return rows;
    }

    @Override
    public void cleanup() {
        if (servers != null) {
            servers.close();
        }
    }
}
