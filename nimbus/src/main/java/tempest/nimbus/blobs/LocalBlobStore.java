// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus.blobs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.storm.generated.AuthorizationException;
import org.apache.storm.generated.KeyAlreadyExistsException;
import org.apache.storm.generated.KeyNotFoundException;
import org.apache.storm.generated.ReadableBlobMeta;
import org.apache.storm.generated.SettableBlobMeta;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.cluster.AtomicFile;
import tempest.cluster.Clock;
import tempest.cluster.ThriftCodec;

/**
 * Blobs as folders of files: {@code <key>/data.<version>} and {@code <key>/meta}, which names the version that counts. A blob exists
 * once its meta is there, and a write becomes visible by one atomic rename, so nobody ever sees half of one. Any thread; changes
 * of names and metadata exclude each other, transfers of data do not wait for anything.
 */
public final class LocalBlobStore implements BlobStorage {
    private static final Logger LOG = LoggerFactory.getLogger(LocalBlobStore.class);
    private static final Pattern KEY = Pattern.compile("[\\w \\t._-]+", Pattern.UNICODE_CHARACTER_CLASS);
    private static final String META = "meta";
    /** No key's folder: it would be escaped. */
    private static final String UPLOADS = "#uploads";

    private final Path root;
    private final Path uploads;
    private final BlobAcl acl;
    private final Clock clock;
    private final ThriftCodec<ReadableBlobMeta> codec = new ThriftCodec<>(ReadableBlobMeta::new);

    /** Opens the store and removes what an earlier process left unfinished. */
    public LocalBlobStore(Path root, BlobAcl acl, Clock clock) throws IOException {
        this.root = root;
        this.uploads = root.resolve(UPLOADS);
        this.acl = acl;
        this.clock = clock;
        if (Files.exists(uploads)) {
            deleteTree(uploads);
        }
        Files.createDirectories(uploads);
        for (Path folder : folders()) {
            if (!Files.exists(folder.resolve(META))) {
                LOG.info("removing {}, which an earlier process did not finish", folder);
                deleteTree(folder);
            } else {
                tidy(folder);
            }
        }
    }

