// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.compat.connectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.storm.Config;
import org.apache.storm.flux.FluxBuilder;
import org.apache.storm.generated.ComponentCommon;
import org.apache.storm.generated.StormTopology;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The published flux-core and our own make the same topology of the same file. */
class FluxParityTest {
    private static final Pattern KAFKA = Pattern.compile("```yml\\n(.*?)```", Pattern.DOTALL);
    private static final String FILES = """
        name: files
        components:
          - id: sync
            className: org.apache.storm.hdfs.bolt.sync.CountSyncPolicy
            constructorArgs: [1000]
          - id: rotation
            className: org.apache.storm.hdfs.bolt.rotation.FileSizeRotationPolicy
            constructorArgs: [5.0, MB]
          - id: names
            className: org.apache.storm.hdfs.bolt.format.DefaultFileNameFormat
            configMethods:
              - name: withPath
                args: [/words/]
          - id: records
            className: org.apache.storm.hdfs.bolt.format.DelimitedRecordFormat
            configMethods:
              - name: withFieldDelimiter
                args: ["|"]
        spouts:
          - {id: words, className: org.apache.storm.testing.TestWordSpout, parallelism: 2, numTasks: 4}
        bolts:
          - id: files
            className: org.apache.storm.hdfs.bolt.HdfsBolt
            configMethods:
              - name: withFsUrl
                args: ["hdfs://host:8020"]
              - name: withFileNameFormat
                args: [ref: names]
              - name: withRecordFormat
                args: [ref: records]
              - name: withRotationPolicy
                args: [ref: rotation]
              - name: withSyncPolicy
                args: [ref: sync]
            onHeapMemoryLoad: 256
            cpuLoad: 20
        streams:
          - {from: words, to: files, grouping: {type: LOCAL_OR_SHUFFLE}}
        """;
    private static final String CORE = """
        name: core
        includes:
          - {file: %s}
        workerHooks:
          - {id: hook, className: org.apache.storm.hooks.BaseWorkerHook}
        config:
          topology.workers: ${workers}
          a.list: ${list}
          an.element: ${list[1]}
          nothing: ${nothing}
        spouts:
          - {id: words, className: org.apache.storm.testing.TestWordSpout}
        bolts:
          - {id: alone, className: org.apache.storm.testing.TestWordCounter}
          - id: shell
            className: org.apache.storm.flux.wrappers.bolts.FluxShellBolt
            constructorArgs: [[python3, x.py], [word]]
            configMethods:
              - name: addComponentConfig
                args: [key, [1, two]]
              - name: setNamedStream
                args: [other, [a, b]]
        streams:
          - {from: words, to: count, grouping: {type: FIELDS, args: [word]}}
          - {from: count, to: shell, grouping: {type: ALL}}
          - {from: shell, to: last, grouping: {type: GLOBAL, streamId: other}}
          - {from: shell, to: last, grouping: {type: NONE}}
          - {from: count, to: last, grouping: {type: CUSTOM, customClass: {className: org.apache.storm.testing.NGrouping, constructorArgs: [1]}}}
        """;
    private static final String INCLUDED = """
        name: other
        config: {topology.workers: 7, more: 1}
        bolts:
          - {id: count, className: org.apache.storm.testing.TestWordCounter, parallelism: 3}
          - {id: last, className: org.apache.storm.flux.wrappers.bolts.LogInfoBolt}
        """;

    @TempDir
    private Path folder;

    /** Our Flux, though the class path has the published one. */
    private static final class OurFlux extends URLClassLoader {
        OurFlux(List<URL> jars) {
            super(jars.toArray(URL[]::new), FluxParityTest.class.getClassLoader());
        }

        static OurFlux open() throws Exception {
            List<URL> jars = new ArrayList<>();
            try (Stream<Path> files = Files.list(Path.of("target/our-flux"))) {
                for (Path jar : files.toList()) {
                    jars.add(jar.toUri().toURL());
                }
            }
            assertFalse(jars.isEmpty(), "our own jar is not in target/our-flux");
            return new OurFlux(jars);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith("org.apache.storm.flux.")) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? findClass(name) : loaded;
            }
        }
    }

    /** What a file becomes, by the Flux of a class loader. */
    private static Map<String, Object> made(ClassLoader flux, String file, Properties properties) throws Exception {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(flux);
        try {
            Object definition = flux.loadClass("org.apache.storm.flux.parser.FluxParser")
                .getMethod("parseFile", String.class, boolean.class, boolean.class, Properties.class, boolean.class)
                .invoke(null, file, false, true, properties, true);
            Class<?> builder = flux.loadClass("org.apache.storm.flux.FluxBuilder");
            Object config = builder.getMethod("buildConfig", definition.getClass()).invoke(null, definition);
            Class<?> context = flux.loadClass("org.apache.storm.flux.model.ExecutionContext");
            StormTopology topology = (StormTopology) builder.getMethod("buildTopology", context)
                .invoke(null, context.getConstructor(definition.getClass(), Config.class).newInstance(definition, config));
            Map<String, Object> made = new TreeMap<>();
            made.put("name", definition.getClass().getMethod("getName").invoke(definition));
            made.put("config", config);
            made.put("hooks", topology.get_worker_hooks());
            topology.get_spouts().forEach((id, spout) -> made.put("spout " + id, common(spout.get_common())));
            topology.get_bolts().forEach((id, bolt) -> made.put("bolt " + id, common(bolt.get_common())));
            return made;
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    /** The order of keys in JSON is nobody's business. */
    private static List<Object> common(ComponentCommon common) {
        String json = common.get_json_conf() == null ? "{}" : common.get_json_conf();
        return List.of(common.get_inputs(), common.get_streams(), common.get_parallelism_hint(), json.chars().sorted().boxed().toList());
    }

    private void same(String text, Properties properties) throws Exception {
        String file = Files.writeString(folder.resolve("f.yaml"), text).toString();
        try (OurFlux ours = OurFlux.open()) {
            assertNotEquals(FluxBuilder.class, ours.loadClass(FluxBuilder.class.getName()));
            assertEquals(made(FluxBuilder.class.getClassLoader(), file, properties), made(ours, file, properties));
        }
    }

    @Test
    void aTopologyOfTheCoreIsTheSame() throws Exception {
        Properties properties = new Properties();
        properties.setProperty("workers", "2");
        properties.setProperty("list", "[\"a\", \"b\"]");
        same(CORE.formatted(Files.writeString(folder.resolve("included.yaml"), INCLUDED)), properties);
    }

    @Test
    void theKafkaSpoutOfTheDocumentationIsTheSame() throws Exception {
        Matcher example = KAFKA.matcher(Files.readString(Path.of("../../docs/flux.md")));
        example.find();
        Properties properties = new Properties();
        properties.setProperty("kafka", "host:9092");
        same(example.group(1), properties);
    }

    @Test
    void anHdfsBoltIsTheSame() throws Exception {
        same(FILES, null);
    }
}
