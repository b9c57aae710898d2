// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnTimeoutException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a task's epochs to Kafka, each in one transaction, with the epoch's number as the offset of a consumer group that nobody is in: whether an epoch is there is then known to whoever has the
 * transactional id, and only one has it. Called by the task's thread; throws {@link IllegalStateException}, in one line.
 *
 * <pre>
 * CLOSED --connect: others are fenced, what they left open is aborted, the last epoch is read--> CONNECTED --a write fails, close--> CLOSED
 * </pre>
 */
final class EpochTransactions implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EpochTransactions.class);
    private static final String DEFAULT_PREFIX = "tempest";
    private static final int DEFAULT_TIMEOUT_MS = 60_000;
    private static final long READ_SECS = 60;

    private final Map<String, Object> conf;
    private final LongSupplier clock;
    private final String prefix;
    private final long timeoutMs;
    private String id;
    private Producer<byte[], byte[]> producer;
    private long written;

    /** @param clock milliseconds */
    EpochTransactions(Map<String, Object> conf, LongSupplier clock) {
        this.conf = conf;
        this.clock = clock;
        prefix = conf.getOrDefault(ProducerConfig.TRANSACTIONAL_ID_CONFIG, DEFAULT_PREFIX).toString();
        timeoutMs = Long.parseLong(conf.getOrDefault(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, DEFAULT_TIMEOUT_MS).toString());
    }

    /** Takes the task's transactional id, unless this has it already. */
    void connect(String task) {
        if (producer != null) {
            return;
        }
        id = prefix + "-" + task;
        Map<String, Object> settings = new HashMap<>(conf);
        settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
        settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, id);
        try {
            producer = new KafkaProducer<>(settings);
            producer.initTransactions();
            written = lastWritten();
            LOG.info("{}: epoch {} is the last one in Kafka; the records of one may take {} ms ({})", id, written, timeoutMs, ProducerConfig.TRANSACTION_TIMEOUT_CONFIG);
        } catch (KafkaException e) {
            close();
            if (!isTooLong(e)) {
                throw new IllegalStateException("Kafka cannot be written as " + id + ": " + e.getMessage(), e);
            }
            throw new IllegalStateException(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG + " is " + timeoutMs + " ms, more than the broker's transaction.max.timeout.ms; set it lower, or that higher", e);
        }
    }

    /** What the client makes of the broker's answer has no type of its own. */
    private static boolean isTooLong(KafkaException e) {
        return e instanceof InvalidTxnTimeoutException || e.getCause() instanceof InvalidTxnTimeoutException || String.valueOf(e.getMessage()).contains("transaction.max.timeout.ms");
    }

    /** Nobody else writes any more, so it stays as it is. */
    private long lastWritten() {
        Map<String, Object> settings = new HashMap<>(conf);
        settings.keySet().removeAll(ProducerConfig.configNames().stream().filter(key -> !AdminClientConfig.configNames().contains(key)).toList());
        try (Admin admin = Admin.create(settings)) {
            return admin.listConsumerGroupOffsets(id, new ListConsumerGroupOffsetsOptions().requireStable(true)).partitionsToOffsetAndMetadata().get(READ_SECS, TimeUnit.SECONDS)
                .values().stream().mapToLong(OffsetAndMetadata::offset).max().orElse(0);
        } catch (ExecutionException e) {
            throw new KafkaException("the last epoch cannot be read: " + e.getCause().getMessage(), e.getCause());
        } catch (TimeoutException e) {
            throw new KafkaException("the last epoch cannot be read within " + READ_SECS + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted", e);
        }
    }

    /** Writes an epoch, if it is not there yet. */
    void write(long epoch, List<List<Object>> rows) {
        if (epoch <= written) {
            LOG.info("{}: epoch {} is in Kafka already", id, epoch);
            return;
        }
        long since = clock.getAsLong();
        try {
            producer.beginTransaction();
            rows.forEach(row -> producer.send(record(row)));
            TopicPartition marked = new TopicPartition((String) rows.get(0).get(0), 0);
            producer.sendOffsetsToTransaction(Map.of(marked, new OffsetAndMetadata(epoch)), new ConsumerGroupMetadata(id));
            producer.commitTransaction();
            written = epoch;
        } catch (KafkaException e) {
            close(); // whether it is there is seen when this connects again
            throw new IllegalStateException(reason(epoch, e, clock.getAsLong() - since), e);
        }
    }

    private String reason(long epoch, KafkaException e, long tookMs) {
        boolean isFenced = e instanceof ProducerFencedException || e instanceof InvalidProducerEpochException || e.getCause() instanceof ProducerFencedException
            || e.getCause() instanceof InvalidProducerEpochException;
        if (isFenced && tookMs >= timeoutMs) {
            return "Epoch " + epoch + " took " + tookMs + " ms to be written, longer than " + ProducerConfig.TRANSACTION_TIMEOUT_CONFIG + " (" + timeoutMs
                + " ms), after which the broker aborts it; set that higher, or topology.state.checkpoint.interval.ms lower";
        }
        if (isFenced) {
            return "Epoch " + epoch + " was not written: another process has taken " + id + " over";
        }
        return "Epoch " + epoch + " could not be written to Kafka: " + e.getMessage() + (e.getCause() == null ? "" : ": " + e.getCause().getMessage());
    }

    private static ProducerRecord<byte[], byte[]> record(List<Object> row) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>((String) row.get(0), (Integer) row.get(1), (Long) row.get(2), (byte[]) row.get(3), (byte[]) row.get(4));
        for (int i = 5; i < row.size(); i += 2) {
            record.headers().add((String) row.get(i), (byte[]) row.get(i + 1));
        }
        return record;
    }

    /** What is not committed is aborted by who connects next, or by the broker. */
    @Override
    public void close() {
        if (producer != null) {
            producer.close(Duration.ZERO);
            producer = null;
        }
    }
}
