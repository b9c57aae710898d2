// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.flux;

import java.io.PrintStream;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.apache.storm.Config;
import org.apache.storm.StormSubmitter;
import org.apache.storm.flux.api.FluxException;
import org.apache.storm.flux.model.BoltDef;
import org.apache.storm.flux.model.ExecutionContext;
import org.apache.storm.flux.model.SpoutDef;
import org.apache.storm.flux.model.StreamDef;
import org.apache.storm.flux.model.TopologyDef;
import org.apache.storm.flux.parser.FluxParser;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.generated.SubmitOptions;
import org.apache.storm.generated.TopologyInitialStatus;
import org.apache.storm.utils.NimbusClient;

/**
 * The command: reads a YAML file, builds its topology, and submits it. {@code storm jar X.jar org.apache.storm.flux.Flux f.yaml} runs it in the client's
 * main thread. Nothing is submitted, and no local cluster begun, before the topology is whole.
 */
public class Flux {
    /** What is of use here is static. */
    public Flux() {
    }

    /** The command; ends by an exception of one line if the file or an option is wrong. */
    public static void main(String[] args) throws Exception {
        run(FluxOptions.of(args), System.out);
    }

    static void run(FluxOptions options, PrintStream out) throws Exception {
        if (options.help()) {
            out.print(FluxOptions.USAGE);
            return;
        }
        if (!options.noSplash()) {
            String version = Flux.class.getPackage().getImplementationVersion();
            out.println("Flux of Tempest" + (version == null ? "" : " " + version));
        }
        TopologyDef definition = read(options);
        Config config = FluxBuilder.buildConfig(definition);
        StormTopology topology = FluxBuilder.buildTopology(new ExecutionContext(definition, config));
        if (!options.noDetail()) {
            show(definition, out);
        }
        if (options.dryRun()) {
            out.println("Nothing was submitted (--dry-run).");
            return;
        }
        if (definition.getName() == null || definition.getName().isBlank()) {
            throw new FluxException(definition.location(), "the topology has no name; begin the file with name: my-topology");
        }
        Callable<Void> submission = () -> {
            SubmitOptions how = new SubmitOptions(options.inactive() ? TopologyInitialStatus.INACTIVE : TopologyInitialStatus.ACTIVE);
            StormSubmitter.submitTopology(definition.getName(), config, topology, how);
            return null;
        };
        if (options.local() && !NimbusClient.isLocalOverride()) {
            LocalRun.of(submission, options);
        } else {
            submission.call();
        }
    }

    private static TopologyDef read(FluxOptions options) throws Exception {
        Properties properties = FluxParser.parseProperties(options.filter(), options.resource());
        return options.resource() ? FluxParser.parseResource(options.file(), false, true, properties, options.envFilter())
            : FluxParser.parseFile(options.file(), false, true, properties, options.envFilter());
    }

    private static void show(TopologyDef topology, PrintStream out) {
        out.println("Topology " + topology.getName());
        if (!topology.isDslTopology()) {
            out.println("  made by " + topology.getTopologySource().getClassName() + "." + topology.getTopologySource().getMethodName() + "()");
            return;
        }
        for (SpoutDef spout : topology.getSpouts()) {
            out.println("  spout " + spout.getId() + " x " + spout.getParallelism() + "  (" + spout.getClassName() + ")");
        }
        for (BoltDef bolt : topology.getBolts()) {
            out.println("  bolt " + bolt.getId() + " x " + bolt.getParallelism() + "  (" + bolt.getClassName() + ")");
        }
        for (StreamDef stream : topology.getStreams()) {
            String id = stream.getGrouping().getStreamId();
            out.println("  " + stream.getFrom() + (id == null ? "" : ":" + id) + " --" + stream.getGrouping().getType() + "--> " + stream.getTo());
        }
    }
}
