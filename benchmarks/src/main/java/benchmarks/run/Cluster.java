// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package benchmarks.run;

import java.io.IOException;
import java.util.List;

/** A system that topologies can be submitted to. Called by the runner's thread, but for {@link #down}, which an interrupt also calls. */
interface Cluster {
    /** Starts it; returns when topologies can be submitted. */
    void up() throws IOException, InterruptedException;

    void submit(String mainClass, List<String> arguments) throws IOException, InterruptedException;

    void deactivate(String topology) throws IOException, InterruptedException;

    void kill(String topology) throws IOException, InterruptedException;

    /** The class path on which LocalCluster can be run. */
    String localClassPath() throws IOException, InterruptedException;

    String version();

    /** Ends every process it started. May be called at any time, more than once. */
    void down();
}
