// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.transport;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Remembers what a transport received: the first int of each batch and the loads. Any thread. */
final class RecordingHandler implements MessageHandler, LoadListener {
    private final List<Integer> numbers = new ArrayList<>();
    private final Map<Integer, Float> loads = new TreeMap<>();
    private long bytes;

    @Override
    public synchronized void batch(WorkerAddress sender, ByteBuf payload) {
        bytes += payload.readableBytes();
        numbers.add(payload.readInt());
        notifyAll();
    }

    @Override
    public synchronized void loads(int[] tasks, float[] loads) {
        for (int i = 0; i < tasks.length; i++) {
            this.loads.put(tasks[i], loads[i]);
        }
        notifyAll();
    }

    synchronized List<Integer> numbers() {
        return List.copyOf(numbers);
    }

    synchronized int count() {
        return numbers.size();
    }

    synchronized long bytes() {
        return bytes;
    }

    synchronized Float load(int task) {
        return loads.get(task);
    }
}
