// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.storm.generated.InvalidTopologyException;
import org.apache.storm.security.auth.ReqContext;
import org.apache.storm.thrift.TException;
import tempest.cluster.Clock;
import tempest.cluster.ClusterState;
import tempest.cluster.DeadLetterBox;
import tempest.cluster.DeadLetterSettings;
import tempest.cluster.Table;
import tempest.rpc.DeadLetter;
import tempest.rpc.DeadLetters;

/**
 * What users read of dead letters and do with them. Called by RPC threads. Letters are written, and replayed, by the worker that keeps them; Nimbus
 * marks and removes them in the shared state.
 */
final class DeadLetterCalls {
    private static final String READ = "getTopologyPageInfo";
    private static final String CHANGE = "debug";

    private final RpcGate gate;
    private final ClusterState state;
    private final Clock clock;

    DeadLetterCalls(RpcGate gate, ClusterState state, Clock clock) {
        this.gate = gate;
        this.state = state;
        this.clock = clock;
    }

    /** What is done to a letter that a user named; its entry is as it was a moment ago. */
    @FunctionalInterface
    private interface Change {
        void on(Table<DeadLetter> table, DeadLetter letter);
    }

    DeadLetters read(String id) throws TException {
        ReqContext caller = ReqContext.context();
        DeadLetters answer = gate.lead(leader -> {
            Map<String, Object> conf = leader.withId(id).conf();
            gate.permit(caller, READ, conf);
            return new DeadLetters(DeadLetterSettings.of(conf).after(), new HashMap<>(leader.metrics().deadLetters(id, clock.secs())), new ArrayList<>());
        });
        List<DeadLetter> letters = RpcGate.answer(() -> new ArrayList<>(state.deadLetters(id).all().values()));
        letters.sort((a, b) -> Long.compare(b.get_id(), a.get_id()));
        for (DeadLetter letter : letters) {
            DeadLetter shown = letter.deepCopy();
            if (!letter.is_set_payload() && !letter.is_set_trouble()) {
                shown.set_trouble("its values were not kept");
            }
            shown.unset_payload();
            answer.add_to_letters(shown);
        }
        return answer;
    }

    int replay(String id, List<Long> numbers) throws TException {
        return change(id, numbers, true, (table, letter) -> table.update(DeadLetterBox.key(letter.get_id()), there -> asked(there, letter)));
    }

    /** Another's drop, or a newer letter, may have removed it meanwhile. */
    private DeadLetter asked(Optional<DeadLetter> there, DeadLetter read) {
        DeadLetter letter = there.orElseThrow(() -> new IllegalStateException("dead letter " + read.get_id() + " was removed meanwhile")).deepCopy();
        letter.unset_trouble();
        letter.set_replay_millis(clock.millis());
        return letter;
    }

    int drop(String id, List<Long> numbers) throws TException {
        return change(id, numbers, false, (table, letter) -> table.remove(DeadLetterBox.key(letter.get_id())));
    }

    /** @param replay whether letters that cannot be replayed are refused where they are named, and left out otherwise */
    private int change(String id, List<Long> numbers, boolean replay, Change change) throws TException {
        ReqContext caller = ReqContext.context();
        // Fenced by its leadership, wherever it is used: letters may be many, and Nimbus's thread has others to serve.
        ClusterState leaders = gate.lead(leader -> {
            Map<String, Object> conf = leader.withId(id).conf();
            gate.permit(caller, CHANGE, conf);
            if (!DeadLetterSettings.of(conf).isOn()) {
                throw new InvalidTopologyException("topology " + id + " has no dead letters: " + DeadLetterSettings.AFTER + " is not set");
            }
            return leader.state();
        });
        return RpcGate.answer(() -> {
            Table<DeadLetter> table = leaders.deadLetters(id);
            List<DeadLetter> chosen = new ArrayList<>();
            for (DeadLetter letter : chosen(table, numbers).values()) {
                if (!replay || letter.is_set_payload()) {
                    chosen.add(letter);
                } else if (!numbers.isEmpty()) {
                    throw new InvalidTopologyException("dead letter " + letter.get_id() + " cannot be replayed: "
                        + (letter.is_set_trouble() ? letter.get_trouble() : "its values were not kept"));
                }
            }
            for (DeadLetter letter : chosen) {
                change.on(table, letter);
            }
            return chosen.size();
        });
    }

    private static Map<String, DeadLetter> chosen(Table<DeadLetter> table, List<Long> numbers) throws InvalidTopologyException {
        if (numbers.isEmpty()) {
            return table.all();
        }
        Map<String, DeadLetter> chosen = new HashMap<>();
        for (long number : numbers) {
            String key = DeadLetterBox.key(number);
            chosen.put(key, table.get(key).orElseThrow(() -> new InvalidTopologyException("there is no dead letter " + number
                + "; storm dead-letters list shows those that are kept")));
        }
        return Collections.unmodifiableMap(chosen);
    }
}
