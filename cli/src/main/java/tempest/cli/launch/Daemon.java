// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli.launch;

/** The processes a cluster is made of. */
public enum Daemon {
    NIMBUS("nimbus", "tempest.nimbus.NimbusMain"),
    SUPERVISOR("supervisor", "tempest.supervisor.SupervisorMain"),
    UI("ui", "tempest.ui.UiMain"),
    LOGVIEWER("logviewer", "tempest.logviewer.LogViewerMain"),
    DRPC("drpc", "tempest.drpc.DrpcMain"),
    DEV_ZOOKEEPER("dev-zookeeper", "tempest.cluster.DevZooKeeperMain");

    private final String commandName;
    private final String mainClass;

    Daemon(String commandName, String mainClass) {
        this.commandName = commandName;
        this.mainClass = mainClass;
    }

    public String commandName() {
        return commandName;
    }

    public String mainClass() {
        return mainClass;
    }

    /** The configuration key of its JVM options. */
    String childopts() {
        return commandName + ".childopts";
    }

    /** Whether this installation brings it; the command runs on the daemons' own class path. */
    public boolean isThere() {
        return Daemon.class.getClassLoader().getResource(mainClass.replace('.', '/') + ".class") != null;
    }
}
