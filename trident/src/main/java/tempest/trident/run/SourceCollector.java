// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.run;

import java.util.List;
import java.util.function.Consumer;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.trident.operation.TridentCollector;

/** What a spout's emitter emits to. The task's thread calls it, during a batch. */
final class SourceCollector implements TridentCollector {
    private final int width;
    private final String component;
    private final OutputCollector errors;
    private final Consumer<Object[]> rows;

    SourceCollector(int width, String component, OutputCollector errors, Consumer<Object[]> rows) {
        this.width = width;
        this.component = component;
        this.errors = errors;
        this.rows = rows;
    }

    @Override
    public void emit(List<Object> values) {
        if (values.size() != width) {
            throw new IllegalArgumentException(component + " emits " + values.size() + " values, but declares " + width + " fields: " + values);
        }
        rows.accept(values.toArray());
    }

    @Override
    public void flush() {
        // The runtime sends at the end of the round.
    }

    @Override
    public void reportError(Throwable t) {
        errors.reportError(t);
    }
}
