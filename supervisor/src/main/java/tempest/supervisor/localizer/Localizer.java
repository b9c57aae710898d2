// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor.localizer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.cluster.ConfigReader;
import tempest.cluster.LocalLayout;
import tempest.cluster.UserBlob;
import tempest.supervisor.slot.SlotAssignment;
import tempest.supervisor.slot.TopologyFiles;

/**
 * Keeps on disk what the slots need, counts who needs it, fetches new versions, and removes what nobody needs. Its lock guards the counts
 * and is never held during a download; each topology's files are worked on by one download thread at a time.
 */
public final class Localizer implements TopologyFiles, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Localizer.class);
    private static final long IDLE_THREAD_SECS = 10;
    private static final long CLOSE_SECS = 10;

    private final Config config;
    private final LocalLayout layout;
    private final BlobSource source;
    private final BlobDownload download;
    private final TopologyFolder.LocalJar localJar;
    private final UserBlobCache userBlobs;
    private final ThreadPoolExecutor threads;
    private final Map<String, Topology> topologies = new HashMap<>();

    /**
     * How much it may do at once and keep.
     *
     * @param threads          downloads at once
     * @param retries          further tries of a failed download
     * @param cacheTargetBytes from which size on files that nobody uses are removed
     */
    public record Config(int threads, int retries, long cacheTargetBytes) {
        /** Parses {@code supervisor.blobstore.download.*} and {@code supervisor.localizer.cache.target.size.mb}. */
        public static Config of(ConfigReader read) {
            return new Config(read.integer("supervisor.blobstore.download.thread.count", 5, 1),
                read.integer("supervisor.blobstore.download.max_retries", 3, 0),
                read.whole("supervisor.localizer.cache.target.size.mb", 10_240, 0, Long.MAX_VALUE >> 20) << 20);
        }
    }

    private static final class Topology {
        final TopologyFolder folder;
        final Map<Integer, Runnable> restartOfPort = new HashMap<>();
        List<UserBlob> blobs = List.of();
        CompletableFuture<Void> work;
        /** Its files have been here, whole, at some time since this supervisor was started. */
        boolean usable;

        Topology(TopologyFolder folder) {
            this.folder = folder;
        }

        boolean busy() {
            return work != null && !work.isDone();
        }
    }

    /** {@code localJar}: where a local cluster's topologies, which have no jar, get their resources from; null if there must be a jar. */
    public Localizer(Config config, LocalLayout layout, BlobSource source, Pause pause, TopologyFolder.LocalJar localJar) {
        this.config = config;
        this.layout = layout;
        this.source = source;
        this.localJar = localJar;
        this.download = new BlobDownload(source, config.retries(), pause);
        this.userBlobs = new UserBlobCache(layout.supervisorBlobCache(), layout.supervisorTmp(), source, download);
        this.threads = new ThreadPoolExecutor(config.threads(), config.threads(), IDLE_THREAD_SECS, TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(), task -> new Thread(task, "localizer"));
        this.threads.allowCoreThreadTimeOut(true);
    }

    /** Removes what downloads of an earlier process have left unfinished. Before anything else. */
    public void start() throws IOException {
        FileTree.remove(layout.supervisorTmp());
        Files.createDirectories(layout.supervisorTmp());
        Files.createDirectories(layout.stormDist());
    }

    @Override
    public synchronized CompletableFuture<Void> acquire(SlotAssignment assignment, int port, Runnable restart) {
        String id = assignment.topologyId();
        if (!UserBlob.plain(id)) {
            return CompletableFuture.failedFuture(new IOException("topology id '" + id + "' is no plain file name"));
        }
        Topology topology = topologies.computeIfAbsent(id, key ->
            new Topology(new TopologyFolder(id, layout, source, download, localJar)));
        // A worker that is started again need not wait for a look at the versions, which may take long while Nimbus or ZooKeeper is away: the
        // files were looked at all the while. If they have changed, the worker is told as one that runs.
        boolean here = topology.usable && !topology.restartOfPort.isEmpty() && Files.exists(layout.stormConf(id));
        topology.restartOfPort.put(port, restart);
        if (!topology.busy()) {
            refresh(id, topology);
        }
        return here ? CompletableFuture.completedFuture(null) : topology.work;
    }

    @Override
    public synchronized void release(String topologyId, int port) {
        Topology topology = topologies.get(topologyId);
        if (topology != null) {
            topology.restartOfPort.remove(port);
        }
    }

    /** Looks for new versions of all that is in use; returns at once. */
    public synchronized void update() {
        topologies.forEach((id, topology) -> {
            if (!topology.restartOfPort.isEmpty() && !topology.busy()) {
                refresh(id, topology);
            }
        });
    }

    private void refresh(String id, Topology topology) {
        topology.work = CompletableFuture.runAsync(() -> {
            try {
                fetch(topology);
            } catch (IOException | RuntimeException e) {
                throw new CompletionException(new IOException("files of " + id + " cannot be had: "
                    + (e.getMessage() == null ? e.toString() : e.getMessage()), e));
            }
        }, threads);
    }

    private void fetch(Topology topology) throws IOException {
        boolean restart = topology.folder.refresh();
        List<UserBlob> blobs = blobsOf(TopologyBlobs.conf(topology.folder.path().resolve("stormconf.ser")));
        for (UserBlob blob : blobs) {
            restart |= refresh(blob, topology) && blob.restart();
            Path link = topology.folder.path().resolve(blob.localName());
            if (!Files.isSymbolicLink(link) || !Files.readSymbolicLink(link).equals(userBlobs.current(blob))) {
                FileTree.link(link, userBlobs.current(blob));
            }
        }
        List<Runnable> toRestart;
        synchronized (this) {
            topology.blobs = blobs;
            topology.usable = true;
            toRestart = restart ? new ArrayList<>(topology.restartOfPort.values()) : List.of();
        }
        toRestart.forEach(Runnable::run);
    }

    private static List<UserBlob> blobsOf(Map<String, Object> conf) throws IOException {
        try {
            return UserBlob.of(conf);
        } catch (IllegalArgumentException e) {
            throw new BlobSource.NoSuchBlobException(e.getMessage());
        }
    }

    /** A user blob that is here is good enough while the source is away; one that changed tells all other topologies that use it. */
    private boolean refresh(UserBlob blob, Topology user) throws IOException {
        boolean changed;
        try {
            changed = userBlobs.refresh(blob);
        } catch (IOException e) {
            if (!Files.exists(userBlobs.current(blob))) {
                throw e;
            }
            LOG.info("Using blob {} as it is: {}", blob.key(), e.getMessage());
            return false;
        }
        if (changed) {
            LOG.info("Blob {} has a new version", blob.key());
            restartOthers(blob, user);
        }
        return changed;
    }

    private void restartOthers(UserBlob blob, Topology user) {
        List<Runnable> toRestart = new ArrayList<>();
        synchronized (this) {
            for (Topology topology : topologies.values()) {
                if (topology != user && topology.blobs.stream().anyMatch(used -> used.key().equals(blob.key()) && used.restart())) {
                    toRestart.addAll(topology.restartOfPort.values());
                }
            }
        }
        toRestart.forEach(Runnable::run);
    }

    /**
     * Removes the files of topologies that run nowhere any more and, from the target size on, all others that no slot here needs, those
     * unused for longest first.
     *
     * @param assigned ids of the topologies that have an assignment, here or elsewhere
     */
    public void cleanUp(Set<String> assigned) {
        List<Path> doomed = new ArrayList<>();
        try {
            List<Path> unused = unused();
            if (!unused.isEmpty()) {
                long excess = totalSize() - config.cacheTargetBytes();
                for (Path path : unused) {
                    boolean ended = path.startsWith(layout.stormDist()) && !assigned.contains(path.getFileName().toString());
                    if (ended || excess > 0) {
                        long size = FileTree.size(path);
                        if (takeAway(path, doomed)) {
                            excess -= size;
                        }
                    }
                }
            }
            for (Path path : doomed) {
                FileTree.remove(path);
            }
        } catch (IOException e) {
            LOG.warn("Cannot remove unused files, trying again later: {}", e.toString());
        }
    }

    /** Everything on disk that no slot uses, unused for longest first. */
    private List<Path> unused() throws IOException {
        List<Path> all = new ArrayList<>(FileTree.children(layout.stormDist()));
        for (String kind : new String[] {"files", "archives"}) {
            all.addAll(FileTree.children(layout.supervisorBlobCache().resolve(kind)));
        }
        all.removeIf(inUse());
        Map<Path, Long> changed = new HashMap<>();
        for (Path path : all) {
            changed.put(path, Files.getLastModifiedTime(path).toMillis());
        }
        all.sort(Comparator.comparing(changed::get));
        return all;
    }

    /** What is in use now. Each topology is looked at for itself; only of one whose files come for the first time it is not known which blobs it needs. */
    private synchronized Predicate<Path> inUse() {
        Set<Path> used = new HashSet<>();
        boolean allBlobs = false;
        for (Topology topology : topologies.values()) {
            if (topology.busy() || !topology.restartOfPort.isEmpty()) {
                used.add(topology.folder.path());
                topology.blobs.forEach(blob -> used.add(userBlobs.folder(blob)));
                allBlobs |= topology.busy() && !topology.usable;
            }
        }
        boolean blobsToo = allBlobs;
        return path -> used.contains(path) || blobsToo && !path.startsWith(layout.stormDist());
    }

    /** Moves a path out of sight, unless it has come into use meanwhile: nobody has to wait for its removal. */
    private synchronized boolean takeAway(Path path, List<Path> doomed) throws IOException {
        if (inUse().test(path)) {
            return false;
        }
        Path aside = layout.supervisorTmp().resolve("unused-" + UUID.randomUUID());
        Files.move(path, aside, StandardCopyOption.ATOMIC_MOVE);
        doomed.add(aside);
        topologies.values().removeIf(topology -> topology.restartOfPort.isEmpty() && topology.folder.path().equals(path));
        LOG.info("Removed {}, which no slot uses", path);
        return true;
    }

    private long totalSize() throws IOException {
        return FileTree.size(layout.stormDist()) + FileTree.size(layout.supervisorBlobCache());
    }

    /** Stops downloads in progress, and waits a while until they have released their files. */
    @Override
    public void close() {
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(CLOSE_SECS, TimeUnit.SECONDS)) {
                LOG.warn("A download did not end within {} s", CLOSE_SECS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
