// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster;

import java.nio.file.Path;
import java.util.Map;

/**
 * Where things lie on this computer's disk. The only class that spells these paths. Immutable, any thread; it never touches
 * the disk.
 */
public final class LocalLayout {
    private final Path home;
    private final Path local;
    private final Path logs;
    private final Path artifacts;
    private final Path blobs;

    private LocalLayout(Path home, Path local, Path logs, Path artifacts, Path blobs) {
        this.home = home;
        this.local = local;
        this.logs = logs;
        this.artifacts = artifacts;
        this.blobs = blobs;
    }

    /**
     * The layout that a configuration and the {@code storm.home}, {@code storm.log.dir} and {@code workers.artifacts} system properties
     * describe. Relative paths lie under the home.
     */
    public static LocalLayout of(Map<String, Object> conf) {
        String home = System.getProperty("storm.home");
        return of(conf, Path.of(home == null || home.isBlank() ? "." : home));
    }

    /** The same with the home given. */
    public static LocalLayout of(Map<String, Object> conf, Path stormHome) {
        Path home = stormHome.toAbsolutePath().normalize();
        ConfigReader read = new ConfigReader(conf);
        Path local = home.resolve(read.text("storm.local.dir", "storm-local"));
        Path logs = home.resolve(read.text("storm.log.dir", System.getProperty("storm.log.dir", "logs")));
        String artifacts = read.text("storm.workers.artifacts.dir", System.getProperty("workers.artifacts", "workers-artifacts"));
        String blobs = read.text("blobstore.dir", null);
        return new LocalLayout(home, local, logs, logs.resolve(artifacts),
            blobs == null || blobs.isBlank() ? local.resolve("nimbus").resolve("blobs") : home.resolve(blobs).resolve("blobs"));
    }

    public Path home() {
        return home;
    }

    /** Jars for user code beside the contract; behind the user's own. */
    public Path userLibraries() {
        return home.resolve("lib-user");
    }

    public Path local() {
        return local;
    }

    public Path logs() {
        return logs;
    }

    // Nimbus

    public Path nimbusInbox() {
        return local.resolve("nimbus").resolve("inbox");
    }

    /** Under {@code blobstore.dir}, where that is set. */
    public Path nimbusBlobs() {
        return blobs;
    }

    /** Where a scheduler may keep what it likes. */
    public Path nimbusScheduler() {
        return local.resolve("nimbus").resolve("scheduler");
    }

    /** The history of topologies that this Nimbus saw. */
    public Path nimbusHistory() {
        return local.resolve("nimbus").resolve("history");
    }

    // Supervisor

    public Path supervisorLocalState() {
        return local.resolve("supervisor").resolve("localstate");
    }

    public Path supervisorTmp() {
        return local.resolve("supervisor").resolve("tmp");
    }

    /** What starts workers faster, one file for each JVM and class path. */
    public Path supervisorClassArchives() {
        return local.resolve("supervisor").resolve("classes");
    }

    /** User blobs shared by topologies. */
    public Path supervisorBlobCache() {
        return local.resolve("supervisor").resolve("usercache");
    }

    public Path stormDist() {
        return local.resolve("supervisor").resolve("stormdist");
    }

    public Path stormDist(String topologyId) {
        return stormDist().resolve(topologyId);
    }

    public Path stormJar(String topologyId) {
        return stormDist(topologyId).resolve("stormjar.jar");
    }

    public Path stormCode(String topologyId) {
        return stormDist(topologyId).resolve("stormcode.ser");
    }

    public Path stormConf(String topologyId) {
        return stormDist(topologyId).resolve("stormconf.ser");
    }

    public Path stormResources(String topologyId) {
        return stormDist(topologyId).resolve("resources");
    }

    /** The jars that a topology depends on, beyond its own. */
    public Path stormDependencies(String topologyId) {
        return stormDist(topologyId).resolve("dependencies");
    }

    // Workers

    public Path workers() {
        return local.resolve("workers");
    }

    public Path worker(String workerId) {
        return workers().resolve(workerId);
    }

    public Path workerPids(String workerId) {
        return worker(workerId).resolve("pids");
    }

    public Path workerTmp(String workerId) {
        return worker(workerId).resolve("tmp");
    }

    public Path workersArtifacts() {
        return artifacts;
    }

    public Path workerArtifacts(String topologyId, int port) {
        return artifacts.resolve(topologyId).resolve(Integer.toString(port));
    }

    public Path workerLog(String topologyId, int port) {
        return workerArtifacts(topologyId, port).resolve("worker.log");
    }

    public Path workerGcLog(String topologyId, int port) {
        return workerArtifacts(topologyId, port).resolve("gc.log");
    }

    public Path workerYaml(String topologyId, int port) {
        return workerArtifacts(topologyId, port).resolve("worker.yaml");
    }
}
