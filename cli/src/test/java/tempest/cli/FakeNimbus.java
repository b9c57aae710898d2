// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.storm.generated.NimbusSummary;
import org.apache.storm.security.auth.ThriftConnectionType;
import org.apache.storm.security.auth.ThriftServer;
import org.apache.storm.utils.Utils;
import tempest.rpc.TempestNimbus;

/**
 * A Nimbus of a few lines on a real Thrift server: remembers each call as text, answers what a test laid down for the method, and
 * nothing (for a method without a result) otherwise.
 */
final class FakeNimbus implements AutoCloseable, InvocationHandler {
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    private final ThriftServer server;
    private final Thread serving;

    /** What a method returns or throws. */
    interface Answer {
        Object to(Object[] arguments) throws Exception;
    }

    FakeNimbus() throws Exception {
        Map<String, Object> conf = Utils.readDefaultConfig();
        conf.put("nimbus.thrift.port", 0);
        TempestNimbus.Iface iface = (TempestNimbus.Iface) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {TempestNimbus.Iface.class}, this);
        server = new ThriftServer(conf, new TempestNimbus.Processor<>(iface), ThriftConnectionType.NIMBUS);
        serving = new Thread(server::serve, "fake-nimbus");
        serving.start();
        answer("getLeader", a -> new NimbusSummary("127.0.0.1", port(), 1, true, "2.8.3"));
    }

    FakeNimbus answer(String method, Answer answer) {
        answers.put(method, answer);
        return this;
    }

    int port() {
        return server.getPort();
    }

    /** The calls so far, without those a client makes to find the leader. */
    List<String> calls() {
        return calls.stream().filter(c -> !c.startsWith("getLeader")).toList();
    }

    Map<String, Object> conf() {
        Map<String, Object> conf = Utils.readDefaultConfig();
        conf.put("nimbus.seeds", List.of("127.0.0.1"));
        conf.put("nimbus.thrift.port", port());
        return conf;
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        calls.add(method.getName() + Arrays.toString(arguments == null ? new Object[0] : arguments));
        Answer answer = answers.get(method.getName());
        if (answer == null) {
            if (method.getReturnType() != void.class) {
                throw new IllegalStateException("the test lays down no answer to " + method.getName());
            }
            return null;
        }
        try {
            return answer.to(arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    @Override
    public void close() throws Exception {
        server.stop();
        serving.join(60_000);
    }
}
