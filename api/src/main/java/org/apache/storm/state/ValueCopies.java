// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.state;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes copies of values that nobody who has the value can change: serialized, or the value itself if its class has nothing to change. A value
 * that cannot be serialized is kept as it is, which is said once for its class. Any thread.
 */
final class ValueCopies {
    private static final Logger LOG = LoggerFactory.getLogger(ValueCopies.class);
    private static final Set<Class<?>> UNCHANGING = Set.of(String.class, Long.class, Integer.class, Double.class, Float.class, Short.class,
        Byte.class, Boolean.class, Character.class, BigInteger.class, BigDecimal.class, UUID.class);
    private static final Set<Class<?>> TOLD = ConcurrentHashMap.newKeySet();

    private final Serializer<Object> serializer;

    private record Serialized(byte[] bytes) {
    }

    ValueCopies(Serializer<Object> serializer) {
        this.serializer = serializer;
    }

    Object copy(Object value) {
        if (value == null || UNCHANGING.contains(value.getClass()) || value instanceof Enum<?>) {
            return value;
        }
        try {
            return new Serialized(serializer.serialize(value));
        } catch (RuntimeException | LinkageError e) {
            if (TOLD.add(value.getClass())) {
                LOG.warn("A value of {} in state cannot be copied, so what changes it later changes what was committed, too: {}",
                    value.getClass().getName(), e.toString());
            }
            return value;
        }
    }

    /** A value like the one that was copied. */
    Object value(Object copy) {
        return copy instanceof Serialized serialized ? serializer.deserialize(serialized.bytes()) : copy;
    }
}
