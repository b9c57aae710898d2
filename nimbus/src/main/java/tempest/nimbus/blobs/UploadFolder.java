// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus.blobs;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.cluster.Clock;
import tempest.cluster.SeenSince;

/** The folder into which clients upload jars before they submit. Any thread. It never touches a file outside its folder. */
public final class UploadFolder {
    private static final Logger LOG = LoggerFactory.getLogger(UploadFolder.class);

    private static final Pattern NAME = Pattern.compile("stormjar-[0-9a-f-]{36}\\.jar");

    private final Path folder;
    private final Sessions<UploadFile> uploads;
    private final SeenSince seen;

    /** @param expirySecs after which an idle upload is dropped */
    public UploadFolder(Path folder, Clock clock, int expirySecs) throws IOException {
        this.folder = folder.toAbsolutePath().normalize();
        this.uploads = new Sessions<>(clock, expirySecs, UploadFile::discard);
        this.seen = new SeenSince(clock);
        Files.createDirectories(this.folder);
    }

    /** Starts an upload; what a caller takes for its location is a name that nobody can guess, and says nothing of this machine's folders. */
    public String begin() throws IOException {
        String name = "stormjar-" + UUID.randomUUID() + ".jar";
        uploads.open(name, new UploadFile(folder.resolve(name)));
        return name;
    }

    public void write(String location, byte[] bytes, int offset, int length) throws IOException {
        UploadFile upload = known(uploads.use(location), location);
        try {
            synchronized (upload) {
                upload.write(bytes, offset, length);
            }
        } catch (IOException e) {
            uploads.end(location);
            throw e;
        }
    }

    public void finish(String location) throws IOException {
        UploadFile upload = known(uploads.end(location), location);
        synchronized (upload) {
            upload.close();
        }
    }

    private static UploadFile known(UploadFile upload, String location) throws IOException {
        if (upload == null) {
            throw new IOException("no upload to " + location + " is in progress; it has ended or was idle for too long");
        }
        return upload;
    }

    /** The uploaded file at a location that a client names, or null if it is not one of ours. */
    public Path find(String location) {
        Path file = location == null || !NAME.matcher(location).matches() ? null : folder.resolve(location);
        return file != null && Files.isRegularFile(file) ? file : null;
    }

    /** Drops idle uploads, and files that nobody submitted though they have been there for so long. */
    public void clean(long expiryMillis) throws IOException {
        uploads.expire();
        Set<String> idle = new HashSet<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (uploads.holds(name) || !Files.isRegularFile(file)) {
                    continue;
                }
                if (seen.isLongerThan(name, expiryMillis)) {
                    LOG.info("removing {}, which nobody submitted", file);
                    Files.deleteIfExists(file);
                } else {
                    idle.add(name);
                }
            }
        }
        seen.keep(idle);
    }
}
