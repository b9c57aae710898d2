// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.starter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.storm.LocalCluster;
import org.apache.storm.LocalDRPC;
import org.apache.storm.generated.Bolt;
import org.apache.storm.generated.ComponentObject;
import org.apache.storm.generated.KillOptions;
import org.apache.storm.generated.Nimbus;
import org.apache.storm.generated.SpoutSpec;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.generated.SubmitOptions;
import org.apache.storm.generated.TopologyInitialStatus;
import org.apache.storm.topology.ConfigurableTopology;
import org.apache.storm.utils.DRPCClient;
import org.apache.storm.utils.NimbusClient;
import org.apache.storm.utils.Utils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each example's {@code main} submits is taken by Nimbus, and can be sent to workers. The examples are found, not listed. */
class SubmittedExamplesTest {
    /** Arguments after the name; {@code -} says that no function is called. */
    private static final Map<String, List<String>> MORE = Map.of(
        "BasicDRPCTopology", List.of("-"), "ManualDRPC", List.of("-"), "ReachTopology", List.of("-"), "TridentWordCount", List.of("0"),
        "ExactCountTopology", List.of("exactly-once", Path.of("target", "exact-count").toAbsolutePath().toString()));
    private static LocalCluster cluster;

    @BeforeAll
    static void startTheCluster() throws Exception {
        cluster = new LocalCluster();
    }

    @AfterAll
    static void stopTheCluster() throws Exception {
        cluster.close();
    }

    static List<Class<?>> examples() throws Exception {
        Path classes = Path.of(ConfigurableTopology.class.getClassLoader().getResource("org/apache/storm/starter/WordCountTopology.class").toURI())
            .getParent();
        List<Class<?>> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".class") && !f.toString().contains("$")).toList()) {
                String name = classes.relativize(file).toString().replace(".class", "").replace(file.getFileSystem().getSeparator(), ".");
                Class<?> example = Class.forName("org.apache.storm.starter." + name);
                if (ConfigurableTopology.class.isAssignableFrom(example)) {
                    found.add(example);
                }
            }
        }
        assertTrue(found.size() >= 17, "found only " + found);
        return found;
    }

    @ParameterizedTest
    @MethodSource("examples")
    void whatMainSubmitsCanBeSentToWorkers(Class<?> example) throws Exception {
        assertTrue(Modifier.isStatic(example.getMethod("main", String[].class).getModifiers()));
        List<String> arguments = new ArrayList<>(List.of(example.getSimpleName()));
        arguments.addAll(MORE.getOrDefault(example.getSimpleName(), List.of()));
        Method run = ConfigurableTopology.class.getDeclaredMethod("run", String[].class);
        run.setAccessible(true);
        List<StormTopology> submitted = new ArrayList<>();
        try (NimbusClient.LocalOverride here = new NimbusClient.LocalOverride(asleep(submitted)); LocalDRPC drpc = new LocalDRPC();
             DRPCClient.LocalOverride calls = new DRPCClient.LocalOverride(drpc)) {
            Object exit = run.invoke(example.getDeclaredConstructor().newInstance(), (Object) arguments.toArray(String[]::new));
            assertEquals(0, exit);
        }
        assertEquals(1, submitted.size());
        StormTopology sent = Utils.thriftDeserialize(StormTopology.class, Utils.thriftSerialize(submitted.get(0)));
        assertTrue(sent.get_spouts_size() > 0 && sent.get_bolts_size() > 0, sent::toString);
        for (SpoutSpec spout : sent.get_spouts().values()) {
            assertCanBeSent(spout.get_spout_object());
        }
        for (Bolt bolt : sent.get_bolts().values()) {
            assertCanBeSent(bolt.get_bolt_object());
        }
    }

    private static void assertCanBeSent(ComponentObject component) {
        Object read = Utils.javaDeserialize(component.get_serialized_java(), Object.class);
        assertNotNull(read);
        assertNotNull(Utils.javaDeserialize(Utils.javaSerialize(read), Object.class));
    }

    /** The cluster's Nimbus, which checks a topology as always, but does not activate it and forgets it again. */
    private static Nimbus.Iface asleep(List<StormTopology> submitted) {
        return (Nimbus.Iface) Proxy.newProxyInstance(Nimbus.Iface.class.getClassLoader(), new Class<?>[] {Nimbus.Iface.class}, (proxy, method, args) -> {
            try {
                if (!method.getName().equals("submitTopologyWithOpts")) {
                    return method.invoke(cluster, args);
                }
                String name = (String) args[0];
                submitted.add((StormTopology) args[3]);
                cluster.submitTopologyWithOpts(name, (String) args[1], (String) args[2], (StormTopology) args[3],
                    new SubmitOptions(TopologyInitialStatus.INACTIVE));
                KillOptions now = new KillOptions();
                now.set_wait_secs(0);
                cluster.killTopologyWithOpts(name, now);
                return null;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
    }
}
