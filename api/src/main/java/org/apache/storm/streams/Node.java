// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.streams;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** A processor in its place: where its values come from, and what they look like behind it. Made while a topology is declared. */
final class Node implements Serializable {
    private static final long serialVersionUID = 1L;

    final int number;
    final Segment segment;
    final Processor processor;
    /** Whether it gives pairs, which travel as two fields. */
    final boolean pair;
    final boolean windowed;
    /** Nodes of the same segment that take what this one gives, and by which of their inputs. */
    final List<Target> targets = new ArrayList<>();
    /** Whether another segment takes it. */
    boolean sent;
    /** Whether a bolt of the user's takes it. */
    boolean sunk;

    record Target(Node node, int input) implements Serializable { }

    Node(int number, Segment segment, Processor processor, boolean pair, boolean windowed) {
        this.number = number;
        this.segment = segment;
        this.processor = processor;
        this.pair = pair;
        this.windowed = windowed;
        processor.windowed = windowed;
    }

    /** The stream by which other components get what it gives. */
    String stream() {
        return "s" + number;
    }

    /** The stream by which other segments get it together with the end of the window that it belongs to. */
    String windowStream() {
        return "w" + number;
    }
}
