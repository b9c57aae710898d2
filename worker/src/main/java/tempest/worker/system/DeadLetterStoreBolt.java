// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.system;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.storm.task.IBolt;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.tuple.Tuple;
import tempest.cluster.DeadLetterSettings;
import tempest.cluster.Secrets;
import tempest.rpc.DeadLetter;
import tempest.worker.serialization.StoredValues;
import tempest.worker.serialization.UnserializableTupleException;

/**
 * The component {@code __dead_letter_store}: keeps the dead letters of the bolts whose dead letters no bolt of the user's reads. What is masked never
 * leaves it. A letter that cannot be kept is failed: the spout's message comes again. Run by its executor's thread, which may block in the store.
 */
@SuppressWarnings("serial") // created in the worker, never serialized
public final class DeadLetterStoreBolt implements IBolt {
    /** Most bytes of a letter's values for a replay. */
    public static final int MOST_PAYLOAD = 64 << 10;
    private static final int MOST_TEXT = 1000;
    private static final int MOST_TEXTS = 16_000;

    private final transient DeadLetterStore store;
    private final transient DeadLetterSettings settings;
    private final transient StoredValues stored;
    private transient OutputCollector collector;

    /** @param stored writes values for a replay */
    public DeadLetterStoreBolt(DeadLetterStore store, DeadLetterSettings settings, StoredValues stored) {
        this.store = store;
        this.settings = settings;
        this.stored = stored;
    }

    @Override
    public void prepare(Map<String, Object> conf, TopologyContext context, OutputCollector newCollector) {
        collector = newCollector;
    }

    @Override
    public void execute(Tuple tuple) {
        try {
            store.add(letter(tuple));
        } catch (RuntimeException e) {
            collector.reportError(e);
            collector.fail(tuple);
            return;
        }
        collector.ack(tuple);
    }

    @SuppressWarnings("unchecked")
    private DeadLetter letter(Tuple tuple) {
        List<String> fields = (List<String>) tuple.getValueByField("fields");
        List<Object> values = (List<Object>) tuple.getValueByField("values");
        List<Object> shown = new ArrayList<>();
        boolean masked = false;
        for (int i = 0; i < values.size(); i++) {
            Object value = i < fields.size() && settings.isMasked(fields.get(i)) ? Secrets.MASK : masked(values.get(i));
            masked |= value != values.get(i);
            shown.add(value);
        }
        DeadLetter letter = new DeadLetter(0, tuple.getLongByField("time"), tuple.getStringByField("component"), tuple.getIntegerByField("task"),
            tuple.getStringByField("source"), tuple.getIntegerByField("source-task"), tuple.getStringByField("stream"), tuple.getStringByField("spout"),
            tuple.getIntegerByField("attempts"), fields, texts(shown));
        letter.set_cause(tuple.getStringByField("cause"));
        if (masked) {
            letter.set_trouble("values are masked (" + DeadLetterSettings.MASK + ")");
            return letter;
        }
        try {
            letter.set_payload(stored.write(values));
        } catch (UnserializableTupleException e) {
            letter.set_trouble(e.getMessage());
        }
        return letter;
    }

    /** The value, or a copy without what is masked inside. */
    private Object masked(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> copy = new LinkedHashMap<>();
            boolean changed = false;
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                Object one = settings.isMasked(String.valueOf(entry.getKey())) ? Secrets.MASK : masked(entry.getValue());
                changed |= one != entry.getValue();
                copy.put(entry.getKey(), one);
            }
            return changed ? copy : value;
        }
        if (value instanceof Collection<?> many) {
            List<Object> copy = new ArrayList<>();
            boolean changed = false;
            for (Object element : many) {
                Object one = masked(element);
                changed |= one != element;
                copy.add(one);
            }
            return changed ? copy : value;
        }
        return value;
    }

    private static List<String> texts(List<Object> values) {
        List<String> texts = new ArrayList<>();
        int left = MOST_TEXTS;
        for (Object value : values) {
            String text = text(value);
            int most = Math.min(left, MOST_TEXT);
            texts.add(text.length() <= most ? text : text.substring(0, most) + "…");
            left = Math.max(0, left - text.length());
        }
        return texts;
    }

    private static String text(Object value) {
        try {
            return String.valueOf(value);
        } catch (RuntimeException | StackOverflowError e) { // toString() is the user's
            return value.getClass().getName() + ", whose toString() fails with " + e;
        }
    }

    @Override
    public void cleanup() {
        // It holds no resources.
    }
}
