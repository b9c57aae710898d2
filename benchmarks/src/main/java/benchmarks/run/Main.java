// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package benchmarks.run;

import benchmarks.topology.SubmitMany;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code benchmarks/run} starts. Its first argument is the folder {@code benchmarks/}, the others are {@link Options}. */
public final class Main {
    private final Path home;
    private final Options options;
    private final Results results;
    private final Path work;
    private final Path log;
    private final Map<String, Cluster> clusters = new LinkedHashMap<>();
    private final List<ProcessHandle> others = new ArrayList<>();
    private final AtomicBoolean cleaned = new AtomicBoolean();
    private int serial;

    private Main(Path home, Options options) throws IOException {
        this.home = home;
        this.options = options;
        results = new Results(options.out());
        work = Files.createTempDirectory("tempest-benchmarks");
        log = options.out().resolve("log.txt");
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        Path home = Path.of(args[0]).toAbsolutePath();
        Options options;
        try {
            options = Options.of(java.util.Arrays.copyOfRange(args, 1, args.length), home);
        } catch (IllegalArgumentException e) {
            System.err.println("benchmarks/run: " + e.getMessage());
            System.exit(2);
            return;
        }
        if (options.report() != null) {
            Report.write(new Results(options.report()), Machine.read(options.report()), home.resolve("../docs").normalize());
            return;
        }
        Main main = new Main(home, options);
        Runtime.getRuntime().addShutdownHook(new Thread(main::cleanUp, "clean-up"));
        boolean good;
        try {
            good = main.run();
        } catch (IOException e) {
            System.err.println("benchmarks/run: " + e.getMessage());
            good = false;
        }
        main.cleanUp();
        System.exit(good ? 0 : 1);
    }

    private boolean run() throws IOException, InterruptedException {
        Path jar = TempestCluster.newest(home.resolve("target"), "tempest-benchmarks-[0-9.]+\\.jar");
        boolean needed = options.cases().stream().anyMatch(c -> !c.name().equals(Case.SUBMIT));
        for (String system : options.systems()) {
            switch (system) {
                case "tempest" -> clusters.put(system, new TempestCluster(TempestCluster.newest(home.resolve("../dist/target"), "tempest-.*\\.tar\\.gz"), jar, work, log));
                case "apache" -> clusters.put(system, new ApacheStorm(home.resolve("peers/apache-storm"), jar, work, log));
                default -> { }
            }
        }
        for (Cluster cluster : clusters.values()) {
            if (needed) {
                cluster.up();
            }
            cluster.localClassPath();
        }
        Machine.write(options.out(), clusters.values().stream().map(Cluster::version).toList(), home);
        boolean good = true;
        ControlLoop.run(); // until it is compiled
        for (int round = 1; round <= options.rounds(); round++) {
            for (Case c : options.cases()) {
                for (String settings : options.settings()) {
                    for (String system : options.systems()) {
                        good &= measure(round, system, settings, c, jar);
                    }
                }
            }
        }
        for (String settings : options.settings()) {
            System.out.println("\n" + settings + " settings\n" + String.join("\n", Comparison.table(results, settings, options.cases())));
        }
        return good;
    }

    /** False if it failed; the others are measured all the same. */
    private boolean measure(int round, String system, String settings, Case c, Path jar) throws InterruptedException, IOException {
        boolean best = settings.equals("best");
        Cluster cluster = clusters.get(system);
        if (best && (c.name().equals(Case.SUBMIT) || cluster == null) || cluster == null && c.dataflowSplit() == null) {
            return true;
        }
        Map<String, Double> found;
        double control = ControlLoop.run();
        try {
            if (cluster == null) {
                found = dataflow(system, c.dataflowSplit());
            } else if (c.name().equals(Case.SUBMIT)) {
                found = submitMany(cluster, jar);
            } else {
                String topology = system + "-" + c.name() + "-" + System.currentTimeMillis() / 1000 + "-" + ++serial;
                double rate = c.rate() == Case.HALF_OF_MAXIMUM ? half(system, settings) : c.rate();
                List<String> conf = settings.equals(Options.TRIAL) ? options.trial() : Settings.of(system, settings, c);
                Path recording = work.resolve(topology + ".jfr");
                Measurement measurement = new Measurement(cluster, c, topology, work.resolve("figures"));
                found = measurement.run(rate, options.profile() == null ? conf : recorded(conf, recording), options.warmUp(), options.seconds());
                if (options.profile() != null) {
                    Files.createDirectories(options.profile());
                    Flame.write(recording, options.profile().resolve(system + "-" + c.name() + ".svg"), c.name() + " on " + Report.title(system));
                }
            }
        } catch (IOException e) {
            System.out.println("round " + round + " " + system + " " + settings + " " + c.name() + " failed: " + e.getMessage());
            return false;
        }
        relate(found, (control + ControlLoop.run()) / 2, Runtime.getRuntime().availableProcessors());
        StringBuilder line = new StringBuilder("round " + round + " " + system + " " + settings + " " + c.name());
        for (Map.Entry<String, Double> e : found.entrySet()) {
            results.add(system, settings, c.name(), e.getKey(), e.getValue());
            line.append(String.format(Locale.ROOT, " %s=%.2f", e.getKey(), e.getValue()));
        }
        System.out.println(line);
        return true;
    }

