// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.serialization;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * How many bytes of serialized tuples have come from other workers, by who emitted and who takes them: {@code topology.serialized.message.size.metrics}.
 * The decoding thread adds; any thread takes.
 */
public final class MessageSizes {
    private final Map<Long, LongAdder> bytes = new ConcurrentHashMap<>();

    void add(int fromTask, int toTask, int count) {
        bytes.computeIfAbsent((long) fromTask << Integer.SIZE | toTask & 0xFFFF_FFFFL, pair -> new LongAdder()).add(count);
    }

    /** Those since they were taken last, by the two tasks with a hyphen between, as on Storm. */
    public Map<String, Long> take() {
        Map<String, Long> taken = new HashMap<>();
        bytes.forEach((pair, count) -> {
            long sum = count.sumThenReset();
            if (sum > 0) {
                taken.put((pair >> Integer.SIZE) + "-" + pair.intValue(), sum);
            }
        });
        return taken;
    }
}
