// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor.localizer;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Enumeration;
import java.util.Locale;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Unpacks archives. An entry that would land outside of the target folder, by its name or through links, fails the whole, and so does an archive that
 * unpacks to far more than it is.
 * Stateless; any download thread.
 */
final class Unpacker {

    private static final String RESOURCES = "resources/";
    private static final int BUFFER_BYTES = 8192;
    static final int MOST_ENTRIES = 100_000;
    private static final long ALWAYS_ALLOWED_BYTES = 1L << 30;
    private static final long MOST_TIMES = 100;

    /** What an archive has been unpacked to so far, held against what it may. */
    static final class Size {
        private final long mostBytes;
        private long bytes;
        private int entries;

        Size(long mostBytes) {
            this.mostBytes = mostBytes;
        }

        /** A gigabyte, or a hundred times the archive if that is more. */
        static Size of(Path archive) throws IOException {
            return new Size(Math.max(ALWAYS_ALLOWED_BYTES, MOST_TIMES * Files.size(archive)));
        }

        private void entry() throws IOException {
            if (++entries > MOST_ENTRIES) {
                throw new BlobSource.NoSuchBlobException("it has more than " + MOST_ENTRIES + " entries");
            }
        }

        private void grow(int more) throws IOException {
            bytes += more;
            if (bytes > mostBytes) {
                throw new BlobSource.NoSuchBlobException("it unpacks to more than " + mostBytes + " bytes");
            }
        }
    }

    private Unpacker() { }

    /** Unpacks what a topology's jar has under {@code resources/} into the folder, which is then its own {@code resources}. */
    static void resources(Path jar, Path into) throws IOException {
        Size size = Size.of(jar);
        Files.createDirectories(into);
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements();) {
                ZipEntry entry = entries.nextElement();
                if (entry.getName().startsWith(RESOURCES) && entry.getName().length() > RESOURCES.length()) {
                    unzip(zip, entry, entry.getName().substring(RESOURCES.length()), into, size);
                }
            }
        }
    }

    /** Fails if the file is no complete zip. */
    static void checkZip(Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            zip.size();
        } catch (ZipException e) {
            throw new IOException("it is no complete jar: " + e.getMessage(), e);
        }
    }

    /**
     * Unpacks an archive into a folder that is made for it.
     *
     * @param key  the blob's key, which tells the kind: jar, zip, tar, tar.gz or tgz
     */
    static void archive(String key, Path archive, Path into) throws IOException {
        archive(key, archive, into, Size.of(archive));
    }

    static void archive(String key, Path archive, Path into, Size size) throws IOException {
        String name = key.toLowerCase(Locale.ROOT);
        Files.createDirectories(into);
        if (name.endsWith(".zip") || name.endsWith(".jar")) {
            zip(archive, into, size);
        } else if (name.endsWith(".tar")) {
            try (InputStream in = new BufferedInputStream(Files.newInputStream(archive))) {
                tar(in, into, size);
            }
        } else if (name.endsWith(".tar.gz") || name.endsWith(".tgz")) {
            try (InputStream in = new GZIPInputStream(new BufferedInputStream(Files.newInputStream(archive)))) {
                tar(in, into, size);
            }
        } else {
            throw new BlobSource.NoSuchBlobException("blob " + key
                + " cannot be uncompressed: its key must end in .zip, .jar, .tar, .tar.gz or .tgz");
        }
    }

    private static void zip(Path archive, Path into, Size size) throws IOException {
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements();) {
                ZipEntry entry = entries.nextElement();
                unzip(zip, entry, entry.getName(), into, size);
            }
        }
    }

    private static void unzip(ZipFile zip, ZipEntry entry, String name, Path into, Size size) throws IOException {
        size.entry();
        Path target = inside(into, into, name);
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        try (InputStream in = zip.getInputStream(entry)) {
            write(in, target, into, size);
        }
    }

    private static void tar(InputStream in, Path into, Size size) throws IOException {
        TarArchiveInputStream tar = new TarArchiveInputStream(in);
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            size.entry();
            Path target = inside(into, into, entry.getName());
            if (entry.isDirectory()) {
                Files.createDirectories(target);
            } else if (entry.isSymbolicLink()) {
                Files.createDirectories(target.getParent());
                // From where the folder really is: a link on the way to it makes ".." mean something else.
                inside(into.toRealPath(), target.getParent().toRealPath(), entry.getLinkName());
                Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            } else if (entry.isLink()) {
                Path linked = inside(into, into, entry.getLinkName());
                if (!linked.toRealPath().startsWith(into.toRealPath())) {
                    throw outside(entry.getLinkName(), into);
                }
                Files.createDirectories(target.getParent());
                size.grow((int) Math.min(Integer.MAX_VALUE, Files.size(linked)));
                Files.copy(linked, target);
            } else if (entry.isFile()) {
                write(tar, target, into, size);
                executable(target, entry.getMode());
            }
        }
    }

    private static void executable(Path file, int mode) throws IOException {
        if ((mode & 0100) != 0 && Files.getFileStore(file).supportsFileAttributeView("posix")) {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
            permissions.add(PosixFilePermission.OWNER_EXECUTE);
            Files.setPosixFilePermissions(file, permissions);
        }
    }

    private static void write(InputStream in, Path target, Path root, Size size) throws IOException {
        Files.createDirectories(target.getParent());
        // An entry written through a link made by an earlier entry could still leave the folder.
        if (!target.getParent().toRealPath().startsWith(root.toRealPath())) {
            throw outside(target.toString(), root);
        }
        Files.deleteIfExists(target);
        try (OutputStream out = Files.newOutputStream(target)) {
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                size.grow(count);
                out.write(buffer, 0, count);
            }
        }
    }

    private static Path inside(Path root, Path from, String name) throws IOException {
        Path target = from.resolve(name).normalize();
        if (!target.startsWith(root.normalize()) || Path.of(name).isAbsolute()) {
            throw outside(name, root);
        }
        return target;
    }

    private static IOException outside(String name, Path root) {
        return new BlobSource.NoSuchBlobException("archive entry '" + name + "' would be unpacked outside of " + root);
    }
}
