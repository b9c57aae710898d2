// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor.localizer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import org.apache.storm.generated.StormTopology;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.cluster.AtomicFile;
import tempest.cluster.BlobKeys;
import tempest.cluster.LocalLayout;
import tempest.cluster.UserBlob;

/**
 * One topology's own folder: its jar, code, configuration, resources and dependencies, with a note of each one's version and size. It is
 * built aside and put in place whole. One thread at a time.
 */
final class TopologyFolder {

    /** The note of versions and sizes, in the folder. */
    static final String VERSIONS = "blobs.properties";

    private static final Logger LOG = LoggerFactory.getLogger(TopologyFolder.class);

    private final String id;
    private final LocalLayout layout;
    private final BlobSource source;
    private final BlobDownload download;
    private final LocalJar localJar;
    private boolean verified;

    /** {@code localJar}: what to do where there is no jar, which is so only in a local cluster; null if a jar there must be. */
    TopologyFolder(String id, LocalLayout layout, BlobSource source, BlobDownload download, LocalJar localJar) {
        this.id = id;
        this.layout = layout;
        this.source = source;
        this.download = download;
        this.localJar = localJar;
    }

    /** Supplies the resources of a topology without a jar. */
    interface LocalJar {
        void resources(Path into) throws IOException;
    }

    Path path() {
        return layout.stormDist(id);
    }

    /**
     * Makes sure that the folder is here, whole, and as new as the source's; returns whether other content was here before.
     * If the source cannot be reached, a whole folder is good enough.
     */
    boolean refresh() throws IOException {
        Properties have = whole() ? versions(path()) : null;
        if (have != null && upToDate(have)) {
            return false;
        }
        Path tmp = layout.supervisorTmp();
        Path work = Files.createDirectories(tmp.resolve("topology-" + UUID.randomUUID()));
        try {
            Path fresh = Files.createDirectories(work.resolve("stormdist"));
            build(fresh);
            boolean changed = have != null && differs(fresh);
            keepLinks(fresh);
            FileTree.replace(fresh, path());
            verified = true;
            return changed;
        } finally {
            FileTree.remove(work);
        }
    }

    private void build(Path fresh) throws IOException {
        Properties note = new Properties();
        fetch(BlobKeys.conf(id), fresh.resolve("stormconf.ser"), note, file -> TopologyBlobs.conf(file));
        Path code = fresh.resolve("stormcode.ser");
        fetch(BlobKeys.code(id), code, note, file -> TopologyBlobs.code(file));
        Path jar = fresh.resolve("stormjar.jar");
        Path resources = fresh.resolve("resources");
        try {
            fetch(BlobKeys.jar(id), jar, note, Unpacker::checkZip);
            Unpacker.resources(jar, resources);
        } catch (BlobSource.NoSuchBlobException e) {
            if (localJar == null) {
                throw e;
            }
            localJar.resources(Files.createDirectories(resources));
        }
        Path dependencies = fresh.resolve(layout.stormDependencies(id).getFileName());
        for (String key : dependencies(TopologyBlobs.code(code))) {
            if (!UserBlob.plain(key)) {
                throw new BlobSource.NoSuchBlobException("dependency '" + key + "' of " + id + " is no plain blob key");
            }
            Files.createDirectories(dependencies);
            fetch(key, dependencies.resolve(key), note, file -> { });
        }
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        note.store(lines, null);
        AtomicFile.replaceDurably(fresh.resolve(VERSIONS), lines.toByteArray());
    }

    private static Set<String> dependencies(StormTopology topology) {
        Set<String> keys = new LinkedHashSet<>();
        if (topology.get_dependency_jars() != null) {
            keys.addAll(topology.get_dependency_jars());
        }
        if (topology.get_dependency_artifacts() != null) {
            keys.addAll(topology.get_dependency_artifacts());
        }
        return keys;
    }

    private void fetch(String key, Path target, Properties note, BlobDownload.Check check) throws IOException {
        BlobDownload.Fetched fetched = download.fetch(key, target, check);
        note.setProperty(key, fetched.version() + " " + fetched.size());
    }

    /** Whether all that the note lists is there in the noted size, and reads well: a machine that crashed may have lost a part. */
    private boolean whole() throws IOException {
        if (verified) {
            return Files.isDirectory(path());
        }
        if (!Files.isDirectory(path())) {
            return false;
        }
        try {
            for (Map.Entry<String, Path> file : files(versions(path())).entrySet()) {
                long size = Long.parseLong(versions(path()).getProperty(file.getKey()).split(" ")[1]);
                if (Files.size(file.getValue()) != size) {
                    throw new IOException(file.getValue().getFileName() + " has " + Files.size(file.getValue()) + " bytes instead of " + size);
                }
            }
            TopologyBlobs.conf(layout.stormConf(id));
            TopologyBlobs.code(layout.stormCode(id));
            verified = true;
            return true;
        } catch (IOException | RuntimeException e) {
            LOG.warn("{} is damaged ({}): downloading it again", path(), e.getMessage() == null ? e.toString() : e.getMessage());
            return false;
        }
    }

    private Map<String, Path> files(Properties note) {
        Map<String, Path> files = new LinkedHashMap<>();
        for (String key : note.stringPropertyNames()) {
            if (key.equals(BlobKeys.conf(id))) {
                files.put(key, layout.stormConf(id));
            } else if (key.equals(BlobKeys.code(id))) {
                files.put(key, layout.stormCode(id));
            } else if (key.equals(BlobKeys.jar(id))) {
                files.put(key, layout.stormJar(id));
            } else {
                files.put(key, layout.stormDependencies(id).resolve(key));
            }
        }
        return files;
    }

    private static Properties versions(Path folder) throws IOException {
        Properties note = new Properties();
        try (InputStream in = Files.newInputStream(folder.resolve(VERSIONS))) {
            note.load(in);
        } catch (NoSuchFileException e) {
            throw new IOException("its " + VERSIONS + " is missing", e);
        }
        if (note.isEmpty()) {
            throw new IOException("its " + VERSIONS + " is empty");
        }
        return note;
    }

    private boolean upToDate(Properties have) throws IOException {
        try {
            for (String key : have.stringPropertyNames()) {
                if (!have.getProperty(key).startsWith(source.version(key) + " ")) {
                    return false;
                }
            }
            return true;
        } catch (BlobSource.NoSuchBlobException e) {
            // The topology is being killed: what is here serves until its workers are stopped.
            return true;
        } catch (IOException e) {
            LOG.info("Using {} as it is, since its versions cannot be asked for: {}", path(), e.getMessage());
            return true;
        }
    }

    /** Another Nimbus gives the same content another version: such a change is none. */
    private boolean differs(Path fresh) throws IOException {
        for (String file : new String[] {"stormconf.ser", "stormcode.ser", "stormjar.jar"}) {
            Path old = path().resolve(file);
            Path now = fresh.resolve(file);
            if (Files.exists(old) != Files.exists(now) || Files.exists(now) && Files.mismatch(old, now) >= 0) {
                return true;
            }
        }
        return false;
    }

    /** User blobs' links stay while the folder is replaced, for workers that run. */
    private void keepLinks(Path fresh) throws IOException {
        for (Path child : FileTree.children(path())) {
            if (Files.isSymbolicLink(child)) {
                Files.createSymbolicLink(fresh.resolve(child.getFileName()), Files.readSymbolicLink(child));
            }
        }
    }

}
