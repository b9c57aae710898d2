// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster;

import java.io.Closeable;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.StandardOpenOption;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A disk whose user is killed before its n-th change, or after half of it where the change is a write of bytes: the real files stay as they
 * are then. Or one that is full from its n-th change on that needs room, until there is room again. Paths lead to the real folder, and every change through them counts: creating, opening to write, writing, moving, deleting. After
 * the kill each further change is refused too, as a process that is gone makes none. One thread at a time.
 */
public final class CutDisk {
    /** What the code under test meets instead of its own death. Nothing but the test may catch it. */
    public static final class Killed extends Error {
        private static final long serialVersionUID = 1;

        Killed(String what) {
            super("killed before " + what);
        }
    }

    private final Path real;
    private final int killBefore;
    private final boolean fills;
    private final Disk disk;
    private final List<Closeable> open = new ArrayList<>();
    private int changes;

    /**
     * @param real a folder of the real disk
     * @param killBefore the number of the change that does not happen any more, from 1 on
     * @param fills whether that is because the disk is full, and only changes that need room count
     */
    private CutDisk(Path real, int killBefore, boolean fills) {
        this.real = real;
        this.fills = fills;
        this.killBefore = killBefore;
        this.disk = new Disk(real.getFileSystem());
    }

    public Path root() {
        return disk.wrap(real);
    }

    /** Full from its {@code n}-th change on. */
    public static CutDisk full(Path real, int n) {
        return new CutDisk(real, n, true);
    }

    /** There is room again. */
    public void free() {
        changes = Integer.MIN_VALUE;
    }

    /** Whether there were as many changes. */
    public boolean cut() {
        return changes >= killBefore;
    }

    /** Work on a disk. */
    public interface Work {
        void on(Path root) throws Exception;
    }

    /** What must hold of the real folder after a kill. */
    public interface Survival {
        void of(Path folder, int killedBefore) throws Exception;
    }

    /** Makes folders as the test likes them. */
    public interface Prepare {
        Path folder() throws Exception;
    }

    /** Does the work again and again, killed before each of its changes in turn, and then looks at what is left; returns how many changes there are. */
    public static int atEveryChange(Prepare prepare, Work work, Survival survival) throws Exception {
        for (int n = 1;; n++) {
            Path folder = prepare.folder();
            CutDisk disk = new CutDisk(folder, n, false);
            boolean killed = false;
            try {
                work.on(disk.root());
            } catch (Killed e) {
                killed = true;
            }
            disk.processEnds();
            if (killed) {
                survival.of(folder, n);
                continue;
            }
            if (!disk.cut()) {
                return n - 1;
            }
            // The work went on after its end, for instance with a log line: what is left must do all the same.
            survival.of(folder, n);
        }
    }

    /** Its files are closed, and their locks released. */
    private void processEnds() throws IOException {
        for (Closeable file : open) {
            file.close();
        }
    }

    private synchronized void change(String what) {
        changes++;
        if (changes >= killBefore) {
            throw new Killed(what);
        }
    }

    private void changeWithoutRoom(String what) {
        if (!fills) {
            change(what);
        }
    }

    private void changeWithRoom(String what) throws IOException {
        if (!fills) {
            change(what);
            return;
        }
        changes++;
        if (changes >= killBefore) {
            throw new IOException("No space left on device");
        }
    }

    private static boolean writes(Set<? extends OpenOption> options) {
        return options.contains(StandardOpenOption.WRITE) || options.contains(StandardOpenOption.APPEND);
    }

