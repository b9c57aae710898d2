// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor.process;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.storm.generated.WorkerResources;
import tempest.cluster.ConfigReader;
import tempest.cluster.LocalLayout;
import tempest.cluster.Secrets;
import tempest.supervisor.slot.LaunchRequest;

/**
 * A worker's command line and environment: a pure function of the request and the configuration. Immutable; any thread; it never looks at
 * the disk.
 *
 * @param arguments   the program and its arguments
 * @param environment what to add to the supervisor's own
 */
record WorkerCommand(List<String> arguments, Map<String, String> environment) {

    private static final int DEFAULT_HEAP_MB = 768;

    /** {@code archive}: of classes, if there is one. */
    static WorkerCommand of(LaunchRequest request, WorkerConf conf, LocalLayout layout, WorkerHome home, Optional<Path> archive) {
        Memory memory = Memory.of(request.assignment().resources(), conf.merged(), home.memoryMb());
        List<String> options = GcLogging.modern(childOptions(request, conf, memory));
        List<String> arguments = new ArrayList<>();
        arguments.add(home.java().toString());
        arguments.add("-Xshare:auto");
        // A worker whose heap is full does not work any more, it only seems to. Of two such options the later counts: the topology's.
        arguments.add("-XX:+ExitOnOutOfMemoryError");
        if (options.stream().noneMatch(option -> option.startsWith("-XX:SharedArchiveFile") || option.startsWith("-XX:ArchiveClassesAtExit"))) {
            archive.ifPresent(file -> arguments.add("-XX:SharedArchiveFile=" + file));
        }
        if (options.stream().noneMatch(option -> option.startsWith("-Xmx") || option.startsWith("-XX:MaxHeapSize")
            || option.startsWith("-XX:MaxRAMPercentage"))) {
            arguments.add("-Xmx" + memory.heapMb() + "m");
        }
        arguments.addAll(GcChooser.of(options, memory.heapMb()));
        arguments.addAll(options);
        String libraries = libraryPath(request, conf.daemon(), layout);
        arguments.addAll(properties(request, layout, home, libraries));
        arguments.add("-Dlogging.sensitivity=" + new ConfigReader(conf.merged()).text("topology.logging.sensitivity", "S3"));
        arguments.add("-cp");
        arguments.add(String.join(File.pathSeparator, home.classPath()));
        arguments.add(home.mainClass());
        arguments.add(request.topologyId());
        arguments.add(request.supervisorId());
        arguments.add(Integer.toString(request.supervisorPort()));
        arguments.add(Integer.toString(request.port()));
        arguments.add(request.workerId());
        return new WorkerCommand(List.copyOf(arguments), environment(conf.merged(), libraries));
    }

    private static List<String> childOptions(LaunchRequest request, WorkerConf conf, Memory memory) {
        Map<String, String> values = new HashMap<>();
        values.put("ID", Integer.toString(request.port()));
        values.put("WORKER-ID", request.workerId());
        values.put("TOPOLOGY-ID", request.topologyId());
        values.put("WORKER-PORT", Integer.toString(request.port()));
        values.put("HEAP-MEM", Long.toString(memory.heapMb()));
        values.put("OFF-HEAP-MEM", Long.toString(memory.offHeapMb()));
        values.put("LIMIT-MEM", Long.toString(memory.limitMb()));
        ChildOptions read = new ChildOptions(values);
        List<String> options = new ArrayList<>(read.of(conf.daemon(), "worker.childopts"));
        options.addAll(read.of(conf.merged(), "topology.worker.childopts"));
        List<String> gc = read.of(conf.merged(), "topology.worker.gc.childopts");
        options.addAll(gc.isEmpty() ? read.of(conf.daemon(), "worker.gc.childopts") : gc);
        if (new ConfigReader(conf.daemon()).flag("worker.profiler.enabled", false)) {
            options.addAll(read.of(conf.daemon(), "worker.profiler.childopts"));
        }
        return options;
    }

