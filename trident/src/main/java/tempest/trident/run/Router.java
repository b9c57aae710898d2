// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.run;

import java.util.ArrayList;
import java.util.List;
import org.apache.storm.task.TopologyContext;

/**
 * Decides at the sender which task gets each row, and gathers the rows of a batch into packets: the engine moves, tracks and
 * acknowledges packets, not rows. The sender's thread owns it.
 */
final class Router {
    /** Rows in a packet, so that receivers begin before a big batch was emitted whole. */
    private static final int PACKET_ROWS = 1000;

    /** Sends a packet. */
    interface Sender {
        void send(int task, String stream, int input, ArrayList<Object[]> rows);
    }

    private final Route[][] byOutput;
    private final int[] widths;
    private final String[] streams;
    private final int slots;
    private final int[] slotTask;
    private final int[] slotInput;
    private final String[] slotStream;

    Router(List<OutputRoutes> outputs, TopologyContext context) {
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
                byOutput[i][k] = Route.of(output.routes().get(k), output.stream(), next, context);
                next += byOutput[i][k].tasks.length;
                all.add(byOutput[i][k]);
            }
        }
        slots = next;
        slotTask = new int[slots];
        slotInput = new int[slots];
        slotStream = new String[slots];
        for (Route route : all) {
            for (int t = 0; t < route.tasks.length; t++) {
                slotTask[route.firstSlot + t] = route.tasks[t];
                slotInput[route.firstSlot + t] = route.input;
                slotStream[route.firstSlot + t] = route.stream;
            }
        }
    }

    Packets packets(long transaction) {
        return new Packets(transaction, slots);
    }

    void add(Packets packets, int group, int output, Object[] row, Sender sender) {
        if (row.length != widths[output]) {
            throw new IllegalArgumentException("a row of stream " + streams[output] + " has " + row.length + " values instead of " + widths[output]);
        }
        for (Route route : byOutput[output]) {
            if (route.group == group) {
                route.add(this, packets, row, sender);
            }
        }
    }

    void put(Packets packets, int slot, Object[] row, Sender sender) {
        ArrayList<Object[]> rows = packets.bySlot[slot];
        if (rows == null) {
            rows = new ArrayList<>();
            packets.bySlot[slot] = rows;
        }
        rows.add(row);
        if (rows.size() == PACKET_ROWS) {
            packets.bySlot[slot] = null;
            sender.send(slotTask[slot], slotStream[slot], slotInput[slot], rows);
        }
    }

    void flush(Packets packets, Sender sender) {
        for (int slot = 0; slot < slots; slot++) {
            ArrayList<Object[]> rows = packets.bySlot[slot];
            if (rows != null) {
                packets.bySlot[slot] = null;
                sender.send(slotTask[slot], slotStream[slot], slotInput[slot], rows);
            }
        }
    }
}
