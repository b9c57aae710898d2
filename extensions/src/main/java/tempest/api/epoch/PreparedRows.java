// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.api.epoch;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.storm.state.DefaultStateSerializer;
import org.apache.storm.state.Serializer;
import org.apache.storm.task.TopologyContext;

/**
 * Rows that a sink was given and that are not to be seen yet: those of an epoch wait in {@code topology.state.epoch.folder} until it is committed, for whichever process commits it. For
 * sinks whose system cannot keep something invisible for long. The task's thread calls it; throws {@link java.io.UncheckedIOException} if the folder is not to be reached.
 */
public final class PreparedRows {
    private static final String ROWS = "rows";
    private static final String HISTORY = "history";

    private final EpochStore store;
    private final String name;
    private final Serializer<Object> serializer;
    private ArrayList<List<Object>> rows = new ArrayList<>();
    private String history;

    PreparedRows(EpochStore store, String name, Serializer<Object> serializer) {
        this.store = store;
        this.name = name;
        this.serializer = serializer;
    }

    /** Those of a task of an exactly-once topology, as a bolt is prepared with it. */
    public static PreparedRows of(Map<String, Object> conf, TopologyContext context) {
        return new PreparedRows(EpochSettings.of(conf).store(), EpochSettings.name(context), new DefaultStateSerializer<>(conf, context));
    }

    /** The task's name: the same in every life of the topology. */
    public String name() {
        return name;
    }

    /** Which folder the numbers of epochs are of: with another folder they begin anew. A UUID. */
    public String history() {
        if (history == null) {
            store.create(HISTORY, UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII));
            history = new String(store.read(HISTORY), StandardCharsets.US_ASCII);
        }
        return history;
    }

    /** @param row values that {@code topology.state.kryo.register} and Kryo can write */
    public void add(List<Object> row) {
        rows.add(row);
    }

    /** Makes what was added since the last call durable under this transaction. */
    public void prepare(Transaction transaction) {
        store.create(entry(transaction), serializer.serialize(rows));
        rows = new ArrayList<>();
    }

    /** What was prepared; null if it was not, or was deleted. */
    @SuppressWarnings("unchecked")
    public List<List<Object>> read(Transaction transaction) {
        byte[] prepared = store.read(entry(transaction));
        return prepared == null ? null : (List<List<Object>>) serializer.deserialize(prepared);
    }

    /** What was prepared is to be seen now. */
    public void delete(Transaction transaction) {
        store.delete(entry(transaction));
    }

    /** Forgets what was prepared by earlier incarnations than this one, and what was added since. */
    public void abort(long incarnation) {
        rows = new ArrayList<>();
        for (String prepared : store.list(folder())) {
            if (Long.parseLong(prepared.substring(prepared.indexOf('-') + 1)) < incarnation) {
                store.delete(folder() + "/" + prepared);
            }
        }
    }

    private String folder() {
        return ROWS + "/" + name;
    }

    /** Where they are, for messages. */
    public String entry(Transaction transaction) {
        return folder() + "/" + transaction.epoch() + "-" + transaction.incarnation();
    }
}
