// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli.chaos;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tempest.cli.launch.Daemon;

/** Whose cluster it is that plugs are pulled of: how its processes are launched, and by what they are known. Immutable. */
interface ChaosProduct {
    /** The process of a daemon, ready to be started; all that it prints is to go where the caller says. */
    ProcessBuilder daemon(Daemon kind, Map<String, Object> conf, Path confFile);

    /** The process that runs a main class of ours which submits a topology. */
    ProcessBuilder client(String mainClass, List<String> arguments, Path confFile);

    /** Whether the words of a command line are those of a worker. */
    boolean isWorker(List<String> words);

    /** Whether its daemons and workers listen only where they are told to, so that one machine can pretend to be several hosts. */
    boolean hasAddresses();

    /** Its configuration, from what any command of ours sees. */
    Map<String, Object> configuration(Map<String, Object> user);
}
