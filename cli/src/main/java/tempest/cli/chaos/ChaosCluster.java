// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli.chaos;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.storm.generated.Nimbus;
import org.apache.storm.generated.NimbusSummary;
import org.apache.storm.shade.org.yaml.snakeyaml.Yaml;
import org.apache.storm.thrift.TException;
import org.apache.storm.utils.NimbusClient;
import tempest.cli.dev.Ports;
import tempest.cli.dev.TaggedProcesses;
import tempest.cli.launch.CommandFailure;
import tempest.cli.launch.Daemon;
import tempest.cluster.JvmOptions;

/**
 * A ZooKeeper, two Nimbuses and two supervisors as processes, each on an address of its own of the loopback network. All time-outs are the
 * defaults, or the user's. The main thread uses it; {@link #close} may come from the JVM's shutdown thread.
 */
final class ChaosCluster implements AutoCloseable {
    private static final String ZOOKEEPER = "127.0.0.1";
    /** Hosts have addresses that begin so ... */
    private static final String LOOPBACK = "127.0.0.";
    /** ... and others reach their workers through a {@link HostLink} at one that begins so. */
    private static final String SHOWN = "127.0.1.";
    /** Supervisors make an archive of classes when they start for the first time, at the lowest priority. */
    private static final double ARCHIVES_SECONDS = 400;
    private static final List<String> HOSTS = List.of("a", "b");
    private static final int SLOTS = 4;
    private static final int ASK_MILLIS = 5_000;
    private static final int FIRST_PORT = 26_600;
    private static final int NEVER = 1_000_000;

    private final ChaosProduct product;
    private final Path folder;
    private final TaggedProcesses tagged;
    private final Map<String, Object> conf;
    /** What a client in this process goes by. */
    private final Map<String, Object> whole;
    private final ChaosDaemon zooKeeper;
    private final List<ChaosDaemon> nimbuses = new ArrayList<>();
    private final List<ChaosDaemon> supervisors = new ArrayList<>();
    private final Ports ports = new Ports(false, line -> { });
    private int nextPort = FIRST_PORT;
    private final List<HostLink> links = new CopyOnWriteArrayList<>();

    /** @param user the whole configuration as any command sees it */
    ChaosCluster(ChaosProduct product, Path folder, Map<String, Object> user) throws IOException {
        this.product = product;
        this.folder = folder;
        this.tagged = TaggedProcesses.of(folder);
        this.conf = shared(user);
        this.whole = new HashMap<>(user);
        whole.putAll(conf);
        Map<String, Object> others = product.hasAddresses() ? Map.of() : supervisorPorts();
        zooKeeper = daemon("zookeeper", Daemon.DEV_ZOOKEEPER, ZOOKEEPER, ZOOKEEPER, Map.of());
        for (String address : seeds()) {
            nimbuses.add(daemon("nimbus-" + HOSTS.get(nimbuses.size()), Daemon.NIMBUS, address, address, Map.of()));
        }
        for (String host : HOSTS) {
            String address = host.equals("a") ? "127.0.0.4" : "127.0.0.5";
            supervisors.add(daemon("supervisor-" + host, Daemon.SUPERVISOR, address, shown(address), host.equals("a") ? Map.of() : others));
        }
    }

    /** Two Nimbuses have the same port, so where all addresses are listened on there is one. */
    private List<String> seeds() {
        return product.hasAddresses() ? List.of("127.0.0.2", "127.0.0.3") : List.of("127.0.0.2");
    }

    private Map<String, Object> shared(Map<String, Object> user) {
        Map<String, Object> made = product.configuration(user);
        made.put("storm.zookeeper.servers", List.of(ZOOKEEPER));
        made.put("nimbus.seeds", seeds());
        for (String key : List.of("storm.zookeeper.port", "nimbus.thrift.port")) {
            made.put(key, ports.take(key, nextPort++));
        }
        made.putAll(supervisorPorts());
        // The same host goes more than once, and is to be used again each time.
        made.put("blacklist.scheduler.tolerance.count", NEVER);
        List<String> options = new ArrayList<>(JvmOptions.of(product.hasAddresses() ? user : made, "worker.childopts"));
        options.add(tagged.option());
        made.put("worker.childopts", options);
        return made;
    }

    private Map<String, Object> supervisorPorts() {
        List<Integer> slots = new ArrayList<>();
        int port = ports.take("supervisor.thrift.port", nextPort++);
        for (int i = 0; i < SLOTS; i++) {
            slots.add(ports.take("supervisor.slots.ports", nextPort++));
        }
        return Map.of("supervisor.thrift.port", port, "supervisor.slots.ports", slots);
    }

    private String shown(String address) {
        return product.hasAddresses() ? address.replace(LOOPBACK, SHOWN) : address;
    }