    /** Removes what belongs to no version that counts: a process that ends between two steps of a change leaves such files. */
    private void tidy(Path folder) throws IOException {
        ReadableBlobMeta meta;
        try {
            meta = codec.decode(Files.readAllBytes(folder.resolve(META)));
        } catch (IOException e) {
            LOG.warn("{} cannot be read, its files stay as they are: {}", folder.resolve(META), e.getMessage());
            return;
        }
        List<Path> left = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            files.forEach(left::add);
        }
        left.removeAll(List.of(folder.resolve(META), data(folder, meta.get_version())));
        for (Path file : left) {
            LOG.info("removing {}, which an earlier process did not finish or remove", file);
            Files.delete(file);
        }
    }

    /** Whether this text can name a blob. */
    public static boolean isKey(String key) {
        return key != null && KEY.matcher(key).matches() && !key.equals(".") && !key.equals("..");
    }

    @Override
    public Upload create(String key, SettableBlobMeta meta, String user)
            throws AuthorizationException, KeyAlreadyExistsException, IOException {
        checkKey(key);
        SettableBlobMeta granted = acl.forCreation(meta, user);
        if (exists(key)) {
            throw new KeyAlreadyExistsException("blob '" + key + "' exists already; update or delete it");
        }
        return new FileUpload(key, granted, FileUpload.NEW);
    }

    @Override
    public Upload update(String key, String user) throws AuthorizationException, KeyNotFoundException, IOException {
        ReadableBlobMeta meta = read(key);
        acl.check(key, meta.get_settable(), BlobAcl.WRITE, user);
        return new FileUpload(key, meta.get_settable(), FileUpload.NEXT);
    }

    @Override
    public Upload replica(String key, ReadableBlobMeta theirs) throws IOException {
        return new FileUpload(key, theirs.get_settable(), theirs.get_version());
    }

    @Override
    public synchronized long adopt(String key, Path file, SettableBlobMeta meta) throws IOException, KeyAlreadyExistsException {
        if (exists(key)) {
            throw new KeyAlreadyExistsException("blob '" + key + "' exists already");
        }
        return commit(key, file, meta, nextVersion(key));
    }

    @Override
    public synchronized long put(String key, byte[] bytes, SettableBlobMeta meta) throws IOException {
        Path file = uploads.resolve(UUID.randomUUID().toString());
        try {
            Files.write(file, bytes);
            AtomicFile.sync(file);
            return commit(key, file, meta, nextVersion(key));
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private long nextVersion(String key) throws IOException {
        return Math.max(clock.millis(), find(key).map(before -> before.get_version() + 1).orElse(0L));
    }

    private synchronized long commit(String key, Path file, SettableBlobMeta settable, long version) throws IOException {
        Path folder = folder(key);
        Optional<ReadableBlobMeta> before = find(key);
        Files.createDirectories(folder);
        try {
            Files.move(file, data(folder, version), StandardCopyOption.ATOMIC_MOVE);
            writeMeta(folder, new ReadableBlobMeta(settable, version));
        } catch (IOException e) {
            if (before.isEmpty()) {
                deleteTree(folder);
            } else {
                Files.deleteIfExists(data(folder, version));
            }
            throw e;
        }
        if (before.isPresent() && before.get().get_version() != version) {
            // Who has the old version open reads on; the name is gone.
            Files.deleteIfExists(data(folder, before.get().get_version()));
        }
        return version;
    }

    private void writeMeta(Path folder, ReadableBlobMeta meta) throws IOException {
        AtomicFile.replaceDurably(folder.resolve(META), codec.encode(meta));
    }

    @Override
    public ReadableBlobMeta meta(String key, String user) throws AuthorizationException, KeyNotFoundException, IOException {
        ReadableBlobMeta meta = read(key);
        acl.checkAny(key, meta.get_settable(), user);
        return meta;
    }

    @Override
    public boolean isShared() {
        return false;
    }

    /** This one alone: others' are in the shared state. */
    @Override
    public int replication(String key) {
        return 1;
    }

    @Override
    public int setReplication(String key, int copies, String user) throws AuthorizationException, KeyNotFoundException, IOException {
        SettableBlobMeta meta = meta(key, user).get_settable();
        meta.set_replication_factor(copies);
        setMeta(key, meta, user);
        return copies;
    }

    @Override
    public void start() {
        // It does nothing by itself.
    }

    @Override
    public void close() {
        // Nothing is open between calls.
    }

    @Override
    public synchronized void setMeta(String key, SettableBlobMeta settable, String user)
            throws AuthorizationException, KeyNotFoundException, IOException {
        ReadableBlobMeta meta = read(key);
        acl.check(key, meta.get_settable(), BlobAcl.ADMIN, user);
        writeMeta(folder(key), new ReadableBlobMeta(acl.forCreation(settable, user), meta.get_version()));
    }

    @Override
    public void checkDeletion(String key, String user) throws AuthorizationException, KeyNotFoundException, IOException {
        acl.check(key, read(key).get_settable(), BlobAcl.WRITE, user);
    }

    @Override
    public synchronized void delete(String key, String user) throws AuthorizationException, KeyNotFoundException, IOException {
        checkDeletion(key, user);
        remove(key);
    }

    @Override
    public synchronized boolean remove(String key) throws IOException {
        Path folder = folder(key);
        if (!Files.deleteIfExists(folder.resolve(META))) {
            return false;
        }
        deleteTree(folder);
        return true;
    }

    @Override
    public Opened open(String key, String user) throws AuthorizationException, KeyNotFoundException, IOException {
        acl.check(key, read(key).get_settable(), BlobAcl.READ, user);
        return open(key);
    }

    private synchronized Opened open(String key) throws KeyNotFoundException, IOException {
        long version = read(key).get_version();
        Path file = data(folder(key), version);
        return new Opened(Files.newInputStream(file), version, Files.size(file));
    }

    @Override
    public byte[] bytes(String key) throws IOException, KeyNotFoundException {
        try (InputStream in = open(key).data()) {
            return in.readAllBytes();
        }
    }

    @Override
    public boolean exists(String key) {
        return isKey(key) && Files.exists(folder(key).resolve(META));
    }

    @Override
    public Optional<Long> version(String key) throws IOException {
        return find(key).map(ReadableBlobMeta::get_version);
    }

    @Override
    public List<String> keys() throws IOException {
        List<String> keys = new ArrayList<>();
        for (Path folder : folders()) {
            if (Files.exists(folder.resolve(META))) {
                keys.add(URLDecoder.decode(folder.getFileName().toString(), StandardCharsets.UTF_8));
            }
        }
        keys.sort(null);
        return keys;
    }

    private List<Path> folders() throws IOException {
        List<Path> folders = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(root)) {
            for (Path entry : entries) {
                if (!entry.equals(uploads) && Files.isDirectory(entry)) {
                    folders.add(entry);
                }
            }
        }
        return folders;
    }

    private ReadableBlobMeta read(String key) throws KeyNotFoundException, IOException {
        return find(key).orElseThrow(() -> new KeyNotFoundException("there is no blob '" + key + "'"));
    }

    private Optional<ReadableBlobMeta> find(String key) throws IOException {
        if (!isKey(key)) {
            return Optional.empty();
        }
        Path meta = folder(key).resolve(META);
        try {
            return Optional.of(codec.decode(Files.readAllBytes(meta)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new IOException("cannot read " + meta + ": " + e.getMessage(), e);
        }
    }

    private static void checkKey(String key) throws AuthorizationException {
        if (!isKey(key)) {
            // The only exception of the contract that this call may answer with and that fits any refusal.
            throw new AuthorizationException("'" + key + "' cannot name a blob: letters, digits, space, '.', '_' and '-' only");
        }
    }

    private Path folder(String key) {
        return root.resolve(URLEncoder.encode(key, StandardCharsets.UTF_8));
    }

    private static Path data(Path folder, long version) {
        return folder.resolve("data." + version);
    }

    static void deleteTree(Path tree) throws IOException {
        try (Stream<Path> paths = Files.walk(tree)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private final class FileUpload implements Upload {
        /** A blob that must not exist yet. */
        private static final long NEW = -1;
        /** The next version of a blob that must exist. Anything else is the version of a copy. */
        private static final long NEXT = -2;

        private final String key;
        private final SettableBlobMeta settable;
        private final long kind;
        private final UploadFile file;

        FileUpload(String key, SettableBlobMeta settable, long kind) throws IOException {
            this.key = key;
            this.settable = settable;
            this.kind = kind;
            this.file = new UploadFile(uploads.resolve(UUID.randomUUID().toString()));
        }

        @Override
        public String key() {
            return key;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            file.write(bytes, offset, length);
        }

        @Override
        public void finish() throws IOException, KeyAlreadyExistsException, KeyNotFoundException {
            try {
                file.close();
                synchronized (LocalBlobStore.this) {
                    if (kind == NEW && exists(key)) {
                        throw new KeyAlreadyExistsException("blob '" + key + "' was created by someone else meanwhile");
                    }
                    // An update keeps the access list of now, not of when it began.
                    SettableBlobMeta meta = kind == NEXT ? read(key).get_settable() : settable;
                    commit(key, file.path(), meta, kind >= 0 ? kind : nextVersion(key));
                }
            } finally {
                file.discard();
            }
        }

        @Override
        public void cancel() {
            file.discard();
        }
    }
}
