// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.stage;

import java.util.List;
import java.util.Map;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.trident.operation.TridentMultiReducerContext;
import org.apache.storm.trident.operation.TridentOperationContext;
import org.apache.storm.trident.tuple.TridentTuple;
import org.apache.storm.trident.tuple.TridentTupleView.ProjectionFactory;
import org.apache.storm.tuple.Fields;
import tempest.trident.run.BatchOutput;

/**
 * What a step is prepared with: the shapes of its inputs, and the task.
 *
 * @param label what the step is called in errors
 */
record StepContext(String label, Map<String, Object> conf, TopologyContext topology, List<TridentTuple.Factory> inputs, BatchOutput out, States states) {
    TridentTuple.Factory input() {
        return inputs.get(0);
    }

    ProjectionFactory project(Fields fields) {
        return new ProjectionFactory(input(), fields);
    }

    TridentOperationContext operation(TridentTuple.Factory shape) {
        return new TridentOperationContext(topology, shape);
    }

    TridentMultiReducerContext multiReducer(List<TridentTuple.Factory> shapes) {
        return new TridentMultiReducerContext(shapes);
    }
}
