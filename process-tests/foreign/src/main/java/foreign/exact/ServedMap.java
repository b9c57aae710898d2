// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package foreign.exact;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.storm.task.IMetricsContext;
import org.apache.storm.topology.FailedException;
import org.apache.storm.trident.state.JSONNonTransactionalSerializer;
import org.apache.storm.trident.state.JSONOpaqueSerializer;
import org.apache.storm.trident.state.JSONTransactionalSerializer;
import org.apache.storm.trident.state.OpaqueValue;
import org.apache.storm.trident.state.Serializer;
import org.apache.storm.trident.state.State;
import org.apache.storm.trident.state.StateFactory;
import org.apache.storm.trident.state.TransactionalValue;
import org.apache.storm.trident.state.map.IBackingMap;
import org.apache.storm.trident.state.map.NonTransactionalMap;
import org.apache.storm.trident.state.map.OpaqueMap;
import org.apache.storm.trident.state.map.TransactionalMap;

/** A table of words on a server; an error of the server fails the batch. One task's thread uses it. */
public final class ServedMap<T> implements IBackingMap<T> {
    private static final int PATIENCE_MS = 1500;

    private final int port;
    private final String table;
    private final Serializer<T> serializer;
    private Socket socket;
    private DataOutputStream out;
    private DataInputStream in;

    private ServedMap(int port, String table, Serializer<T> serializer) {
        this.port = port;
        this.table = table;
        this.serializer = serializer;
    }

    /** How a table treats a replayed batch. */
    enum Kind {
        PLAIN,
        TRANSACTIONAL,
        OPAQUE
    }

    /** The table as a state of a kind. */
    static StateFactory factory(int port, String table, Kind kind) {
        return new Factory(port, table, kind);
    }

    private static final class Factory implements StateFactory {
        private static final long serialVersionUID = 1L;

        private final int port;
        private final String table;
        private final Kind kind;

        Factory(int port, String table, Kind kind) {
            this.port = port;
            this.table = table;
            this.kind = kind;
        }

        @Override
        @SuppressWarnings("unchecked")
        public State makeState(Map<String, Object> conf, IMetricsContext metrics, int partitionIndex, int numPartitions) {
            if (kind == Kind.TRANSACTIONAL) {
                return TransactionalMap.build(new ServedMap<TransactionalValue>(port, table, new JSONTransactionalSerializer()));
            }
            if (kind == Kind.OPAQUE) {
                return OpaqueMap.build(new ServedMap<OpaqueValue>(port, table, new JSONOpaqueSerializer()));
            }
            return NonTransactionalMap.build(new ServedMap<Object>(port, table, new JSONNonTransactionalSerializer()));
        }
    }

    private interface Talk<R> {
        R talk() throws IOException;
    }

    private <R> R withServer(Talk<R> talk) {
        try {
            if (socket == null) {
                socket = new Socket();
                socket.connect(new InetSocketAddress("127.0.0.1", port), PATIENCE_MS);
                socket.setSoTimeout(PATIENCE_MS);
                socket.setTcpNoDelay(true);
                out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
                in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            }
            return talk.talk();
        } catch (IOException e) {
            try {
                socket.close();
            } catch (IOException closed) {
                e.addSuppressed(closed);
            }
            socket = null;
            throw new FailedException("table " + table + ": " + e, e);
        }
    }

    @Override
    public List<T> multiGet(List<List<Object>> keys) {
        return withServer(() -> {
            head('G', keys.size());
            for (List<Object> key : keys) {
                out.writeUTF((String) key.get(0));
            }
            out.flush();
            List<T> values = new ArrayList<>();
            for (int i = 0; i < keys.size(); i++) {
                String text = in.readUTF();
                values.add(text.isEmpty() ? null : serializer.deserialize(text.getBytes(StandardCharsets.UTF_8)));
            }
            return values;
        });
    }

    @Override
    public void multiPut(List<List<Object>> keys, List<T> values) {
        withServer(() -> {
            head('P', keys.size());
            for (int i = 0; i < keys.size(); i++) {
                out.writeUTF((String) keys.get(i).get(0));
                out.writeUTF(new String(serializer.serialize(values.get(i)), StandardCharsets.UTF_8));
            }
            out.flush();
            if (!in.readBoolean()) {
                throw new IOException("the server refused");
            }
            return null;
        });
    }

    private void head(char what, int count) throws IOException {
        out.writeChar(what);
        out.writeUTF(table);
        out.writeInt(count);
    }
}
