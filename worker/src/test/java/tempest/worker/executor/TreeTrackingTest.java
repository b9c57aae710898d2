// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tempest.worker.ack.AckBatch;
import tempest.worker.ack.EdgeIds;
import tempest.worker.ack.PendingRoots;
import tempest.worker.tuple.TupleImpl;

/**
 * The guarantee of tracking, on random forests: a tree completes if and only if every tuple of it was acked, whatever the shape, the
 * order, double acks, failures, timeouts, tuples anchored to several trees, and the way acks are split into batches.
 */
class TreeTrackingTest {
    private static final int FORESTS = 3000;
    private static final int SPOUT = 3;

    /** A model of one run: what was emitted and which trees should be complete. */
    private static final class Forest {
        final Random random;
        final EdgeIds edges;
        final PendingRoots pending = new PendingRoots(SPOUT, Long.MAX_VALUE, 0);
        final Map<Long, Set<TupleImpl>> open = new HashMap<>();
        final List<TupleImpl> unsettled = new ArrayList<>();
        final Set<Long> completed = new HashSet<>();
        final Set<Long> ended = new HashSet<>();
        List<AckBatch> travelling = new ArrayList<>();
        AckBatch batch = new AckBatch(new AckBatch.Folds());

        Forest(long seed) {
            random = new Random(seed);
            edges = new EdgeIds(random.nextLong());
        }

        void emitRoot() {
            long root = pending.root(pending.open("m", 0, 0, 0));
            open.put(root, new HashSet<>());
            long xor = 0;
            for (int copies = 1 + random.nextInt(3); copies > 0; copies--) {
                long edge = edges.next();
                xor ^= edge;
                add(new TupleImpl(null, 1, List.of(), root, edge, null));
            }
            pending.apply(root, xor);
        }

        void add(TupleImpl tuple) {
            unsettled.add(tuple);
            for (int i = 0; i < tuple.anchorCount(); i++) {
                open.get(tuple.root(i)).add(tuple);
            }
        }

        /** Like a bolt's emit: one edge per anchor, XORed where anchors share a tree. */
        void emitChild() {
            Collections.shuffle(unsettled, random);
            List<TupleImpl> anchors = unsettled.subList(0, Math.min(unsettled.size(), 1 + random.nextInt(3)));
            Map<Long, Long> ids = new HashMap<>();
            for (TupleImpl anchor : anchors) {
                long edge = edges.next();
                anchor.anchorChild(edge);
                for (int i = 0; i < anchor.anchorCount(); i++) {
                    ids.merge(anchor.root(i), edge, (a, b) -> a ^ b);
                }
            }
            long[] pairs = new long[2 * ids.size()];
            int at = 0;
            for (Map.Entry<Long, Long> id : ids.entrySet()) {
                pairs[at++] = id.getKey();
                pairs[at++] = id.getValue();
            }
            long[] more = pairs.length > 2 ? Arrays.copyOfRange(pairs, 2, pairs.length) : null;
            add(new TupleImpl(null, 1, List.of(), pairs[0], pairs[1], more));
        }

        void ack() {
            TupleImpl tuple = unsettled.remove(random.nextInt(unsettled.size()));
            assertTrue(tuple.settle());
            for (int i = 0; i < tuple.anchorCount(); i++) {
                batch.ack(tuple.root(i), tuple.edge(i) ^ tuple.children());
                open.get(tuple.root(i)).remove(tuple);
            }
            assertFalse(tuple.settle(), "a second ack must not count");
        }

        /** A failure or a timeout: the spout forgets the tree while its tuples are still in flight. */
        void end() {
            long root = new ArrayList<>(open.keySet()).get(random.nextInt(open.size()));
            int slot = pending.find(root);
            if (slot != PendingRoots.NONE) {
                pending.release(slot);
                ended.add(root);
            }
        }

        void send() {
            travelling.add(batch);
            batch = new AckBatch(new AckBatch.Folds());
        }

        /** In any order, because batches of different tasks overtake each other. */
        void deliver() {
            Collections.shuffle(travelling, random);
            for (AckBatch one : travelling) {
                for (int i = 0; i < one.unsentLongs(); i += 2) {
                    int slot = pending.apply(one.unsent()[i], one.unsent()[i + 1]);
                    if (slot != PendingRoots.NONE) {
                        completed.add(pending.root(slot));
                        pending.release(slot);
                    }
                }
            }
            travelling = new ArrayList<>();
        }

        void check(long seed) {
            for (long root : completed) {
                assertTrue(open.get(root).isEmpty(), "seed " + seed + ": a tree completed with tuples that were not acked");
            }
        }
    }

    @Test
    void aTreeCompletesIfAndOnlyIfEveryTupleWasAcked() {
        for (long seed = 0; seed < FORESTS; seed++) {
            Forest forest = new Forest(seed);
            for (int step = 0; step < 60; step++) {
                int choice = forest.random.nextInt(20);
                if (choice < 3) {
                    forest.emitRoot();
                } else if (choice < 10 && !forest.unsettled.isEmpty()) {
                    forest.emitChild();
                } else if (choice < 16 && !forest.unsettled.isEmpty()) {
                    forest.ack();
                } else if (choice == 16 && !forest.open.isEmpty()) {
                    forest.end();
                } else if (choice == 17) {
                    forest.send();
                } else if (choice == 18) {
                    forest.deliver();
                    forest.check(seed);
                }
            }
            forest.send();
            forest.deliver();
            forest.check(seed);
            for (Map.Entry<Long, Set<TupleImpl>> tree : forest.open.entrySet()) {
                boolean expected = tree.getValue().isEmpty() && !forest.ended.contains(tree.getKey());
                assertEquals(expected, forest.completed.contains(tree.getKey()), "seed " + seed);
            }
            while (!forest.unsettled.isEmpty()) {
                forest.ack();
            }
            forest.send();
            forest.deliver();
            assertEquals(0, forest.pending.size(), "seed " + seed + ": all tuples were acked, but trees are pending");
            forest.open.keySet().forEach(root -> assertEquals(!forest.ended.contains(root), forest.completed.contains(root)));
        }
    }
}
