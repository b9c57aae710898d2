// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli.doctor;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.storm.validation.ConfigNotices;
import org.apache.storm.validation.UnsupportedKeys.Reader;
import tempest.cluster.BindAddress;
import tempest.cluster.ConfigReader;

/** All that a doctor looks at, in the order in which it is told. Main thread; looks only. */
public final class Checkup {
    private static final int OLDEST_JAVA = 17;
    private static final long SCARCE_MB = 1024;
    private static final long TOO_LITTLE_MB = 100;
    /** What a worker's JVM takes beside its heap. */
    private static final long BESIDE_HEAP_MB = 128;
    private static final long MOST_SECONDS_APART = 5;
    private static final int MOST_PORT = 65535;
    /** Which daemon listens on the port of which key, if it runs here. */
    private static final Map<String, String> PORTS = ports();

    private final Map<String, Object> conf;
    private final ConfigReader read;
    private final Path home;
    private final Machine machine;
    private final List<Diagnosis> found = new ArrayList<>();

    /**
     * A look at one machine.
     *
     * @param conf what daemons here would read
     * @param home the folder of the installation, where relative paths start
     */
    public Checkup(Map<String, Object> conf, Path home, Machine machine) {
        this.conf = conf;
        this.read = new ConfigReader(conf);
        this.home = home;
        this.machine = machine;
    }

    private static Map<String, String> ports() {
        Map<String, String> ports = new LinkedHashMap<>();
        ports.put("nimbus.thrift.port", "nimbus");
        ports.put("supervisor.thrift.port", "supervisor");
        ports.put("ui.port", "ui");
        ports.put("logviewer.port", "logviewer");
        ports.put("drpc.port", "drpc");
        ports.put("drpc.invocations.port", "drpc");
        ports.put("drpc.http.port", "drpc");
        return ports;
    }

    /** Looks at everything; a setting that cannot be read is a problem and does not keep the others from being looked at. */
    public List<Diagnosis> run() {
        for (Runnable look : List.<Runnable>of(this::java, this::configuration, this::folder, this::memory, this::portsOfDaemons, this::zooKeeper, this::nimbus,
            this::clock)) {
            try {
                look.run();
            } catch (IllegalArgumentException e) {
                found.add(Diagnosis.problem(e.getMessage(), "mend it in storm.yaml"));
            }
        }
        return List.copyOf(found);
    }

    private void java() {
        found.add(machine.javaRelease() >= OLDEST_JAVA ? Diagnosis.ok("Java " + machine.java())
            : Diagnosis.problem("Java " + machine.java() + " is too old", "set JAVA_HOME to Java " + OLDEST_JAVA + " or newer"));
    }

    private void configuration() {
        ConfigNotices notices = ConfigNotices.of(conf, EnumSet.allOf(Reader.class));
        notices.refused().forEach(line -> found.add(Diagnosis.problem(line, "daemons that read it do not start: take it out of storm.yaml")));
        notices.told().stream().filter(line -> !notices.refused().contains(line)).forEach(line -> found.add(Diagnosis.warning(line, "correct it or take it out")));
        if (notices.refused().isEmpty() && notices.told().isEmpty()) {
            found.add(Diagnosis.ok("configuration: every key is known and has its effect"));
        }
        BindAddress address = BindAddress.of(conf);
        found.add(address.isLoopback()
            ? Diagnosis.note("storm.bind.address is " + address.address().getHostAddress() + ": daemons here cannot be reached from other machines")
            : Diagnosis.ok("storm.bind.address is " + address.address().getHostAddress()));
    }

    private void folder() {
        Path folder = home.resolve(read.text("storm.local.dir", "storm-local"));
        try {
            long free = machine.freeMb(folder);
            String what = "storm.local.dir " + folder + " has " + free + " MB free";
            found.add(free < TOO_LITTLE_MB ? Diagnosis.problem(what, "make room, or set storm.local.dir to a larger disk")
                : free < SCARCE_MB ? Diagnosis.warning(what + ", which topologies' jars and blobs may fill", "make room, or set storm.local.dir to a larger disk")
                : Diagnosis.ok(what));
        } catch (IOException e) {
            found.add(Diagnosis.problem("storm.local.dir " + folder + " cannot be used: " + e.getMessage(),
                "give the user that runs the daemons a folder that it may write to"));
        }
    }