    /** Half of the bytes reach the file when the kill comes in the middle of a write. */
    private SeekableByteChannel channel(SeekableByteChannel inner, Path path) {
        InvocationHandler handler = (proxy, method, args) -> {
            if (method.getName().equals("write") && args.length == 1 && args[0] instanceof ByteBuffer bytes && changes + 1 >= killBefore) {
                ByteBuffer half = bytes.duplicate();
                half.limit(half.position() + half.remaining() / 2);
                inner.write(half);
            }
            if (method.getName().equals("write") || method.getName().equals("truncate")) {
                changeWithRoom(method.getName() + " to " + path.getFileName());
            }
            try {
                return method.invoke(inner, args);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        };
        return (SeekableByteChannel) Proxy.newProxyInstance(CutDisk.class.getClassLoader(), new Class<?>[] {SeekableByteChannel.class}, handler);
    }

    private final class Disk extends FileSystem {
        private final FileSystem inner;
        private final Provider provider;

        Disk(FileSystem inner) {
            this.inner = inner;
            this.provider = new Provider(inner.provider());
        }

        /** A path of this disk. */
        Path wrap(Path path) {
            return path == null ? null : (Path) Proxy.newProxyInstance(CutDisk.class.getClassLoader(), new Class<?>[] {Path.class}, new Wrapped(path));
        }

        @Override
        public FileSystemProvider provider() {
            return provider;
        }

        @Override
        public void close() {
            throw new UnsupportedOperationException("the real disk stays open");
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public boolean isReadOnly() {
            return false;
        }

        @Override
        public String getSeparator() {
            return inner.getSeparator();
        }

        @Override
        public Iterable<Path> getRootDirectories() {
            return inner.getRootDirectories();
        }

        @Override
        public Iterable<FileStore> getFileStores() {
            return inner.getFileStores();
        }

        @Override
        public Set<String> supportedFileAttributeViews() {
            return inner.supportedFileAttributeViews();
        }

        @Override
        public Path getPath(String first, String... more) {
            return wrap(inner.getPath(first, more));
        }

        @Override
        public PathMatcher getPathMatcher(String pattern) {
            PathMatcher matcher = inner.getPathMatcher(pattern);
            return path -> matcher.matches(unwrap(path));
        }

        @Override
        public UserPrincipalLookupService getUserPrincipalLookupService() {
            return inner.getUserPrincipalLookupService();
        }

        @Override
        public WatchService newWatchService() throws IOException {
            return inner.newWatchService();
        }
    }

    private static Path unwrap(Object path) {
        return Proxy.isProxyClass(path.getClass()) && Proxy.getInvocationHandler(path) instanceof Wrapped wrapped ? wrapped.inner : (Path) path;
    }

    /** A path of the real disk, which answers with paths of ours. */
    private final class Wrapped implements InvocationHandler {
        private final Path inner;

        Wrapped(Path inner) {
            this.inner = inner;
        }

        @Override
        public Object invoke(Object proxy, Method method, Object[] args) throws Throwable {
            switch (method.getName()) {
                case "getFileSystem" -> {
                    return disk;
                }
                case "equals" -> {
                    return args[0] instanceof Path other && inner.equals(unwrap(other));
                }
                case "toFile" -> {
                    return inner.toFile(); // what goes through it, such as a child process's own output, does not count
                }
                default -> { }
            }
            Object[] plain = args == null ? null : args.clone();
            for (int i = 0; plain != null && i < plain.length; i++) {
                plain[i] = plain[i] instanceof Path path ? unwrap(path) : plain[i];
            }
            try {
                Object answer = method.invoke(inner, plain);
                if (answer instanceof Iterator<?> names) {
                    List<Path> all = new ArrayList<>();
                    names.forEachRemaining(name -> all.add(disk.wrap((Path) name)));
                    return all.iterator();
                }
                return answer instanceof Path path ? disk.wrap(path) : answer;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }
    }

    private final class Provider extends FileSystemProvider {
        private final FileSystemProvider inner;

        Provider(FileSystemProvider inner) {
            this.inner = inner;
        }

        @Override
        public String getScheme() {
            return "cut";
        }

        @Override
        public FileSystem newFileSystem(URI uri, Map<String, ?> env) {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileSystem getFileSystem(URI uri) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Path getPath(URI uri) {
            throw new UnsupportedOperationException();
        }

        @Override
        public SeekableByteChannel newByteChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
            if (!writes(options)) {
                return inner.newByteChannel(unwrap(path), options, attributes);
            }
            changeWithRoom("opening " + path.getFileName());
            SeekableByteChannel file = inner.newByteChannel(unwrap(path), options, attributes);
            open.add(file);
            return channel(file, path);
        }

        @Override
        public FileChannel newFileChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
            if (writes(options)) {
                changeWithRoom("opening " + path.getFileName());
            }
            FileChannel channel = inner.newFileChannel(unwrap(path), options, attributes);
            open.add(channel);
            return channel;
        }

        @Override
        public DirectoryStream<Path> newDirectoryStream(Path dir, DirectoryStream.Filter<? super Path> filter) throws IOException {
            DirectoryStream<Path> entries = inner.newDirectoryStream(unwrap(dir), entry -> filter.accept(disk.wrap(entry)));
            return new DirectoryStream<>() {
                @Override
                public Iterator<Path> iterator() {
                    Iterator<Path> all = entries.iterator();
                    return new Iterator<>() {
                        @Override
                        public boolean hasNext() {
                            return all.hasNext();
                        }

                        @Override
                        public Path next() {
                            return disk.wrap(all.next());
                        }
                    };
                }

                @Override
                public void close() throws IOException {
                    entries.close();
                }
            };
        }

        @Override
        public void createDirectory(Path dir, FileAttribute<?>... attributes) throws IOException {
            if (!Files.exists(unwrap(dir))) {
                changeWithRoom("making " + dir.getFileName());
            }
            inner.createDirectory(unwrap(dir), attributes);
        }

        @Override
        public void createSymbolicLink(Path link, Path target, FileAttribute<?>... attributes) throws IOException {
            changeWithRoom("linking " + link.getFileName());
            inner.createSymbolicLink(unwrap(link), unwrap(target), attributes);
        }

        @Override
        public Path readSymbolicLink(Path link) throws IOException {
            return disk.wrap(inner.readSymbolicLink(unwrap(link)));
        }

        @Override
        public void delete(Path path) throws IOException {
            if (Files.exists(unwrap(path), LinkOption.NOFOLLOW_LINKS)) {
                changeWithoutRoom("deleting " + path.getFileName());
            }
            inner.delete(unwrap(path));
        }

        @Override
        public void copy(Path source, Path target, CopyOption... options) throws IOException {
            changeWithRoom("copying to " + target.getFileName());
            inner.copy(unwrap(source), unwrap(target), options);
        }

        @Override
        public void move(Path source, Path target, CopyOption... options) throws IOException {
            changeWithoutRoom("moving to " + target.getFileName());
            inner.move(unwrap(source), unwrap(target), options);
        }

        @Override
        public boolean isSameFile(Path path, Path other) throws IOException {
            return inner.isSameFile(unwrap(path), unwrap(other));
        }

        @Override
        public boolean isHidden(Path path) throws IOException {
            return inner.isHidden(unwrap(path));
        }

        @Override
        public FileStore getFileStore(Path path) throws IOException {
            return inner.getFileStore(unwrap(path));
        }

        @Override
        public void checkAccess(Path path, AccessMode... modes) throws IOException {
            inner.checkAccess(unwrap(path), modes);
        }

        @Override
        public <V extends FileAttributeView> V getFileAttributeView(Path path, Class<V> type, LinkOption... options) {
            return inner.getFileAttributeView(unwrap(path), type, options);
        }

        @Override
        public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options) throws IOException {
            return inner.readAttributes(unwrap(path), type, options);
        }

        @Override
        public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options) throws IOException {
            return inner.readAttributes(unwrap(path), attributes, options);
        }

        @Override
        public void setAttribute(Path path, String attribute, Object value, LinkOption... options) throws IOException {
            inner.setAttribute(unwrap(path), attribute, value, options);
        }
    }
}
