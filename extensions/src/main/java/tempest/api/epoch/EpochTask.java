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

    /** Has an incarnation in which another life of this task takes part end at once: it would not get complete any more. */
    void startedAgain() {
        try {
            long incarnation = new EpochLog(store).latest().incarnation();
            if (store.read(CLAIMS + "/" + incarnation + "/" + name) != null) {
                fault(incarnation, "this task was started again");
            }
        } catch (UncheckedIOException e) {
            LOG.warn("{} cannot tell that it was started again; if it was, that is noticed when the epoch takes too long", name, e);
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
