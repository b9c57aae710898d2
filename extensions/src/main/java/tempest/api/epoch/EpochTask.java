// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.api.epoch;

import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A task's part of the store. Called by the task's thread. */
final class EpochTask {
    static final String SNAPSHOTS = "snapshots";
    static final String CLAIMS = "claims";
    static final String FAULTS = "faults";
    private static final String LIVES = "lives";
    private static final Logger LOG = LoggerFactory.getLogger(EpochTask.class);

    private final EpochStore store;
    private final String name;

    /** The store cannot be reached, or lacks what it should have. */
    static final class StoreFailure extends Exception {
        private static final long serialVersionUID = 1L;

        StoreFailure(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** @param name the component and the task's place in it: the same in every life of the topology */
    EpochTask(EpochStore store, String name) {
        this.store = store;
        this.name = name;
    }

    String name() {
        return name;
    }

    static String name(String component, int index) {
        return component + "-" + index;
    }

    static String folder(Transaction transaction) {
        return SNAPSHOTS + "/" + transaction.epoch() + "-" + transaction.incarnation();
    }

    /** Takes part in an incarnation; false if another process, or another life, does so as this task. */
    boolean claim(long incarnation) throws StoreFailure {
        try {
            return store.create(CLAIMS + "/" + incarnation + "/" + name, new byte[0]);
        } catch (UncheckedIOException e) {
            throw new StoreFailure(name + " cannot take part in incarnation " + incarnation + ": " + e.getMessage() + ": " + e.getCause(), e);
        }
    }

    /**
     * To be called when this task starts. If it had a life before, what begins the incarnation at hand may have been sent to that one, whether it took part or not: then the incarnation
     * ends at once, which would not get complete any more.
     */
    void started() {
        try {
            boolean first = store.create(LIVES + "/" + name, new byte[0]);
            long incarnation = new EpochLog(store).latest().incarnation();
            if (!first && incarnation > 0) {
                fault(incarnation, "this task was started again");
            }
        } catch (UncheckedIOException e) {
            LOG.warn("{} cannot tell whether it was started again; if it was, that is noticed when the epoch takes too long", name, e);
        }
    }

    /** Has the coordinator end an incarnation. That only saves time: without a task that takes part, nothing is committed. */
    void fault(long incarnation, String why) {
        LOG.warn("{}: incarnation {} goes back to the last epoch: {}", name, incarnation, why);
        try {
            store.create(FAULTS + "/" + incarnation + "/" + name, why.getBytes(StandardCharsets.UTF_8));
        } catch (UncheckedIOException e) {
            LOG.warn("{} cannot say so; it is noticed when the epoch takes too long", name, e);
        }
    }

    /** False if it is not sure to be there. */
    boolean save(Transaction transaction, byte[] content) {
        try {
            return store.create(folder(transaction) + "/" + name, ByteBuffer.allocate(content.length + Integer.BYTES).put(content).putInt(checksum(content, content.length)).array());
        } catch (UncheckedIOException e) {
            LOG.warn("{} cannot save epoch {}", name, transaction.epoch(), e);
            return false;
        }
    }

    private static int checksum(byte[] content, int length) {
        CRC32C checksum = new CRC32C();
        checksum.update(content, 0, length);
        return (int) checksum.getValue();
    }

    /** What was saved; null at the beginning. */
    byte[] load(Transaction transaction) throws StoreFailure {
        if (transaction.epoch() == 0) {
            return null;
        }
        String entry = folder(transaction) + "/" + name;
        byte[] saved;
        try {
            saved = store.read(entry);
        } catch (UncheckedIOException e) {
            throw new StoreFailure(name + " cannot read epoch " + transaction.epoch() + ": " + e.getMessage() + ": " + e.getCause(), e);
        }
        if (saved == null) {
            throw new StoreFailure("The snapshot of " + name + " in epoch " + transaction.epoch() + " is missing: " + entry, null);
        }
        int length = saved.length - Integer.BYTES;
        if (length < 0 || ByteBuffer.wrap(saved).getInt(length) != checksum(saved, length)) {
            throw new StoreFailure("The snapshot of " + name + " in epoch " + transaction.epoch() + " is damaged: " + entry
                + " is not as it was written. Earlier epochs cannot be gone back to: sinks have committed this one", null);
        }
        return Arrays.copyOf(saved, length);
    }
}
