// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package tempest.state.snapshot;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What one task's state was in one epoch of an exactly-once topology, as the epoch keeps it: its files lie beside, see {@link EpochFiles}. Immutable.
 *
 * @param manifest what it consists of; its sequence is the epoch
 * @param origins for each of its files, the incarnation that stored it
 */
public record EpochSnapshot(SnapshotManifest manifest, List<Long> origins) {
    private static final int FORMAT = 1;

    public EpochSnapshot {
        origins = List.copyOf(origins);
    }

    public byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        try {
            out.writeInt(FORMAT);
            out.writeInt(origins.size());
            for (long origin : origins) {
                out.writeLong(origin);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("into memory", e);
        }
        bytes.writeBytes(manifest.toBytes());
        return bytes.toByteArray();
    }

    /**
     * @throws IOException if this is none, or of another version
     */
    public static EpochSnapshot of(byte[] bytes) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        int format = bytes.length < Integer.BYTES ? 0 : in.readInt();
        if (format != FORMAT) {
            throw new IOException("its snapshot is no list of RocksDB's files of format " + FORMAT
                + ": state was in memory before, or another version of Tempest wrote it. Keep topology.state.provider as it was, or name an empty folder to begin anew");
        }
        int files = in.readInt();
        List<Long> origins = new ArrayList<>();
        for (int i = 0; i < files; i++) {
            origins.add(in.readLong());
        }
        EpochSnapshot snapshot = new EpochSnapshot(SnapshotManifest.of(in.readAllBytes()), origins);
        if (snapshot.manifest.files().size() != files) {
            throw new IOException("its snapshot has " + snapshot.manifest.files().size() + " files, of which " + files + " have an origin");
        }
        return snapshot;
    }

    /** Where its i-th file is. */
    String stored(int i) {
        return origins.get(i) + "/" + manifest.files().get(i).stored();
    }
}
