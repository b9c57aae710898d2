// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package tempest.state.snapshot;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.TreeSet;

/** Opens the store that a URI names: of this machine's files, or of a {@link SnapshotStoreProvider}. Called while a task starts. */
public final class SnapshotStores {
    private SnapshotStores() {
    }

    /**
     * @param where what names the folder, for messages
     * @param folder an absolute path or {@code file:///path}, or a URI of another scheme that a provider serves
     * @throws IllegalArgumentException if it is no such thing
     */
    public static URI parse(String where, String folder) {
        try {
            URI uri = folder.startsWith("/") ? Path.of(folder).toUri() : new URI(folder);
            if (uri.getScheme() == null || !uri.isAbsolute() || uri.isOpaque()) {
                throw new IllegalArgumentException(where + " is '" + folder + "'; an absolute path or a URI is right, for example file:///mnt/state");
            }
            if (uri.getScheme().equalsIgnoreCase("file") && uri.getAuthority() != null) {
                throw new IllegalArgumentException(where + " is '" + folder + "', which names a host; a path of this machine is right, for example "
                    + "file:///" + uri.getAuthority() + uri.getPath());
            }
            return uri;
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(where + " is '" + folder + "', which is no URI: " + e.getReason(), e);
        }
    }

    /**
     * @param loader has the providers of other schemes
     * @throws IllegalArgumentException if nobody serves the scheme
     * @throws IOException if the folder cannot be made or not be written
     */
    public static SnapshotStore open(String where, URI folder, ClassLoader loader) throws IOException {
        String scheme = folder.getScheme().toLowerCase(Locale.ROOT);
        if (scheme.equals("file")) {
            Path path = Path.of(URI.create("file://" + folder.getRawPath()));
            requireWritable(path);
            return new FileSnapshotStore(path);
        }
        TreeSet<String> served = new TreeSet<>(List.of("file"));
        for (SnapshotStoreProvider provider : ServiceLoader.load(SnapshotStoreProvider.class, loader)) {
            served.add(provider.scheme());
            if (provider.scheme().equals(scheme)) {
                return provider.open(folder);
            }
        }
        throw new IllegalArgumentException(where + " is " + folder + ": nobody serves the scheme '" + scheme + "', only " + served
            + "; another one is a service " + SnapshotStoreProvider.class.getName() + " in the topology's jar");
    }

    /** Opens a folder that is there already, to read it. */
    public static SnapshotStore openToRead(URI folder, ClassLoader loader) throws IOException {
        if (folder.getScheme().equalsIgnoreCase("file")) {
            Path path = Path.of(URI.create("file://" + folder.getRawPath()));
            if (!Files.isDirectory(path)) {
                throw new IOException("there is no folder " + path);
            }
            return new FileSnapshotStore(path);
        }
        return open("the folder", folder, loader);
    }

    private static void requireWritable(Path path) throws IOException {
        try {
            Files.createDirectories(path);
            Files.delete(Files.createTempFile(path, ".tmp-", null));
        } catch (IOException e) {
            throw new IOException("state cannot be kept in " + path + ": it is not writable (" + IoReasons.of(e) + ")", e);
        }
    }
}
