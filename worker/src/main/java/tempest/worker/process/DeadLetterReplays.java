// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.process;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.cluster.ClusterStateException;
import tempest.cluster.DeadLetterBox;
import tempest.cluster.Table;
import tempest.rpc.DeadLetter;
import tempest.worker.executor.ReplayListener;

/**
 * Replays the dead letters that users ask to be replayed, and removes each once all that came of it is processed: a replay that ends with its
 * worker begins again with the next. In the worker that keeps the letters; called by its control thread only.
 */
final class DeadLetterReplays {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterReplays.class);

    private final Table<DeadLetter> table;
    private final BiConsumer<DeadLetter, ReplayListener> engine;
    private final ReplayListener ended;
    private final Set<Long> running = new HashSet<>();

    /**
     * @param engine begins a replay
     * @param ended what it tells; must come to {@link #ended} on the control thread
     */
    DeadLetterReplays(Table<DeadLetter> table, BiConsumer<DeadLetter, ReplayListener> engine, ReplayListener ended) {
        this.table = table;
        this.engine = engine;
        this.ended = ended;
    }

    /** One letter, as it is now. */
    void changed(Optional<DeadLetter> letter) {
        if (letter.isPresent() && letter.get().is_set_replay_millis() && running.add(letter.get().get_id())) {
            engine.accept(letter.get(), ended);
        }
    }

    /** A replay is over. */
    void ended(long letter, String trouble) {
        running.remove(letter);
        String key = DeadLetterBox.key(letter);
        try {
            if (trouble == null) {
                table.remove(key);
            } else if (table.get(key).isPresent()) {
                LOG.warn("Dead letter {} is not replayed: {}", letter, trouble);
                table.update(key, there -> without(there, key, trouble));
            }
        } catch (ClusterStateException e) {
            LOG.warn("How the replay of dead letter {} ended is only in this log ({}): {}", letter, trouble == null ? "done" : trouble, e.getMessage());
        }
    }

    private static DeadLetter without(Optional<DeadLetter> there, String key, String trouble) {
        DeadLetter letter = there.orElseThrow(() -> new ClusterStateException("dead letter " + key + " was dropped meanwhile", null)).deepCopy();
        letter.unset_replay_millis();
        letter.set_trouble(trouble);
        return letter;
    }
}