    /**
     * One of them.
     *
     * @param shown the address under which others reach it
     * @param only what it alone is configured with
     */
    private ChaosDaemon daemon(String name, Daemon kind, String address, String shown, Map<String, Object> only) throws IOException {
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getByName(address))) {
            any.getLocalPort();
        } catch (IOException e) {
            throw new CommandFailure("this machine has no address " + address + " (" + e.getMessage() + "): each pretended host needs one of its own,"
                    + " and on Linux the loopback network has them", e);
        }
        Path own = folder.resolve(name);
        Files.createDirectories(ChaosDaemon.logs(own));
        Map<String, Object> its = new LinkedHashMap<>(conf);
        its.put("storm.local.dir", ChaosDaemon.local(own).toString());
        its.put("storm.log.dir", ChaosDaemon.logs(own).toString());
        its.put("dev.zookeeper.path", own.resolve("data").toString());
        its.put("storm.local.hostname", shown);
        if (product.hasAddresses()) {
            its.put("storm.bind.address", address);
        }
        its.putAll(only);
        Path file = own.resolve("storm.yaml");
        Files.writeString(file, new Yaml().dump(its));
        return new ChaosDaemon(name, kind, address, own, () -> product.daemon(kind, its, file));
    }

    /** Starts all and returns when a Nimbus leads, both supervisors have joined, and workers can start fast. */
    void start() throws Exception {
        if (product.hasAddresses()) {
            List<Integer> slots = ((List<?>) conf.get("supervisor.slots.ports")).stream().map(Integer.class::cast).toList();
            for (ChaosDaemon supervisor : supervisors) {
                links.add(new HostLink(shown(supervisor.address()), supervisor.address(), slots));
            }
        }
        zooKeeper.start();
        for (ChaosDaemon daemon : daemons()) {
            daemon.start();
        }
        Patience.await(nimbuses.size() + " Nimbuses and two supervisors to join", 120, () -> {
            daemons().stream().filter(d -> !d.alive()).findFirst().ifPresent(d -> {
                throw new CommandFailure(d.name() + " ended while it started: see " + ChaosDaemon.logs(folder.resolve(d.name())));
            });
            return whole();
        });
        if (product instanceof TempestProduct) {
            Patience.within(ARCHIVES_SECONDS, this::haveArchives);
        }
    }

    /** Whether workers start as fast as they can: what is measured is a cluster that has been there for a while. */
    private boolean haveArchives() throws IOException {
        for (ChaosDaemon supervisor : supervisors) {
            try (DirectoryStream<Path> archives = Files.newDirectoryStream(supervisor.classArchives(), "*.jsa")) {
                if (!archives.iterator().hasNext()) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Nimbuses and supervisors. */
    List<ChaosDaemon> daemons() {
        List<ChaosDaemon> all = new ArrayList<>(nimbuses);
        all.addAll(supervisors);
        return all;
    }

    ChaosDaemon zooKeeper() {
        return zooKeeper;
    }

    /** The networks before the supervisors' workers. */
    List<HostLink> links() {
        return List.copyOf(links);
    }

    List<ChaosDaemon> supervisors() {
        return List.copyOf(supervisors);
    }

    /** Whether one Nimbus leads, the other is known, and both supervisors are. */
    boolean whole() throws TException {
        return ask(nimbus -> {
            List<NimbusSummary> known = nimbus.getClusterInfo().get_nimbuses();
            return known.stream().filter(NimbusSummary::is_isLeader).count() == 1 && known.size() == nimbuses.size()
                    && nimbus.getClusterInfo().get_supervisors_size() == supervisors.size();
        });
    }

    /** The Nimbus that says that it leads, asked itself; null if none does. */
    ChaosDaemon leader(List<ChaosDaemon> among) {
        for (ChaosDaemon nimbus : among) {
            if (nimbus.alive() && leads(nimbus)) {
                return nimbus;
            }
        }
        return null;
    }

    List<ChaosDaemon> nimbuses() {
        return List.copyOf(nimbuses);
    }

    private boolean leads(ChaosDaemon nimbus) {
        try (NimbusClient client = NimbusClient.Builder.withConf(whole).withTimeout(ASK_MILLIS)
                .buildWithNimbusHostPort(nimbus.address(), (Integer) conf.get("nimbus.thrift.port"))) {
            NimbusSummary leader = client.getClient().getLeader();
            return leader.is_isLeader() && leader.get_host().equals(nimbus.address());
        } catch (TException | RuntimeException e) {
            // It does not answer, or knows of none: then it does not lead.
            return false;
        }
    }

    /** Work with the Nimbus that leads. */
    interface Question<T> {
        T to(Nimbus.Iface nimbus) throws TException;
    }

    /** Finds the leader and asks it, as any client does. */
    <T> T ask(Question<T> question) throws TException {
        try (NimbusClient client = NimbusClient.Builder.withConf(whole).withTimeout(ASK_MILLIS).build()) {
            return question.to(client.getClient());
        }
    }

    /** Submits from a JVM of its own, as {@code storm jar} does; returns when the client has ended. */
    void submit(String mainClass, List<String> arguments) throws IOException, InterruptedException {
        Path file = folder.resolve("client.yaml");
        Files.writeString(file, new Yaml().dump(conf));
        Path output = folder.resolve("client.out");
        Process process = product.client(mainClass, arguments, file).redirectErrorStream(true).redirectOutput(output.toFile()).start();
        if (process.waitFor() != 0) {
            throw new CommandFailure("the topology " + arguments.get(0) + " could not be submitted: " + Files.readString(output).strip());
        }
    }

    /** Living workers, of one supervisor or (null) of all. */
    List<ProcessHandle> workers(ChaosDaemon supervisor) {
        return tagged.processes().stream().filter(p -> {
            List<String> words = TaggedProcesses.arguments(p).toList();
            return product.isWorker(words) && (supervisor == null || words.stream().anyMatch(word -> word.contains(supervisor.folder() + "/")));
        }).toList();
    }

    /** Ends every process of the cluster, also those that are stopped. */
    @Override
    public void close() {
        links.forEach(HostLink::close);
        List<ProcessHandle> all = tagged.processes();
        for (ProcessHandle process : all) {
            try {
                ChaosDaemon.signal("CONT", process.pid());
            } catch (IOException | CommandFailure e) {
                // It has ended meanwhile.
                continue;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        tagged.stopAll();
    }
}
