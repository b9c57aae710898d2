// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.utils;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.storm.generated.InvalidTopologyException;
import org.apache.storm.shade.net.minidev.json.JSONValue;
import org.apache.storm.shade.org.yaml.snakeyaml.Yaml;
import org.apache.storm.thrift.TException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class EnvironmentConfigTest {
    @TempDir
    private Path folder;

    /** Says what a process reads. */
    static final class Reads {
        public static void main(String[] args) {
            Map<String, Object> conf = ConfigFiles.stormConfig();
            for (String key : args) {
                System.out.println(key + "=" + JSONValue.toJSONString(conf.get(key)));
            }
        }
    }

    private static Map<String, Object> settings(Map<String, String> environment) {
        return EnvironmentConfig.of(environment, EnvironmentConfig::known).settings(text -> text);
    }

    @Test
    void aVariableSetsTheKeyThatItNamesInAnyCase() {
        assertEquals(Map.of("storm.zookeeper.servers", "[\"a\"]", "nimbus.thrift.port", "7000", "ui.port", "1", "storm.bind.address", "0.0.0.0"), settings(Map.of("TEMPEST_storm__bind__address", "0.0.0.0",
            "TEMPEST_storm__zookeeper__servers", "[\"a\"]", "TEMPEST_NIMBUS__THRIFT__PORT", "7000", "TEMPEST_Ui__Port", "1", "PATH", "/bin", "TEMPEST_LOG", "json")));
        assertEquals("", EnvironmentConfig.of(Map.of("TEMPEST_ui__port", "1", "TEMPEST_LOG", "json", "STORM_LOG_DIR", "x"), EnvironmentConfig::known).notice());
    }

    @Test
    void whatIsUnknownIsNamedInOneLineAndSetIfItCanBeAKey() {
        Map<String, String> environment = Map.of("TEMPEST_my__plugin__Name", "x", "TEMPEST_PORT", "1");
        assertEquals(Map.of("my.plugin.Name", "x"), settings(environment));
        String notice = EnvironmentConfig.of(environment, EnvironmentConfig::known).notice();
        assertTrue(notice.startsWith("no configuration key is named by TEMPEST_PORT, TEMPEST_my__plugin__Name: ") && !notice.contains("\n"), notice);
    }

    @Test
    void aProcessReadsItBehindItsFileAndBeforeItsOptions() throws Exception {
        Path yaml = Files.writeString(folder.resolve("storm.yaml"), "ui.port: 1\ndrpc.port: 1\nlogviewer.port: 1\n");
        String classPath = Stream.of(Reads.class, ConfigFiles.class, JSONValue.class, Yaml.class, LoggerFactory.class, InvalidTopologyException.class, TException.class)
            .map(c -> Path.of(URI.create(c.getProtectionDomain().getCodeSource().getLocation().toString())).toString()).distinct()
            .collect(Collectors.joining(System.getProperty("path.separator"))) + System.getProperty("path.separator") + defaults() + System.getProperty("path.separator") + System.getProperty("java.class.path");
        Path said = folder.resolve("said.txt");
        ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
            "-Dstorm.conf.file=" + yaml, "-Dstorm.options=logviewer.port%3D3", "-cp", classPath, Reads.class.getName(), "ui.port", "drpc.port", "logviewer.port", "nimbus.seeds")
            .redirectErrorStream(true).redirectOutput(said.toFile());
        builder.environment().putAll(Map.of("TEMPEST_DRPC__PORT", "2", "TEMPEST_logviewer__port", "2", "TEMPEST_nimbus__seeds", "[\"n1\", \"n2\"]"));
        Process process = builder.start();
        boolean ended = process.waitFor(60, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertTrue(ended, "it hangs");
        List<String> lines = Files.readAllLines(said);
        assertTrue(lines.containsAll(List.of("ui.port=1", "drpc.port=2", "logviewer.port=3", "nimbus.seeds=[\"n1\",\"n2\"]")), lines.toString());
    }

    private static Path defaults() throws Exception {
        String found = Utils.findResources("defaults.yaml").get(0).toString();
        return Path.of(URI.create(found.startsWith("jar:") ? found.substring("jar:".length(), found.indexOf("!/")) : found.substring(0, found.lastIndexOf('/') + 1)));
    }
}