    /** Adds what the figures are beside the machine's: its speed, and the share of its cores that nothing else took. */
    static void relate(Map<String, Double> found, double control, int cores) {
        found.put("control", control);
        Double perSecond = found.get("per_s");
        if (perSecond != null) {
            double left = 1 - (found.getOrDefault("other_cores", 0.0) + found.getOrDefault("stolen_cores", 0.0)) / cores;
            found.put("per_control", perSecond / (control * left));
            found.put("cpu_s_per_million", found.get("cores") / perSecond * 1e6);
        }
    }

    /** The settings with a flight recording added to the worker's options. It slows the worker a little. */
    private static List<String> recorded(List<String> conf, Path recording) {
        String key = "conf.topology.worker.childopts=";
        String options = conf.stream().filter(s -> s.startsWith(key)).map(s -> s.substring(key.length()) + " ").findAny().orElse("");
        List<String> all = new ArrayList<>(conf);
        all.removeIf(s -> s.startsWith(key));
        all.add(key + options + "-XX:+UnlockDiagnosticVMOptions -XX:+DebugNonSafepoints -XX:StartFlightRecording=filename=" + recording + ",settings=profile");
        return all;
    }

    private double half(String system, String settings) throws IOException {
        double maximum = results.median(system, settings, "identity", "per_s");
        if (Double.isNaN(maximum)) {
            throw new IOException("half of the maximum needs a figure for identity first: add identity to --set, or use --out of a run that has one");
        }
        return maximum / 2;
    }

    private Map<String, Double> dataflow(String system, String split) throws IOException, InterruptedException {
        String out = output(List.of(home.resolve("peers/dataflow-wordcount").toString(), system, home.resolve("peers/sentences.txt").toString(),
            Integer.toString(options.seconds()), "1000", "1", split), 240 + options.seconds());
        Map<String, Double> found = new LinkedHashMap<>();
        found.put("per_s", number(out, "sentences_per_s=([0-9.]+)"));
        found.put("cores", number(out, " cores=([0-9.]+)"));
        found.put("other_cores", Math.max(0, number(out, "busy_cores=([0-9.]+)") - found.get("cores")));
        return found;
    }

    private Map<String, Double> submitMany(Cluster cluster, Path jar) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory(work, "many");
        String out = output(List.of(System.getProperty("java.home") + "/bin/java", "-Xmx4g", "-cp", jar + ":" + cluster.localClassPath(),
            SubmitMany.class.getName(), "50", folder.toString()), 300);
        return new LinkedHashMap<>(Map.of("submit_s", number(out, "submit_s=([0-9.]+)")));
    }

    private String output(List<String> command, int seconds) throws IOException, InterruptedException {
        Path out = Files.createTempFile(work, "out", ".txt");
        Process process = Children.start(work, out, command);
        synchronized (others) {
            others.add(process.toHandle());
        }
        boolean ended = process.waitFor(seconds, java.util.concurrent.TimeUnit.SECONDS);
        Children.end(List.of(process.toHandle()));
        String text = Files.readString(out);
        if (!ended || process.exitValue() != 0) {
            Files.writeString(log, text, java.nio.file.StandardOpenOption.CREATE, java.nio.file.StandardOpenOption.APPEND);
            throw new IOException(command.get(0) + (ended ? " ended with " + process.exitValue() : " did not end within " + seconds + " s") + "; see " + log);
        }
        return text;
    }

    private static double number(String text, String pattern) throws IOException {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        if (!matcher.find()) {
            throw new IOException("no " + pattern + " in what was printed: " + text.strip());
        }
        return Double.parseDouble(matcher.group(1));
    }

    private void cleanUp() {
        if (cleaned.getAndSet(true)) {
            return;
        }
        synchronized (others) {
            Children.end(others);
        }
        clusters.values().forEach(Cluster::down);
        try {
            ApacheStorm.delete(work);
        } catch (IOException e) {
            System.err.println("benchmarks/run: " + work + " could not be deleted: " + e.getMessage());
        }
    }
}