    private void memory() {
        OptionalLong memory = machine.memoryMb();
        if (memory.isEmpty()) {
            found.add(Diagnosis.note("memory: how much this machine has cannot be told"));
            return;
        }
        long heap = (long) read.real("worker.heap.memory.mb", 768, 1);
        int slots = slots().size();
        long needed = slots * (heap + BESIDE_HEAP_MB);
        String what = slots + " slots (supervisor.slots.ports) of " + heap + " MB heap (worker.heap.memory.mb) may take " + needed + " MB; this machine has "
            + memory.getAsLong() + " MB";
        found.add(needed <= memory.getAsLong() ? Diagnosis.ok(what) : Diagnosis.warning(what, "give it fewer slots, or workers less heap"));
    }

    private List<Integer> slots() {
        Object value = conf.get("supervisor.slots.ports");
        List<Integer> ports = new ArrayList<>();
        for (Object port : value instanceof List<?> list ? list : List.of()) {
            if (!(port instanceof Number number) || number.intValue() < 1 || number.intValue() > MOST_PORT) {
                throw new IllegalArgumentException("supervisor.slots.ports has " + port + ": a port is a number from 1 to " + MOST_PORT);
            }
            ports.add(number.intValue());
        }
        return ports;
    }

    private void portsOfDaemons() {
        PORTS.forEach((key, daemon) -> port(read.port(key, 0), key, daemon));
        slots().forEach(port -> port(port, "supervisor.slots.ports", "worker"));
    }

    private void port(int port, String key, String daemon) {
        if (port == 0 || machine.isFree(port)) {
            return;
        }
        String owner = machine.owner(port);
        if (machine.isOurs(port)) {
            found.add(Diagnosis.note("port " + port + " (" + key + ") is in use by a " + daemon + " that runs: " + owner));
        } else {
            found.add(Diagnosis.problem("port " + port + " (" + key + ") is in use" + (owner.isEmpty() ? "" : " by " + owner),
                "stop what uses it, or set " + key + " to another port; nothing needs doing where no " + daemon + " is to run"));
        }
    }

    private void zooKeeper() {
        List<String> servers = read.texts("storm.zookeeper.servers", List.of("localhost"));
        int port = read.port("storm.zookeeper.port", 2181);
        int answering = 0;
        for (String server : servers) {
            try {
                String answer = machine.ask(server, port, "srvr");
                answering++;
                String mode = answer.lines().filter(line -> line.startsWith("Mode: ")).map(line -> " (" + line.substring("Mode: ".length()) + ")").findFirst().orElse("");
                found.add(Diagnosis.ok("ZooKeeper " + server + ":" + port + " answers" + mode));
            } catch (IOException e) {
                found.add(Diagnosis.problem("ZooKeeper " + server + ":" + port + " does not answer: " + e.getMessage(),
                    "start it, or correct storm.zookeeper.servers and storm.zookeeper.port; on one machine, storm dev-zookeeper is enough to try things out"));
            }
        }
        if (servers.size() > 1 && answering > 0 && answering <= servers.size() / 2) {
            found.add(Diagnosis.problem("only " + answering + " of " + servers.size() + " ZooKeepers answer, which is no majority", "start the others"));
        } else if (servers.size() == 2) {
            found.add(Diagnosis.warning("two ZooKeepers survive no failure: both must run", "use one, or three"));
        }
    }

    private void nimbus() {
        int port = read.port("nimbus.thrift.port", 6627);
        for (String seed : read.texts("nimbus.seeds", List.of("localhost"))) {
            try {
                machine.ask(seed, port, null);
                found.add(Diagnosis.ok("Nimbus " + seed + ":" + port + " takes connections"));
            } catch (IOException e) {
                found.add(Diagnosis.warning("Nimbus " + seed + ":" + port + " takes no connection: " + e.getMessage(),
                    "start it with storm nimbus, or correct nimbus.seeds and nimbus.thrift.port"));
            }
        }
    }

    private void clock() {
        int port = read.port("ui.port", 8744);
        for (String seed : read.texts("nimbus.seeds", List.of("localhost"))) {
            try {
                long apart = machine.secondsAhead(seed, port);
                String what = "clock: that of " + seed + " is " + (apart == 0 ? "the same" : Math.abs(apart) + " s " + (apart > 0 ? "ahead" : "behind"));
                found.add(Math.abs(apart) <= MOST_SECONDS_APART ? Diagnosis.ok(what) : Diagnosis.warning(what, "let NTP keep the clocks of all machines"));
                return;
            } catch (IOException e) {
                // The page may run elsewhere, or nowhere; said below if no other can be asked.
                continue;
            }
        }
        found.add(Diagnosis.note("clock: not compared, since no page answers at port " + port + " of a Nimbus (ui.port)"));
    }
}
