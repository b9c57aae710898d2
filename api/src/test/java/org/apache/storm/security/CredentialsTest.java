// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.security;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.security.auth.Subject;
import org.apache.storm.security.auth.AutoSSL;
import org.apache.storm.security.serialization.BlowfishTupleSerializer;
import org.apache.storm.utils.ListDelegate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialsTest {

    @Test
    void certificateFilesTravelToTheWorkersFolder(@TempDir Path client, @TempDir Path worker) throws Exception {
        Path file = Files.write(client.resolve("key.jks"), new byte[] {1, 2, 3});
        AutoSSL sender = new AutoSSL();
        sender.prepare(Map.of(AutoSSL.SSL_FILES_CONF, List.of(file.toString())));
        Map<String, String> credentials = new HashMap<>();
        sender.populateCredentials(credentials);
        AutoSSL receiver = new AutoSSL() {
            @Override
            protected String getSSLWriteDirFromConf(Map<String, Object> conf) {
                return worker.toString();
            }
        };
        receiver.prepare(Map.of());
        receiver.populateSubject(new Subject(), credentials);
        assertArrayEquals(new byte[] {1, 2, 3}, Files.readAllBytes(worker.resolve("key.jks")));
        assertEquals(1, Files.list(worker).count());
    }

    @Test
    void credentialsCannotWriteElsewhere(@TempDir Path folder) throws Exception {
        Path inner = Files.createDirectory(folder.resolve("inner"));
        AutoSSL.deserializeSSLFile("../outside", inner.toString(), Map.of("../outside", "AQID"));
        assertFalse(Files.exists(folder.resolve("outside")));
        assertTrue(Files.exists(inner.resolve("outside")));
    }

    @Test
    void encryptedTuplesAreReadWithTheSameKeyOnly() {
        Kryo kryo = new Kryo();
        kryo.register(ArrayList.class);
        BlowfishTupleSerializer serializer = new BlowfishTupleSerializer(kryo, Map.of(BlowfishTupleSerializer.SECRET_KEY, "00112233445566778899"));
        ListDelegate tuple = new ListDelegate();
        tuple.setDelegate(new ArrayList<>(List.of("secret", 42)));
        Output output = new Output(64, -1);
        serializer.write(kryo, output, tuple);
        assertFalse(new String(output.toBytes(), StandardCharsets.ISO_8859_1).contains("secre"));
        assertEquals(List.of("secret", 42), serializer.read(kryo, new Input(output.toBytes()), ListDelegate.class).getDelegate());
        for (Map<String, Object> conf : List.<Map<String, Object>>of(Map.of(), Map.of(BlowfishTupleSerializer.SECRET_KEY, "hush"))) {
            String message = assertThrows(RuntimeException.class, () -> new BlowfishTupleSerializer(kryo, conf)).getMessage();
            assertTrue(message.contains(BlowfishTupleSerializer.SECRET_KEY) && !message.contains("hush"), message);
        }
    }
}
