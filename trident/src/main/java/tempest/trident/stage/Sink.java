// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.stage;

import org.apache.storm.trident.tuple.TridentTupleView;

/** Where an operation's tuples go next within a stage. Called by the task's thread; it never keeps the batch. */
interface Sink {
    Sink NOWHERE = (batch, tuple) -> { };

    void put(Batch batch, TridentTupleView tuple);
}