    private static List<String> properties(LaunchRequest request, LocalLayout layout, WorkerHome home, String libraries) {
        List<String> properties = new ArrayList<>();
        properties.add("-Dstorm.home=" + layout.home());
        properties.add("-Dstorm.conf.file=" + home.confFile());
        properties.add("-Dstorm.options=" + home.options());
        properties.add("-Dstorm.local.dir=" + layout.local());
        properties.add("-Dstorm.log.dir=" + layout.logs());
        properties.add("-Dworkers.artifacts=" + layout.workersArtifacts());
        properties.add("-Dstorm.id=" + request.topologyId());
        properties.add("-Dworker.id=" + request.workerId());
        properties.add("-Dworker.port=" + request.port());
        properties.add("-Dlogfile.name=worker.log");
        // One for user code as well, whose class loader would otherwise get a context of its own: levels that are set would not reach it.
        properties.add("-DLog4jContextSelector=org.apache.logging.log4j.core.selector.BasicContextSelector");
        properties.add("-Dlog4j.configurationFile=" + home.logSettings().toUri());
        properties.add("-Djava.io.tmpdir=" + layout.workerTmp(request.workerId()));
        properties.add("-Djava.library.path=" + libraries);
        return properties;
    }

    /** Where native libraries are looked for: those that the topology brings for this platform first. */
    private static String libraryPath(LaunchRequest request, Map<String, Object> daemon, LocalLayout layout) {
        Path resources = layout.stormResources(request.topologyId());
        String platform = System.getProperty("os.name").replace(' ', '_') + "-" + System.getProperty("os.arch");
        List<String> path = new ArrayList<>(List.of(resources.resolve(platform).toString(), resources.toString()));
        String configured = new ConfigReader(daemon).text("java.library.path", "");
        if (!configured.isBlank()) {
            path.add(configured);
        }
        return String.join(File.pathSeparator, path);
    }

    private static Map<String, String> environment(Map<String, Object> conf, String libraries) {
        Map<String, String> environment = new HashMap<>();
        environment.put("LD_LIBRARY_PATH", libraries);
        Object given = conf.get("topology.environment");
        if (given instanceof Map<?, ?> map) {
            map.forEach((name, value) -> environment.put(String.valueOf(name), value == null ? "" : String.valueOf(value)));
        } else if (given != null) {
            throw ConfigReader.wrong("topology.environment", given, "a map of names to strings");
        }
        return Map.copyOf(environment);
    }

    /** What a worker may use, in megabytes. */
    record Memory(long heapMb, long offHeapMb) {

        /**
         * What was scheduled, or else configured. Without a scheduler that looks at memory the sum over hundreds of executors may be more than the
         * machine has, so a heap is at most three quarters of that: the JVM would grow into the swap, or be killed.
         */
        static Memory of(WorkerResources resources, Map<String, Object> conf, long machineMb) {
            boolean scheduled = resources != null && resources.is_set_mem_on_heap() && resources.get_mem_on_heap() > 0;
            double heap = scheduled ? resources.get_mem_on_heap()
                : new ConfigReader(conf).real("worker.heap.memory.mb", DEFAULT_HEAP_MB, 1);
            double offHeap = resources != null && resources.is_set_mem_off_heap() ? resources.get_mem_off_heap() : 0;
            return new Memory((long) Math.ceil(Math.min(heap, 0.75 * machineMb)), (long) Math.ceil(offHeap));
        }

        long limitMb() {
            return heapMb + offHeapMb;
        }
    }

    /** The arguments with a file, to be given to Java in their place, for those before the main class that say secrets: anybody can list a process's. */
    List<String> withoutSecrets(Secrets secrets, Path file) {
        int options = arguments.indexOf("-cp");
        List<String> open = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            if (i >= options || !secrets.isSecretArgument(arguments.get(i))) {
                open.add(arguments.get(i));
            } else if (!open.contains("@" + file)) {
                open.add("@" + file);
            }
        }
        return open;
    }

    /** The content of that file; empty if there is nothing to hide. */
    String hidden(Secrets secrets) {
        StringBuilder text = new StringBuilder();
        arguments.subList(0, arguments.indexOf("-cp")).stream().filter(secrets::isSecretArgument).forEach(argument -> text.append('"')
            .append(argument.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n").replace("\r", "\\r")).append("\"\n"));
        return text.toString();
    }

    /** Without secrets, for the log. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (String each : arguments) {
            String argument = Secrets.usual().maskArgument(each);
            text.append(text.isEmpty() ? "" : " ").append(argument.chars().anyMatch(Character::isWhitespace)
                ? String.format(Locale.ROOT, "'%s'", argument) : argument);
        }
        return text.toString();
    }
}
