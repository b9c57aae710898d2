// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli.chaos;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tempest.cli.dev.ParentBoundDaemon;
import tempest.cli.dev.TaggedProcesses;
import tempest.cli.launch.ClientJvm;
import tempest.cli.launch.ConfigVariables;
import tempest.cli.launch.Daemon;
import tempest.cli.launch.DaemonJvm;
import tempest.cli.launch.Installation;

/** This installation. */
record TempestProduct(Installation installation, Path cluster) implements ChaosProduct {
    @Override
    public ProcessBuilder daemon(Daemon kind, Map<String, Object> conf, Path confFile) {
        return ParentBoundDaemon.process(kind, new DaemonJvm(installation, conf, "", confFile), cluster, TaggedProcesses.of(cluster));
    }

    @Override
    public ProcessBuilder client(String mainClass, List<String> arguments, Path confFile) {
        ClientJvm client = new ClientJvm(installation, Installation.ownCode(), mainClass, arguments, "", confFile, List.of(), Map.of(), false, false);
        return ConfigVariables.without(new ProcessBuilder(client.command(List.of(TaggedProcesses.of(cluster).option()))));
    }

    @Override
    public boolean isWorker(List<String> words) {
        return words.contains("tempest.worker.WorkerMain");
    }

    @Override
    public boolean hasAddresses() {
        return true;
    }

    /** With small heaps, so that ten processes fit on a small machine. */
    @Override
    public Map<String, Object> configuration(Map<String, Object> user) {
        Map<String, Object> made = new HashMap<>(user);
        made.put("nimbus.childopts", "-Xmx128m");
        made.put("supervisor.childopts", "-Xmx96m");
        made.put("dev-zookeeper.childopts", "-Xmx96m");
        made.put("worker.heap.memory.mb", 96);
        made.put("topology.component.resources.onheap.memory.mb", 16.0);
        return made;
    }
}
