// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.tuple;

import java.util.Objects;
import org.apache.storm.generated.GlobalStreamId;
import org.apache.storm.task.GeneralTopologyContext;
import org.apache.storm.tuple.Fields;

/**
 * What all tuples of one stream of one component have in common; there is exactly one in a worker, so that two sources may be compared by
 * identity. Immutable, created when the topology is resolved, read by every thread.
 */
public final class StreamSource {
    private final int index;
    private final Fields fields;
    private final GlobalStreamId id;
    private final GeneralTopologyContext context;

    /**
     * @param index position among the worker's sources, dense from 0
     * @param fields names of the values, in order
     * @param context the context that its tuples return; null only in tests
     */
    public StreamSource(int index, String component, String stream, Fields fields, GeneralTopologyContext context) {
        this.index = index;
        this.fields = Objects.requireNonNull(fields);
        // Interned, so that the constant a user emits with is found by identity.
        this.id = new GlobalStreamId(component.intern(), stream.intern());
        this.context = context;
    }

    public int index() {
        return index;
    }

    public String component() {
        return id.get_componentId();
    }

    public String stream() {
        return id.get_streamId();
    }

    public Fields fields() {
        return fields;
    }

    public GlobalStreamId id() {
        return id;
    }

    public GeneralTopologyContext context() {
        return context;
    }

    @Override
    public String toString() {
        return component() + ":" + stream();
    }
}
