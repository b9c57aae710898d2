// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.ui.v1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.apache.storm.generated.ComponentCommon;
import org.apache.storm.generated.ComponentObject;
import org.apache.storm.generated.SpoutSpec;
import org.apache.storm.generated.StormTopology;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoutLagTest {
    private static final String KAFKA = "\"config.topics\":\"a,b\",\"config.groupid\":\"g\",\"config.bootstrap.servers\":\"h:1\"";

    @TempDir
    private Path folder;

    /** A topology of one spout "in" with those settings. */
    private static StormTopology topology(String settings) {
        ComponentCommon common = new ComponentCommon(Map.of(), Map.of());
        common.set_json_conf("{" + settings + "}");
        return new StormTopology(Map.of("in", new SpoutSpec(new ComponentObject(), common)), Map.of(), Map.of());
    }

    private SpoutLag lag(String script) throws IOException {
        Path program = Files.writeString(folder.resolve("storm-kafka-monitor"), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        return new SpoutLag(program, true);
    }

    @Test
    void theLagIsAMapBySpoutAndEmptyWithoutAKafkaSpout() throws IOException {
        SpoutLag lag = lag("echo '{\"a\":{\"0\":{\"spoutLag\":7}}}'");
        assertEquals(Map.of(), lag.of(topology("")));
        assertEquals(Map.of(), lag.of(topology("\"config.topics\":\"a\"")), "a spout of which the group and the brokers are not known");
        assertEquals(Map.of("in", Map.of("spoutId", "in", "spoutType", "KAFKA", "spoutLagResult", Map.of("a", Map.of("0", Map.of("spoutLag", 7))))),
            lag.of(topology(KAFKA)));
    }

    @Test
    void whatTheProgramComplainsOfDoesNotSpoilItsAnswer() throws IOException {
        assertEquals(Map.of("a", 1), lag("echo 'a warning' >&2; echo '{\"a\":1}'").of(topology(KAFKA)).get("in").get("spoutLagResult"));
        assertEquals("no broker answers", lag("echo 'no broker answers' >&2; exit 1").of(topology(KAFKA)).get("in").get("errorInfo"));
        assertEquals("Unable to get offsets", lag("echo 'a warning' >&2; echo 'Unable to get offsets'").of(topology(KAFKA)).get("in").get("errorInfo"));
        assertTrue(lag("exit 0").of(topology(KAFKA)).get("in").get("errorInfo").toString().contains("answered nothing"));
    }

    @Test
    void furtherSettingsOfTheConsumerReachTheProgramInAFile() throws IOException {
        Path seen = folder.resolve("seen");
        SpoutLag lag = lag("echo \"$@\" | sed 's/-c .*/-c FILE/' >" + seen + "; while [ $# -gt 1 ]; do shift; done; sort $1 >>" + seen + "; echo '{}'");
        lag.of(topology(KAFKA + ",\"config.security.protocol\":\"SASL_SSL\",\"config.sasl.mechanism\":\"PLAIN\",\"config.max.poll.records\":5,\"other\":1"));
        assertEquals("-t a,b -g g -b h:1 -s SASL_SSL -c FILE", Files.readAllLines(seen).get(0));
        assertEquals("max.poll.records=5\nsasl.mechanism=PLAIN",
            String.join("\n", Files.readAllLines(seen).stream().skip(1).filter(line -> !line.startsWith("#")).toList()));
        lag.of(topology(KAFKA));
        assertEquals("-t a,b -g g -b h:1", Files.readAllLines(seen).get(0));
    }

    @Test
    void whatTheProgramIsToldLiesInAFolderForTheUisUserAlone() throws IOException {
        Path seen = folder.resolve("seen");
        lag("while [ $# -gt 1 ]; do shift; done; ls -ld \"$(dirname \"$1\")\" >" + seen + "; echo '{}'").of(topology(KAFKA + ",\"config.sasl.jaas.config\":\"secret\""));
        assertTrue(Files.readString(seen).startsWith("drwx------"), Files.readString(seen));
    }
}
