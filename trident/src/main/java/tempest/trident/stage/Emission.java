// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.stage;

import java.util.List;
import org.apache.storm.trident.operation.TridentCollector;
import org.apache.storm.trident.tuple.TridentTupleView;
import org.apache.storm.trident.tuple.TridentTupleView.FreshOutputFactory;
import org.apache.storm.trident.tuple.TridentTupleView.OperationOutputFactory;
import org.apache.storm.tuple.Fields;
import tempest.trident.run.BatchOutput;

/**
 * Turns what user code emits into tuples and puts them into the next step. One per step, reused for each call, so that emitting
 * allocates only the tuple. It belongs to the task's thread; user code must not emit from another.
 */
abstract class Emission implements TridentCollector {
    private final String label;
    private final BatchOutput out;
    private final Sink next;
    private final Fields fields;
    private Batch batch;

    private Emission(StepContext context, Sink next, Fields fields) {
        this.label = context.label();
        this.out = context.out();
        this.next = next;
        this.fields = fields;
    }

    final Emission at(Batch current) {
        batch = current;
        return this;
    }

    abstract TridentTupleView tuple(Object[] values);

    @Override
    public final void emit(List<Object> values) {
        Object[] row = values.toArray();
        if (row.length != fields.size()) {
            throw new IllegalArgumentException(label + " emitted " + row.length + " values " + values + " for its fields " + fields);
        }
        next.put(batch, tuple(row));
    }

    @Override
    public final void flush() {
        // Nothing is buffered here; rows leave the task at the end of its round.
    }

    @Override
    public final void reportError(Throwable t) {
        out.reportError(t);
    }

    /** Makes tuples of the emitted values only. */
    static final class Fresh extends Emission {
        final FreshOutputFactory shape;

        Fresh(StepContext context, Sink next, Fields fields) {
            super(context, next, fields);
            shape = new FreshOutputFactory(fields);
        }

        @Override
        TridentTupleView tuple(Object[] values) {
            return shape.of(values);
        }
    }

    /** Appends what is emitted to the current tuple. */
    static final class Append extends Emission {
        final OperationOutputFactory shape;
        private TridentTupleView parent;

        Append(StepContext context, Sink next, Fields fields) {
            super(context, next, fields);
            shape = new OperationOutputFactory(context.input(), fields);
        }

        Append to(Batch current, TridentTupleView tuple) {
            at(current);
            parent = tuple;
            return this;
        }

        @Override
        TridentTupleView tuple(Object[] values) {
            return shape.append(parent, values);
        }
    }
}
