// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.utils;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.storm.generated.GlobalStreamId;
import org.apache.storm.security.auth.SimpleTransportPlugin;
import org.apache.storm.serialization.ThriftSerializationDelegate;
import org.apache.storm.thrift.transport.TTransport;
import org.apache.storm.thrift.transport.TTransportException;
import org.junit.jupiter.api.Test;

/** Keys that a client of a cluster reads. */
class ClientKeysTest {
    private static final String DELEGATE = "storm.meta.serialization.delegate";

    /** Notes whom its clients act as. */
    public static final class NotingTransport extends SimpleTransportPlugin {
        private static final List<String> USERS = new ArrayList<>();

        @Override
        public TTransport connect(TTransport transport, String serverHost, String asUser) throws TTransportException {
            USERS.add(asUser);
            return super.connect(transport, serverHost, asUser);
        }
    }

    @Test
    void aClientOfNimbusActsAsTheConfiguredUserAndADaemonDoesNot() throws Exception {
        NotingTransport.USERS.clear();
        Map<String, Object> conf = new HashMap<>(Utils.readDefaultConfig());
        conf.put("nimbus.thrift.transport", NotingTransport.class.getName());
        conf.put("storm.doAsUser", "ann");
        try (ServerSocket silent = new ServerSocket(0)) {
            NimbusClient.Builder.withConf(conf).buildWithNimbusHostPort("localhost", silent.getLocalPort()).close();
            NimbusClient.Builder.withConf(conf).asUser("bob").buildWithNimbusHostPort("localhost", silent.getLocalPort()).close();
            NimbusClient.Builder.withConf(conf).asUser("bob").forDaemon().buildWithNimbusHostPort("localhost", silent.getLocalPort()).close();
        }
        assertEquals(List.of("ann", "ann", "bob"), NotingTransport.USERS);
    }

    /** The delegate is made once for each JVM, so these classes are loaded once more, under a configuration of their own. */
    @Test
    void metadataIsWrittenByTheConfiguredClass() throws Exception {
        GlobalStreamId written = new GlobalStreamId("component", "stream");
        String before = System.getProperty("storm.options");
        System.setProperty("storm.options", DELEGATE + "=" + ThriftSerializationDelegate.class.getName());
        byte[] bytes;
        try {
            ClassLoader again = new Again();
            Object there = again.loadClass(GlobalStreamId.class.getName()).getConstructor(String.class, String.class).newInstance("component", "stream");
            bytes = (byte[]) again.loadClass(Utils.class.getName()).getMethod("serialize", Object.class).invoke(null, there);
        } finally {
            if (before == null) {
                System.clearProperty("storm.options");
            } else {
                System.setProperty("storm.options", before);
            }
        }
        assertArrayEquals(new ThriftSerializationDelegate().serialize(written), bytes);
        assertNotEquals(bytes.length, Utils.serialize(written).length, "usually it is compressed");
    }

    /** Loads the contract's classes once more, from where they are. */
    private static final class Again extends ClassLoader {
        Again() {
            super(ClientKeysTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                if (loaded != null || !name.startsWith("org.apache.storm.")) {
                    return loaded != null ? loaded : super.loadClass(name, resolve);
                }
                try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                    if (in == null) {
                        throw new ClassNotFoundException(name);
                    }
                    byte[] bytes = in.readAllBytes();
                    return defineClass(name, bytes, 0, bytes.length);
                } catch (IOException e) {
                    throw new ClassNotFoundException(name, e);
                }
            }
        }
    }
}
