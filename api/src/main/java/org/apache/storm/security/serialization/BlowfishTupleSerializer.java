// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.security.serialization;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import com.esotericsoftware.kryo.serializers.BlowfishSerializer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.apache.storm.Config;
import org.apache.storm.serialization.types.ListDelegateSerializer;
import org.apache.storm.utils.ListDelegate;

/**
 * Encrypts a tuple's values by Blowfish with the topology's key, or else with a key made of its secret for ZooKeeper;
 * {@link Config#TOPOLOGY_TUPLE_SERIALIZER} names it.
 * Belongs to one Kryo instance.
 */
public class BlowfishTupleSerializer extends Serializer<ListDelegate> {
    /** The key of the configuration that holds the secret, as hexadecimal digits. */
    public static final String SECRET_KEY = "topology.tuple.serializer.blowfish.key";
    private static final int NEW_KEY_BYTES = 16;

    private final BlowfishSerializer cipher;

    public BlowfishTupleSerializer(Kryo kryo, Map<String, Object> topoConf) {
        Object secret = topoConf.get(SECRET_KEY);
        if (secret == null && topoConf.get(Config.STORM_ZOOKEEPER_TOPOLOGY_AUTH_PAYLOAD) instanceof String payload && !payload.isEmpty()) {
            cipher = new BlowfishSerializer(new ListDelegateSerializer(), digest(payload));
            return;
        }
        byte[] key;
        try {
            key = HexFormat.of().parseHex(String.valueOf(secret));
        } catch (IllegalArgumentException e) {
            key = new byte[0];
        }
        if (key.length == 0) {
            throw new RuntimeException("Configuration key " + SECRET_KEY + (secret == null ? " is not set" : " has a value that is not a key")
                + "; it must be a secret of an even number of hexadecimal digits");
        }
        cipher = new BlowfishSerializer(new ListDelegateSerializer(), key);
    }

    /** What workers of one topology share anyway makes a key for any length of secret. */
    private static byte[] digest(String payload) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(payload.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** Prints a new random key. */
    public static void main(String[] args) {
        byte[] key = new byte[NEW_KEY_BYTES];
        new java.security.SecureRandom().nextBytes(key);
        System.out.println("-c " + SECRET_KEY + "=" + HexFormat.of().formatHex(key));
    }

    @Override
    public void write(Kryo kryo, Output output, ListDelegate object) {
        cipher.write(kryo, output, object);
    }

    @Override
    public ListDelegate read(Kryo kryo, Input input, Class<? extends ListDelegate> type) {
        return (ListDelegate) cipher.read(kryo, input, type);
    }
}
