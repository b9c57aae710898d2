// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor.process;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.cluster.BindAddress;
import tempest.cluster.LocalLayout;
import tempest.cluster.PortOwner;
import tempest.cluster.PrivateFile;
import tempest.cluster.Secrets;
import tempest.supervisor.localizer.FileTree;
import tempest.supervisor.localizer.TopologyBlobs;
import tempest.supervisor.slot.LaunchRequest;
import tempest.supervisor.slot.WorkerHandle;
import tempest.supervisor.slot.WorkerLauncher;

/**
 * Starts each worker as a process that does not end with the supervisor, in a session of its own where the system can: neither the
 * end of this process nor a Ctrl-C in its terminal reaches it. Used by the slots' thread.
 */
public final class ProcessLauncher implements WorkerLauncher {

    private static final Logger LOG = LoggerFactory.getLogger(ProcessLauncher.class);
    private static final List<Path> SETSID = List.of(Path.of("/usr/bin/setsid"), Path.of("/bin/setsid"));

    private static final String SECRET_ARGUMENTS = "secret.arguments";

    private final Map<String, Object> conf;
    private final LocalLayout layout;
    private final BindAddress bind;
    private final Secrets secrets;
    private final WorkerHome home;
    private final String supervisorId;
    private final Supplier<Optional<Path>> archive;
    private final List<String> prefix;
    private final NumaZones zones;
    private final ProcMemory meter;
    private final MemoryWatch memory;
    private final MemoryReports reports;
    /** What each worker that may still run was given, in megabytes. */
    private final Map<ChildProcess, Double> given = new ConcurrentHashMap<>();

    /** Without an archive of classes. */
    public ProcessLauncher(Map<String, Object> conf, LocalLayout layout, WorkerHome home, String supervisorId) {
        this(conf, layout, home, supervisorId, Optional::empty);
    }

    /**
     * @param conf the daemon's configuration, over which each topology's own is laid
     * @param archive the archive of workers' classes, as soon as there is one; asked at each launch
     */
    public ProcessLauncher(Map<String, Object> conf, LocalLayout layout, WorkerHome home, String supervisorId,
                           Supplier<Optional<Path>> archive) {
        this.conf = Collections.unmodifiableMap(new HashMap<>(conf));
        this.layout = layout;
        this.bind = BindAddress.of(conf);
        this.secrets = Secrets.of(conf);
        this.home = home;
        this.supervisorId = supervisorId;
        this.archive = archive;
        this.zones = NumaZones.of(conf);
        this.meter = new ProcMemory(Path.of("/proc"));
        this.memory = new MemoryWatch(MemoryLimits.of(conf), meter, () -> System.nanoTime() / 1_000_000);
        this.reports = MemoryReports.of(conf, bind.hostname(conf), () -> System.nanoTime() / 1_000_000);
        this.prefix = SETSID.stream().filter(Files::isExecutable).findFirst().map(path -> List.of(path.toString())).orElse(List.of());
    }

    @Override
    public WorkerHandle launch(LaunchRequest request) throws IOException {
        checkPort(bind.at(request.port()));
        Path folder = layout.worker(request.workerId());
        try {
            Map<String, Object> topology = TopologyBlobs.conf(layout.stormConf(request.topologyId()));
            WorkerConf both = WorkerConf.of(conf, topology);
            WorkerFolder.prepare(request, both.merged(), layout);
            ChildProcess worker = start(request, WorkerCommand.of(request, both, layout, home, archive.get()), HeartbeatTimeout.millis(conf, topology));
            given.put(worker, givenMb(request, both.merged()));
            return worker;
        } catch (IOException | RuntimeException e) {
            FileTree.remove(folder);
            throw new IOException(e instanceof IllegalArgumentException || e.getMessage() != null && e instanceof IOException ? e.getMessage()
                : e.toString(), e);
        }
    }

    private static void checkPort(InetSocketAddress at) throws IOException {
        if (!PortProbe.free(at)) {
            throw new IOException(PortOwner.inUse(at.getPort()) + ": stop what uses it, or take the port out of supervisor.slots.ports");
        }
    }

    private ChildProcess start(LaunchRequest request, WorkerCommand command, long timeoutMillis) throws IOException {
        List<String> arguments = new ArrayList<>(prefix);
        arguments.addAll(zones.binding(request.port()));
        Path secret = layout.worker(request.workerId()).resolve(SECRET_ARGUMENTS);
        String hidden = command.hidden(secrets);
        if (hidden.isEmpty()) {
            arguments.addAll(command.arguments());
        } else {
            PrivateFile.write(secret, hidden);
            arguments.addAll(command.withoutSecrets(secrets, secret));
        }
        LOG.info("Launching worker {}: {}", request.workerId(), command);
        Path artifacts = layout.workerArtifacts(request.topologyId(), request.port());
        Path output = artifacts.resolve(ChildProcess.STANDARD_OUTPUT);
        Path errors = artifacts.resolve(ChildProcess.STANDARD_ERROR);
        ProcessBuilder builder = new ProcessBuilder(arguments).directory(layout.worker(request.workerId()).toFile())
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
            .redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()));
        builder.environment().putAll(command.environment());
        long outputBefore = size(output);
        long errorsBefore = size(errors);
        Process child = builder.start();
        try {
            child.getOutputStream().close();
            String identity = ProcessIdentity.of(child.pid()).orElse("ended at once");
            WorkerRecord record = new WorkerRecord(request, child.pid(), identity, timeoutMillis);
            record.write(layout.worker(request.workerId()));
            ChildProcess worker = ChildProcess.child(record, child, layout, bind, outputBefore, errorsBefore);
            worker.announce();
            return worker;
        } catch (IOException | RuntimeException e) {
            child.destroyForcibly();
            throw e;
        }
    }

    private static long size(Path file) throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }

    @Override
    public List<WorkerHandle> adopt() {
        List<WorkerHandle> ours = new ArrayList<>();
        for (ChildProcess worker : new OrphanedWorkers(layout, bind).running()) {
            if (worker.request().supervisorId().equals(supervisorId)) {
                given.put(worker, givenMb(worker.request(), WorkerConf.of(conf, Map.of()).merged()));
                ours.add(worker);
            } else {
                LOG.warn("Worker {} belongs to supervisor {}, which this computer no longer is (now {}): killing it", worker.name(),
                    worker.request().supervisorId(), supervisorId);
                worker.whenGone(worker::cleanUp);
                worker.kill();
            }
        }
        return ours;
    }

    private double givenMb(LaunchRequest request, Map<String, Object> merged) {
        return WorkerCommand.Memory.of(request.assignment().resources(), merged, home.memoryMb()).limitMb();
    }

    @Override
    public void enforceLimits() {
        given.keySet().removeIf(ChildProcess::gone);
        List<WatchedWorker> workers = new ArrayList<>();
        given.forEach((worker, mb) -> workers.add(new WatchedWorker(worker, mb)));
        memory.look(workers);
        if (reports.due()) {
            reports.report(given.keySet().stream().flatMap(worker -> meter.usedMb(worker.pid()).stream()
                .map(mb -> new MemoryReports.Used(worker.request().topologyId(), worker.request().port(), mb))).toList());
        }
    }

    private record WatchedWorker(ChildProcess process, double givenMb) implements MemoryWatch.Watched {
        @Override
        public String workerId() {
            return process.request().workerId();
        }

        @Override
        public long pid() {
            return process.pid();
        }

        @Override
        public void kill(String reason) {
            process.kill(reason);
        }
    }
}
