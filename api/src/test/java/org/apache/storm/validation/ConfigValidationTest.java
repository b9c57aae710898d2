// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.validation;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.storm.Config;
import org.apache.storm.DaemonConfig;
import org.junit.jupiter.api.Test;

class ConfigValidationTest {

    private static String refusal(String key, Object value) {
        return assertThrows(IllegalArgumentException.class, () -> ConfigValidation.validateFields(Collections.singletonMap(key, value)),
            () -> key + " = " + value + " should be refused").getMessage();
    }

    private static void accepted(String key, Object value) {
        assertDoesNotThrow(() -> ConfigValidation.validateFields(Collections.singletonMap(key, value)));
    }

    @Test
    void aRefusalNamesTheKeyTheValueAndWhatWouldBeRight() {
        assertEquals("Configuration key topology.workers is \"many\"; it must be a whole number from -2147483648 to 2147483647",
            refusal(Config.TOPOLOGY_WORKERS, "many"));
        assertEquals("Configuration key topology.workers is 0 (Integer); it must be a number above 0", refusal(Config.TOPOLOGY_WORKERS, 0));
        assertEquals("Configuration key topology.debug is \"true\"; it must be true or false", refusal(Config.TOPOLOGY_DEBUG, "true"));
        assertEquals("Configuration key topology.logging.sensitivity is \"S9\"; it must be one of [S0, S1, S2, S3]",
            refusal(Config.TOPOLOGY_LOGGING_SENSITIVITY, "S9"));
    }

    @Test
    void theValueOfASecretIsNeverShown() {
        String message = refusal(Config.STORM_ZOOKEEPER_TOPOLOGY_AUTH_PAYLOAD, 271828);
        assertTrue(message.contains(Config.STORM_ZOOKEEPER_TOPOLOGY_AUTH_PAYLOAD), message);
        assertFalse(message.contains("271828"), message);
    }

    @Test
    void wholeNumbersMayHaveAnyTypeButMustFit() {
        accepted(Config.TOPOLOGY_WORKERS, 1L);
        accepted(Config.TOPOLOGY_WORKERS, 1.0);
        refusal(Config.TOPOLOGY_WORKERS, 1.5);
        refusal(Config.TOPOLOGY_WORKERS, 3_000_000_000L);
        accepted(Config.STORM_MESSAGING_NETTY_FLUSH_TIMEOUT_MS, 3_000_000_000L);
        accepted(Config.TOPOLOGY_ACKER_EXECUTORS, 0);
        refusal(Config.TOPOLOGY_ACKER_EXECUTORS, -1);
    }

    @Test
    void keysThatAreAbsentOrUnknownPassAndNullPassesUnlessForbidden() {
        ConfigValidation.validateFields(Map.of());
        accepted("no.such.key", new Object());
        accepted(Config.TOPOLOGY_MAX_SPOUT_PENDING, null);
        refusal(Config.TOPOLOGY_MESSAGE_TIMEOUT_SECS, null);
    }

    @Test
    void listsAndMapsAreCheckedToTheirEntries() {
        accepted(Config.TOPOLOGY_USERS, "alice");
        accepted(Config.TOPOLOGY_USERS, List.of("alice", "bob"));
        refusal(Config.TOPOLOGY_USERS, List.of(1));
        accepted(Config.TOPOLOGY_ENVIRONMENT, Map.of("A", "b"));
        refusal(Config.TOPOLOGY_ENVIRONMENT, Map.of("A", 1));
        refusal(Config.TOPOLOGY_ENVIRONMENT, List.of());
        accepted(DaemonConfig.SUPERVISOR_SLOTS_PORTS, List.of(6700, 6701));
        refusal(DaemonConfig.SUPERVISOR_SLOTS_PORTS, List.of(6700, 6700));
        refusal(DaemonConfig.SUPERVISOR_SLOTS_PORTS, List.of(6700, 0));
        refusal(DaemonConfig.SUPERVISOR_SLOTS_PORTS, List.of("6700"));
        accepted(Config.TOPOLOGY_BLOBSTORE_MAP, Map.of("key", Map.of("localname", "x", "uncompress", true)));
        refusal(Config.TOPOLOGY_BLOBSTORE_MAP, Map.of("key", "x"));
    }

