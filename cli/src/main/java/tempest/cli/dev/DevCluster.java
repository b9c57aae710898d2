// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli.dev;

import java.io.IOException;
import java.io.PrintStream;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.storm.generated.NotAliveException;
import org.apache.storm.generated.TopologyPageInfo;
import org.apache.storm.generated.TopologySummary;
import org.apache.storm.utils.NimbusClient;
import tempest.cli.launch.Daemon;
import tempest.cli.launch.DaemonJvm;
import tempest.cli.launch.Installation;
import tempest.cli.launch.TempestCalls;
import tempest.rpc.Series;
import tempest.rpc.TempestNimbus;

/**
 * ZooKeeper, Nimbus, a supervisor, the UI, the log viewer and a DRPC server as processes of their own. The main thread starts and watches it;
 * {@link #close} may come from the JVM's shutdown thread.
 */
public final class DevCluster implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 60;
    private static final int CONNECT_MILLIS = 500;

    private final DevFolder folder;
    private final TaggedProcesses tagged;
    private final Map<String, Object> conf;
    private final DaemonJvm jvm;
    private final PrintStream out;
    private final Map<Daemon, DevDaemon> daemons = new EnumMap<>(Daemon.class);
    private NimbusClient client;
    private volatile boolean closing;

    private DevCluster(DevFolder folder, TaggedProcesses tagged, Map<String, Object> conf, DaemonJvm jvm, PrintStream out) {
        this.folder = folder;
        this.tagged = tagged;
        this.conf = conf;
        this.jvm = jvm;
        this.out = out;
    }

    /**
     * Makes the folder and the configuration ready; starts nothing yet.
     *
     * @param conf the whole configuration as any command here sees it
     * @param own what the user set in storm.yaml or by -c
     * @param insist fail when a usual port is in use
     */
    public static DevCluster prepare(Installation installation, Path at, Map<String, Object> conf, Map<String, Object> own,
            boolean insist, PrintStream out) {
        DevFolder folder = DevFolder.take(at);
        TaggedProcesses tagged = TaggedProcesses.of(at);
        Map<String, Object> made = DevConf.of(conf, own, folder, new Ports(insist, out::println), tagged);
        folder.writeConf(made);
        Map<String, Object> whole = new HashMap<>(conf);
        whole.putAll(made);
        return new DevCluster(folder, tagged, whole, new DaemonJvm(installation, whole, "", folder.confFile()), out);
    }

    public Path confFile() {
        return folder.confFile();
    }

    public Path logs() {
        return folder.logs();
    }

    public String uiAddress() {
        return "http://127.0.0.1:" + conf.get("ui.port") + "/";
    }

    public String drpcAddress() {
        return "http://127.0.0.1:" + conf.get("drpc.http.port") + "/drpc/FUNCTION/ARGUMENTS";
    }

    public String howToSubmit() {
        return "storm jar JAR MAINCLASS --config " + (confFile().toString().contains(" ") ? "'" + confFile() + "'" : confFile());
    }

    public String tagOption() {
        return tagged.option();
    }

    /** Starts the daemons side by side and returns when topologies can be submitted. */
    public void start() throws InterruptedException {
        for (Daemon daemon : List.of(Daemon.DEV_ZOOKEEPER, Daemon.NIMBUS, Daemon.SUPERVISOR, Daemon.UI)) {
            start(daemon);
        }
        daemons.get(Daemon.DEV_ZOOKEEPER).await(() -> connects("storm.zookeeper.port"), PATIENCE_SECONDS);
        daemons.get(Daemon.NIMBUS).await(() -> connects("nimbus.thrift.port") && nimbus().getLeader().is_isLeader(), PATIENCE_SECONDS);
        daemons.get(Daemon.SUPERVISOR).await(() -> {
            daemons.get(Daemon.NIMBUS).mustLive();
            return !nimbus().getClusterInfo().get_supervisors().isEmpty();
        }, PATIENCE_SECONDS);
    }

    /** Starts, and waits for, what a topology runs without: spouts wait for a DRPC server. */
    public void awaitViewers() throws InterruptedException {
        daemons.get(Daemon.UI).await(this::uiAnswers, PATIENCE_SECONDS);
        startIfThere(Daemon.LOGVIEWER);
        startIfThere(Daemon.DRPC);
        awaitIfThere(Daemon.LOGVIEWER, "logviewer.port");
        awaitIfThere(Daemon.DRPC, "drpc.http.port");
    }

    private void startIfThere(Daemon daemon) {
        if (daemon.isThere()) {
            start(daemon);
        }
    }

    private void awaitIfThere(Daemon daemon, String portKey) throws InterruptedException {
        if (daemons.containsKey(daemon)) {
            daemons.get(daemon).await(() -> connects(portKey), PATIENCE_SECONDS);
        }
    }

    private void start(Daemon daemon) {
        daemons.put(daemon, DevDaemon.start(daemon, jvm, folder, tagged));
    }

    private boolean connects(String portKey) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", ((Number) conf.get(portKey)).intValue()), CONNECT_MILLIS);
            return true;
        }
    }

    private boolean uiAnswers() throws IOException {
        HttpURLConnection connection = (HttpURLConnection) URI.create(uiAddress() + "api/v1/cluster/summary").toURL().openConnection();
        connection.setConnectTimeout(CONNECT_MILLIS);
        connection.setReadTimeout(CONNECT_MILLIS * 10);
        try {
            return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
        } finally {
            connection.disconnect();
        }
    }

    private TempestNimbus.Iface nimbus() throws Exception {
        if (client == null) {
            client = NimbusClient.Builder.withConf(conf).buildWithNimbusHostPort("127.0.0.1", ((Number) conf.get("nimbus.thrift.port")).intValue());
        }
        return TempestCalls.over(client.getClient()).orElseThrow();
    }

    /**
     * Prints a line of figures a second until this cluster is closed or a daemon ends.
     *
     * @param columns how wide the terminal is, on which each line is written over the one before; 0 if it is none
     */
    public void watch(int columns) throws InterruptedException {
        LiveStats line = new LiveStats(howToSubmit());
        while (!closing) {
            long start = System.nanoTime();
            daemons.values().forEach(DevDaemon::mustLive);
            String text = figures(line);
            if (closing) {
                return;
            }
            if (columns > 1) {
                String cut = text.substring(0, Math.min(text.length(), columns - 1));
                out.print("\r" + cut + " ".repeat(columns - 1 - cut.length()));
            } else {
                out.println(text);
            }
            out.flush();
            TimeUnit.NANOSECONDS.sleep(TimeUnit.SECONDS.toNanos(1) - (System.nanoTime() - start));
        }
    }

    private String figures(LiveStats line) throws InterruptedException {
        try {
            List<TopologyPageInfo> pages = new ArrayList<>();
            List<Series> wholes = new ArrayList<>();
            for (TopologySummary topology : nimbus().getTopologySummaries()) {
                look(topology.get_id(), pages, wholes);
            }
            return line.of(pages, wholes, System.nanoTime());
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            disconnect();
            return "Nimbus does not answer: " + e;
        }
    }

    private void look(String id, List<TopologyPageInfo> pages, List<Series> wholes) throws Exception {
        try {
            TempestNimbus.Iface nimbus = nimbus();
            pages.add(nimbus.getTopologyPageInfo(id, ":all-time", false));
            nimbus.latest(id).stream().filter(series -> series.get_component().isEmpty()).forEach(wholes::add);
        } catch (NotAliveException e) {
            // Gone since it was listed; the next second's list is without it.
            return;
        }
    }

    private void disconnect() {
        if (client != null) {
            client.close();
            client = null;
        }
    }

    /** Ends every process of this cluster, workers too, and gives the folder back. */
    @Override
    public void close() {
        closing = true;
        tagged.stopAll();
        folder.close();
    }
}
