// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.run;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.storm.Config;
import org.apache.storm.task.TopologyContext;

/**
 * Decides at the sender which task gets each row, and gathers the rows of a batch into packets: the engine moves, tracks and
 * acknowledges packets, not rows. To a task in the same worker a packet goes as a list of rows, to another as one flat list of values, which
 * takes the least room on the way. The sender's thread owns it.
 */
final class BatchRouter {
    /** Rows in a packet, so that receivers begin before a big batch is emitted completely. */
    private static final int PACKET_ROWS = 1000;

    /** Sends a packet. */
    interface Sender {
        void send(int task, String stream, int input, int width, List<?> rows);
    }

    /** The width of a packet that is a list of rows. */
    static final int AS_ROWS = -1;

    private final Route[][] byOutput;
    private final int[] widths;
    private final String[] streams;
    private final int slots;
    private final int[] slotTask;
    private final int[] slotInput;
    private final String[] slotStream;
    /** How many values a row of a flat packet has, or {@link #AS_ROWS}. */
    private final int[] slotWidth;

    BatchRouter(List<OutputRoutes> outputs, Map<String, Object> conf, TopologyContext context) {
        byOutput = new Route[outputs.size()][];
        widths = new int[outputs.size()];
        streams = new String[outputs.size()];
        List<Route> all = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < byOutput.length; i++) {
            OutputRoutes output = outputs.get(i);
            widths[i] = output.width();
            streams[i] = output.stream();
            byOutput[i] = new Route[output.routes().size()];
            for (int k = 0; k < byOutput[i].length; k++) {
                byOutput[i][k] = Route.of(output.routes().get(k), output, next, context);
                next += byOutput[i][k].tasks.length;
                all.add(byOutput[i][k]);
            }
        }
        slots = next;
        slotTask = new int[slots];
        slotInput = new int[slots];
        slotStream = new String[slots];
        slotWidth = new int[slots];
        boolean serializeAll = Boolean.TRUE.equals(conf.get(Config.TOPOLOGY_TESTING_ALWAYS_TRY_SERIALIZE));
        Set<Integer> here = serializeAll ? Set.of() : new HashSet<>(context.getThisWorkerTasks());
        for (Route route : all) {
            for (int t = 0; t < route.tasks.length; t++) {
                slotTask[route.firstSlot + t] = route.tasks[t];
                slotInput[route.firstSlot + t] = route.input;
                slotStream[route.firstSlot + t] = route.stream;
                slotWidth[route.firstSlot + t] = here.contains(route.tasks[t]) ? AS_ROWS : route.width;
            }
        }
    }

    PartitionBuffer buffer(long transaction) {
        return new PartitionBuffer(transaction, slots);
    }

    void add(PartitionBuffer buffer, int group, int output, Object[] row, Sender sender) {
        if (row.length != widths[output]) {
            throw new IllegalArgumentException("a row of stream " + streams[output] + " has " + row.length + " values instead of " + widths[output]);
        }
        for (Route route : byOutput[output]) {
            if (route.group == group) {
                route.add(this, buffer, row, sender);
            }
        }
    }

    void put(PartitionBuffer buffer, int slot, Object[] row, Sender sender) {
        ArrayList<Object[]> rows = buffer.bySlot[slot];
        if (rows == null) {
            rows = new ArrayList<>();
            buffer.bySlot[slot] = rows;
        }
        rows.add(row);
        if (rows.size() == PACKET_ROWS) {
            send(buffer, slot, sender);
        }
    }

    void flush(PartitionBuffer buffer, Sender sender) {
        for (int slot = 0; slot < slots; slot++) {
            if (buffer.bySlot[slot] != null) {
                send(buffer, slot, sender);
            }
        }
    }

    private void send(PartitionBuffer buffer, int slot, Sender sender) {
        ArrayList<Object[]> rows = buffer.bySlot[slot];
        buffer.bySlot[slot] = null;
        int width = slotWidth[slot];
        sender.send(slotTask[slot], slotStream[slot], slotInput[slot], width, width == AS_ROWS ? rows : flat(rows, width));
    }

    /** A row without values takes one null, so that rows can still be counted. */
    private static List<Object> flat(ArrayList<Object[]> rows, int width) {
        ArrayList<Object> flat = new ArrayList<>(rows.size() * Math.max(1, width));
        for (Object[] row : rows) {
            if (width == 0) {
                flat.add(null);
            }
            for (Object value : row) {
                flat.add(value);
            }
        }
        return flat;
    }

    /** Gives each row of a packet to {@code taker}. */
    static void open(List<?> packet, int width, Consumer<Object[]> taker) {
        int step = Math.max(1, width);
        for (int i = 0; i < packet.size(); i += step) {
            if (width == AS_ROWS) {
                taker.accept((Object[]) packet.get(i));
            } else {
                Object[] row = new Object[width];
                for (int k = 0; k < width; k++) {
                    row[k] = packet.get(i + k);
                }
                taker.accept(row);
            }
        }
    }
}
