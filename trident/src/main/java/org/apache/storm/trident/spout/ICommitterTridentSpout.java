// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.spout;

import java.util.Map;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.trident.topology.TransactionAttempt;

/**
 * A source whose emitters take part in the commit of each batch.
 *
 * @param <X> what describes a batch
 */
public interface ICommitterTridentSpout<X> extends ITridentSpout<X> {
    @Override
    Emitter getEmitter(String txStateId, Map<String, Object> conf, TopologyContext context);

    /** An emitter that is called when its batch is committed. */
    interface Emitter extends ITridentSpout.Emitter {
        /** The batch is being committed, strictly after all earlier ones. If this throws, the batch fails and is emitted again. */
        void commit(TransactionAttempt attempt);
    }
}