    @Test
    void registrationsHaveTheirParts() {
        accepted(Config.TOPOLOGY_KRYO_REGISTER, Arrays.asList("a.B", Map.of("a.C", "a.CSerializer"), Collections.singletonMap("a.D", null)));
        refusal(Config.TOPOLOGY_KRYO_REGISTER, List.of(1));
        accepted(Config.TOPOLOGY_METRICS_CONSUMER_REGISTER, List.of(Map.of("class", "a.B", "parallelism.hint", 1)));
        refusal(Config.TOPOLOGY_METRICS_CONSUMER_REGISTER, List.of(Map.of("class", "a.B")));
        refusal(Config.TOPOLOGY_METRICS_REPORTERS, List.of(Map.of("report.period", 5)));
        accepted(Config.TOPOLOGY_EVENT_LOGGER_REGISTER, List.of(Map.of("class", "a.B", "arguments", Map.of())));
        refusal(Config.TOPOLOGY_EVENT_LOGGER_REGISTER, List.of(Map.of("class", "a.B", "arguments", "x")));
        accepted(Config.NIMBUS_IMPERSONATION_ACL, Map.of("u", Map.of("hosts", List.of("*"), "groups", List.of("g"))));
        refusal(Config.NIMBUS_IMPERSONATION_ACL, Map.of("u", Map.of("hosts", List.of("*"))));
        accepted(DaemonConfig.SUPERVISOR_NUMA_META,
            Map.of("0", Map.of("numa.cores", List.of(0), "numa.ports", List.of(6700), "numa.memory.mb", 512)));
        refusal(DaemonConfig.SUPERVISOR_NUMA_META, Map.of("0", Map.of("numa.cores", List.of(0))));
    }

    @Test
    void constraintsHaveOneOfTwoForms() {
        accepted(Config.TOPOLOGY_RAS_CONSTRAINTS, List.of(List.of("a", "b")));
        accepted(Config.TOPOLOGY_RAS_CONSTRAINTS, Map.of("a", Map.of("maxNodeCoLocationCnt", 1, "incompatibleComponents", List.of("b"))));
        refusal(Config.TOPOLOGY_RAS_CONSTRAINTS, Map.of("a", Map.of("maxNodes", 1)));
        refusal(Config.TOPOLOGY_RAS_CONSTRAINTS, "a");
    }

    @Test
    void aClassMustBeThereAndImplementWhatItIsNamedFor() {
        accepted(Config.STORM_NETWORK_TOPOGRAPHY_PLUGIN, "org.apache.storm.networktopography.DefaultRackDNSToSwitchMapping");
        assertTrue(refusal(Config.STORM_NETWORK_TOPOGRAPHY_PLUGIN, "a.B").contains("class a.B was not found"));
        assertTrue(refusal(Config.STORM_NETWORK_TOPOGRAPHY_PLUGIN, "java.lang.String").contains("implements"));
    }

    @Test
    void aTopologysConfigurationIsNotCheckedForDaemonsKeys() {
        Map<String, Object> conf = Map.of(DaemonConfig.UI_PORT, "x");
        ConfigValidation.validateTopoConf(conf);
        assertThrows(IllegalArgumentException.class, () -> ConfigValidation.validateFields(conf));
        assertEquals(List.of(DaemonConfig.class, Config.class), ConfigValidation.getConfigClasses());
    }

    @Test
    void aConstantIsFoundByItsName() {
        Map<String, Object> conf = Map.of(Config.TOPOLOGY_WORKERS, "x");
        assertThrows(IllegalArgumentException.class, () -> ConfigValidation.validateField("TOPOLOGY_WORKERS", conf));
        assertThrows(IllegalArgumentException.class, () -> ConfigValidation.validateField("NO_SUCH", conf));
        ConfigValidation.validateField("TOPOLOGY_DEBUG", conf);
    }

    /** Keys of a connector's own. */
    static final class ConnectorConfig {
        @ConfigValidationAnnotations.IsPowerOf2
        public static final String SIZE = "connector.size";

        @ConfigValidationAnnotations.CustomValidator(validatorClass = Even.class)
        public static final String EVEN = "connector.even";

        /** Refuses odd numbers. */
        public static final class Even extends ConfigValidation.Validator {
            public Even() {
            }

            @Override
            public void validateField(String name, Object o) {
                if ((Integer) o % 2 != 0) {
                    throw new IllegalArgumentException(name + " is odd");
                }
            }
        }
    }

    @Test
    void otherClassesKeysAndValidatorsWorkTheSameWay() {
        List<Class<?>> classes = List.of(ConnectorConfig.class);
        ConfigValidation.validateFields(Map.of("connector.size", 8, "connector.even", 4), classes);
        assertThrows(IllegalArgumentException.class, () -> ConfigValidation.validateFields(Map.of("connector.size", 6), classes));
        assertThrows(IllegalArgumentException.class, () -> ConfigValidation.validateFields(Map.of("connector.even", 3), classes));
    }
}
