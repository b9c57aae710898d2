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
 * Unpacks archives. An entry that would land outside of the target folder, by its name or through a link, fails the whole.
 * Stateless; any download thread.
 */
final class Unpacker {

    private static final String RESOURCES = "resources/";

    private Unpacker() { }

    /** Unpacks what a topology's jar has under {@code resources/} into the folder, which is then its own {@code resources}. */
    static void resources(Path jar, Path into) throws IOException {
        Files.createDirectories(into);
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements();) {
                ZipEntry entry = entries.nextElement();
                if (entry.getName().startsWith(RESOURCES) && entry.getName().length() > RESOURCES.length()) {
                    unzip(zip, entry, entry.getName().substring(RESOURCES.length()), into);
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
        String name = key.toLowerCase(Locale.ROOT);
        Files.createDirectories(into);
        if (name.endsWith(".zip") || name.endsWith(".jar")) {
            zip(archive, into);
        } else if (name.endsWith(".tar")) {
            try (InputStream in = new BufferedInputStream(Files.newInputStream(archive))) {
                tar(in, into);
            }
        } else if (name.endsWith(".tar.gz") || name.endsWith(".tgz")) {
            try (InputStream in = new GZIPInputStream(new BufferedInputStream(Files.newInputStream(archive)))) {
                tar(in, into);
            }
        } else {
            throw new BlobSource.NoSuchBlobException("blob " + key
                + " cannot be uncompressed: its key must end in .zip, .jar, .tar, .tar.gz or .tgz");
        }
    }

    private static void zip(Path archive, Path into) throws IOException {
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements();) {
                ZipEntry entry = entries.nextElement();
                unzip(zip, entry, entry.getName(), into);
            }
        }
    }

    private static void unzip(ZipFile zip, ZipEntry entry, String name, Path into) throws IOException {
        Path target = inside(into, into, name);
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        try (InputStream in = zip.getInputStream(entry)) {
            write(in, target, into);
        }
    }

    private static void tar(InputStream in, Path into) throws IOException {
        TarArchiveInputStream tar = new TarArchiveInputStream(in);
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            Path target = inside(into, into, entry.getName());
            if (entry.isDirectory()) {
                Files.createDirectories(target);
            } else if (entry.isSymbolicLink()) {
                inside(into, target.getParent(), entry.getLinkName());
                Files.createDirectories(target.getParent());
                Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            } else if (entry.isLink()) {
                Path linked = inside(into, into, entry.getLinkName());
                Files.createDirectories(target.getParent());
                Files.copy(linked, target);
            } else if (entry.isFile()) {
                write(tar, target, into);
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

    private static void write(InputStream in, Path target, Path root) throws IOException {
        Files.createDirectories(target.getParent());
        // An entry written through a link made by an earlier entry could still leave the folder.
        if (!target.getParent().toRealPath().startsWith(root.toRealPath())) {
            throw outside(target.toString(), root);
        }
        Files.deleteIfExists(target);
        try (OutputStream out = Files.newOutputStream(target)) {
            in.transferTo(out);
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
