// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor.localizer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.UUID;
import tempest.cluster.UserBlob;

/**
 * User blobs on disk, shared by all topologies here: {@code files/KEY/VERSION} as it came or {@code archives/KEY/VERSION/} unpacked, and
 * beside each a link {@code current}. Who has a link to {@code current} sees a new version as soon as it is complete.
 *
 * <p>Any download thread; two of them never fetch one blob at the same time.
 */
final class UserBlobCache {

    private static final String CURRENT = "current";
    private static final int LOCKS = 32;

    private final Path root;
    private final Path tmp;
    private final BlobSource source;
    private final BlobDownload download;
    private final Object[] locks = new Object[LOCKS];

    UserBlobCache(Path root, Path tmp, BlobSource source, BlobDownload download) {
        this.root = root;
        this.tmp = tmp;
        this.source = source;
        this.download = download;
        Arrays.setAll(locks, i -> new Object());
    }

    /** The folder of all versions of a blob. */
    Path folder(UserBlob blob) {
        return root.resolve(blob.uncompress() ? "archives" : "files").resolve(blob.key());
    }

    /** What topologies link to. */
    Path current(UserBlob blob) {
        return folder(blob).resolve(CURRENT);
    }

    /** Makes sure that the newest version is here; returns whether another one was here before. */
    boolean refresh(UserBlob blob) throws IOException {
        Path folder = folder(blob);
        synchronized (locks[Math.floorMod(folder.hashCode(), LOCKS)]) {
            String have = present(folder);
            if (have != null && have.equals(Long.toString(source.version(blob.key())))) {
                return false;
            }
            Path work = Files.createDirectories(tmp.resolve("blob-" + UUID.randomUUID()));
            try {
                Path raw = work.resolve("raw");
                long version = download.fetch(blob.key(), raw, file -> { }).version();
                Path finished = raw;
                if (blob.uncompress()) {
                    finished = work.resolve("unpacked");
                    Unpacker.archive(blob.key(), raw, finished);
                }
                Path place = folder.resolve(Long.toString(version));
                boolean changed = have != null && differs(blob, folder.resolve(have), finished);
                FileTree.replace(finished, place);
                FileTree.link(folder.resolve(CURRENT), Path.of(place.getFileName().toString()));
                if (have != null && !have.equals(place.getFileName().toString())) {
                    FileTree.remove(folder.resolve(have));
                }
                return changed;
            } finally {
                FileTree.remove(work);
            }
        }
    }

    /** Another Nimbus gives the same content another version: such a change is none. Archives are not compared. */
    private static boolean differs(UserBlob blob, Path old, Path fresh) throws IOException {
        return blob.uncompress() || Files.mismatch(old, fresh) >= 0;
    }

    /** The version that {@code current} points to, if it is there. */
    private static String present(Path folder) throws IOException {
        Path current = folder.resolve(CURRENT);
        return Files.isSymbolicLink(current) && Files.exists(current) ? Files.readSymbolicLink(current).getFileName().toString() : null;
    }
}
