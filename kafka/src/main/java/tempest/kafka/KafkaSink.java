// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.kafka;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Utils;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.base.BaseRichBolt;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.utils.SteadyTime;
import tempest.api.epoch.ITwoPhaseSink;
import tempest.api.epoch.PreparedRows;
import tempest.api.epoch.Transaction;

/**
 * Writes tuples of an exactly-once topology to Kafka: consumers that read committed records see each once. The records of a task's epoch wait in
 * {@code topology.state.epoch.folder} until it is committed, and are then written in one transaction of Kafka together with the epoch's number, so that no transaction is open
 * between epochs and none can be too old. A transactional id of each task's own keeps processes out that were given up for dead. Its task's thread calls it.
 */
public final class KafkaSink extends BaseRichBolt implements ITwoPhaseSink {
    private static final long serialVersionUID = 1L;

    private final HashMap<String, Object> conf;
    private final Records records;
    private transient OutputCollector collector;
    private transient PreparedRows rows;
    private transient Serializer<Object> keys;
    private transient Serializer<Object> values;
    private transient EpochTransactions transactions;

    /** What is written for a tuple; travels with the topology. */
    @FunctionalInterface
    public interface Records extends Serializable {
        /** The record of a tuple; null for none. */
        ProducerRecord<?, ?> of(Tuple tuple);
    }

    /**
     * @param conf of a producer: {@code bootstrap.servers} at least. Serializers are for strings unless it says otherwise; {@code transactional.id} is what the ids of tasks begin with,
     *     {@code tempest} by default. Values have to be serializable
     * @throws IllegalArgumentException if that cannot be right
     */
    public KafkaSink(Map<String, Object> conf, Records records) {
        ClientSettings.requireServers("KafkaSink", conf);
        ClientSettings.refuse("KafkaSink", conf, ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true", "transactions need it");
        ClientSettings.refuse("KafkaSink", conf, ProducerConfig.ACKS_CONFIG, "all", "transactions need all");
        this.conf = new HashMap<>(conf);
        this.records = records;
    }

    /** Writes the field {@code value} of each tuple to a topic, and the field {@code key}, if it has one, as the key. */
    public KafkaSink(Map<String, Object> conf, String topic) {
        this(conf, tuple -> new ProducerRecord<>(topic, tuple.contains("key") ? tuple.getValueByField("key") : null, tuple.getValueByField("value")));
    }

    @Override
    public void prepare(Map<String, Object> topoConf, TopologyContext context, OutputCollector collector) {
        prepare(PreparedRows.of(topoConf, context), collector);
    }

    void prepare(PreparedRows rows, OutputCollector collector) {
        this.rows = rows;
        this.collector = collector;
        keys = serializer(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, true);
        values = serializer(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, false);
        transactions = new EpochTransactions(conf, SteadyTime::currentTimeMillis);
    }

    @SuppressWarnings("unchecked")
    private Serializer<Object> serializer(String key, boolean isKey) {
        Object named = conf.getOrDefault(key, StringSerializer.class.getName());
        try {
            Serializer<Object> serializer = (Serializer<Object>) (named instanceof Class<?> type ? Utils.newInstance(type) : Utils.newInstance(named.toString(), Serializer.class));
            serializer.configure(conf, isKey);
            return serializer;
        } catch (ClassNotFoundException | ClassCastException | KafkaException e) {
            throw new IllegalArgumentException("KafkaSink: " + key + " is " + named + ", of which no serializer can be made: " + e.getMessage(), e);
        }
    }

    @Override
    @SuppressWarnings("unchecked")
    public void execute(Tuple input) {
        try {
            ProducerRecord<Object, Object> record = (ProducerRecord<Object, Object>) records.of(input);
            if (record != null) {
                rows.add(row(record));
            }
        } catch (RuntimeException e) {
            collector.reportError(new IllegalStateException("A tuple cannot be made a record of Kafka: " + e, e));
            collector.fail(input);
            return;
        }
        collector.ack(input);
    }

    private List<Object> row(ProducerRecord<Object, Object> record) {
        List<Object> row = new ArrayList<>();
        row.add(record.topic());
        row.add(record.partition());
        row.add(record.timestamp());
        row.add(keys.serialize(record.topic(), record.headers(), record.key()));
        row.add(values.serialize(record.topic(), record.headers(), record.value()));
        for (Header header : record.headers()) {
            row.add(header.key());
            row.add(header.value());
        }
        return row;
    }

    @Override
    public void prepare(Transaction transaction) {
        rows.prepare(transaction);
    }

    @Override
    public void commit(Transaction transaction) {
        List<List<Object>> prepared = rows.read(transaction);
        if (prepared == null) {
            return; // it is written: only then it is deleted
        }
        if (!prepared.isEmpty()) {
            connect();
            transactions.write(transaction.epoch(), prepared);
        }
        rows.delete(transaction);
    }

    private void connect() {
        transactions.connect(rows.history() + "-" + rows.name());
    }

    @Override
    public void abort(long incarnation) {
        rows.abort(incarnation);
        connect(); // what is wrong with it is to be told at the start
    }

    @Override
    public void cleanup() {
        transactions.close();
        keys.close();
        values.close();
    }

    @Override
    public void declareOutputFields(OutputFieldsDeclarer declarer) {
    }
}
