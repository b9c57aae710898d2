// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.utils;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.storm.validation.ConfigValidation;

/** Checks of configuration values that only daemons read. */
public class DaemonConfigValidation {

    /** A NUMA zone of a supervisor: a map with its cores, ports and memory; or null. */
    public static class NumaEntryValidator extends ConfigValidation.Validator {
        private static final String CORES = "numa.cores";
        private static final String PORTS = "numa.ports";
        private static final String MEMORY = "numa.memory.mb";

        @Override
        public void validateField(String name, Object o) {
            if (o == null) {
                return;
            }
            if (!(o instanceof Map<?, ?> zone)) {
                throw wrong(name, o, "a map with " + List.of(CORES, PORTS, MEMORY));
            }
            for (String list : List.of(CORES, PORTS)) {
                boolean right = zone.get(list) instanceof Collection<?> numbers && numbers.stream().allMatch(Integer.class::isInstance);
                if (!right) {
                    throw wrong(name, o, "a map whose entry '" + list + "' is a list of whole numbers");
                }
            }
            if (!(zone.get(MEMORY) instanceof Number)) {
                throw wrong(name, o, "a map whose entry '" + MEMORY + "' is a number");
            }
        }

        private static IllegalArgumentException wrong(String name, Object o, String expected) {
            return new IllegalArgumentException("Configuration key " + name + " is " + o + "; it must be " + expected);
        }
    }
}
