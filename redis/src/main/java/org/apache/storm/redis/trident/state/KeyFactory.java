// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.redis.trident.state;

import java.io.Serializable;
import java.util.List;

/** Makes the Redis key (or hash field) of a Trident key, which has a value for each field it is grouped by. */
public interface KeyFactory extends Serializable {
    String build(List<Object> key);

    /** Takes the one value of the key as text. */
    class DefaultKeyFactory implements KeyFactory {
        private static final long serialVersionUID = 1L;

        /**
         * @throws RuntimeException if the key has not exactly one value
         */
        @Override
        public String build(List<Object> key) {
            if (key.size() != 1 || key.get(0) == null) {
                throw new RuntimeException("The key " + key + " is not one value: set Options.keyFactory to one that makes a Redis key of it");
            }
            return key.get(0).toString();
        }
    }
}
