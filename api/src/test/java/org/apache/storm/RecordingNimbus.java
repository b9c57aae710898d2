// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm;

import java.io.ByteArrayOutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.storm.generated.AlreadyAliveException;
import org.apache.storm.generated.BeginDownloadResult;
import org.apache.storm.generated.Credentials;
import org.apache.storm.generated.KeyAlreadyExistsException;
import org.apache.storm.generated.KeyNotFoundException;
import org.apache.storm.generated.ListBlobsResult;
import org.apache.storm.generated.Nimbus;
import org.apache.storm.generated.NimbusSummary;
import org.apache.storm.generated.ReadableBlobMeta;
import org.apache.storm.generated.SettableBlobMeta;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.generated.SubmitOptions;
import org.apache.storm.generated.TopologyInfo;
import org.apache.storm.generated.TopologySummary;
import org.apache.storm.security.auth.ThriftConnectionType;
import org.apache.storm.security.auth.ThriftServer;
import org.apache.storm.utils.Utils;
import org.apache.storm.utils.WrappedAlreadyAliveException;
import org.apache.storm.utils.WrappedKeyAlreadyExistsException;
import org.apache.storm.utils.WrappedKeyNotFoundException;

/**
 * A small Nimbus on a real Thrift server: keeps uploads, blobs and submissions in memory, and the names of the calls it got. Calls
 * that it does not know fail. Its methods are called by the server's threads, one at a time.
 */
public final class RecordingNimbus implements AutoCloseable {
    public final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    public final Map<String, ByteArrayOutputStream> uploads = new HashMap<>();
    public final Map<String, byte[]> blobs = new TreeMap<>();
    public final Map<String, SubmitOptions> submitted = new HashMap<>();
    public final Map<String, StormTopology> topologies = new HashMap<>();
    public final Map<String, String> confs = new HashMap<>();
    public final Map<String, Credentials> credentials = new HashMap<>();
    public volatile String leaderHost = "localhost";
    public volatile int leaderPort;
    public volatile boolean refuseSubmissions;

    private final Map<String, ByteArrayOutputStream> blobUploads = new HashMap<>();
    private final Map<String, String> blobKeys = new HashMap<>();
    private final Map<String, ByteBuffer> downloads = new HashMap<>();
    private final ThriftServer server;
    private int sessions;

    public RecordingNimbus() {
        this(new HashMap<>());
    }

    public RecordingNimbus(Map<String, Object> overrides) {
        Map<String, Object> conf = Utils.readDefaultConfig();
        conf.put(Config.NIMBUS_THRIFT_PORT, 0);
        conf.putAll(overrides);
        server = new ThriftServer(conf, new Nimbus.Processor<>(iface()), ThriftConnectionType.NIMBUS);
        leaderPort = server.getPort();
        Thread thread = new Thread(server::serve, "recording-nimbus");
        thread.setDaemon(true);
        thread.start();
    }

    public int port() {
        return server.getPort();
    }

    /** A client's configuration that leads here. */
    public Map<String, Object> clientConf() {
        Map<String, Object> conf = Utils.readDefaultConfig();
        conf.put(Config.NIMBUS_SEEDS, List.of("localhost"));
        conf.put(Config.NIMBUS_THRIFT_PORT, port());
        conf.put(Config.STORM_NIMBUS_RETRY_TIMES, 0);
        return conf;
    }

    @Override
    public void close() {
        server.stop();
    }

    /** This Nimbus without a server between. */
    public Nimbus.Iface iface() {
        return (Nimbus.Iface) Proxy.newProxyInstance(RecordingNimbus.class.getClassLoader(), new Class<?>[] {Nimbus.Iface.class},
            (proxy, method, args) -> call(method, args));
    }

    private synchronized Object call(Method method, Object[] args) throws Throwable {
        calls.add(method.getName());
        Method own;
        try {
            own = RecordingNimbus.class.getDeclaredMethod(method.getName(), method.getParameterTypes());
        } catch (NoSuchMethodException e) {
            throw new AssertionError("unexpected call of " + method.getName());
        }
        try {
            return own.invoke(this, args);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    NimbusSummary getLeader() {
        return new NimbusSummary(leaderHost, leaderPort, 1, true, "test");
    }

    boolean isTopologyNameAllowed(String name) {
        return !submitted.containsKey(name);
    }

    List<TopologySummary> getTopologySummaries() {
        List<TopologySummary> result = new ArrayList<>();
        submitted.keySet().forEach(name -> result.add(new TopologySummary(name + "-1-1", name, 1, 1, 1, 1, "ACTIVE")));
        return result;
    }

    TopologyInfo getTopologyInfo(String id) {
        return new TopologyInfo(id, id.split("-")[0], 1, new ArrayList<>(), "ACTIVE", new HashMap<>());
    }

    String beginFileUpload() {
        String location = "inbox-" + ++sessions;
        uploads.put(location, new ByteArrayOutputStream());
        return location;
    }

    void uploadChunk(String location, ByteBuffer chunk) {
        uploads.get(location).writeBytes(Utils.toByteArray(chunk));
    }

    void finishFileUpload(String location) {
    }

    void submitTopologyWithOpts(String name, String jar, String conf, StormTopology topology, SubmitOptions options)
        throws AlreadyAliveException {
        if (refuseSubmissions || submitted.containsKey(name)) {
            throw new WrappedAlreadyAliveException(name + " is alive");
        }
        submitted.put(name, options);
        topologies.put(name, topology);
        confs.put(name, conf);
    }

    void uploadNewCredentials(String name, Credentials creds) {
        credentials.put(name, creds);
    }

    boolean isRemoteBlobExists(String key) {
        return blobs.containsKey(key);
    }

    String beginCreateBlob(String key, SettableBlobMeta meta) throws KeyAlreadyExistsException {
        if (blobs.containsKey(key)) {
            throw new WrappedKeyAlreadyExistsException(key);
        }
        return beginBlob(key);
    }

    String beginUpdateBlob(String key) throws KeyNotFoundException {
        require(key);
        return beginBlob(key);
    }

    private String beginBlob(String key) {
        String session = "session-" + ++sessions;
        blobUploads.put(session, new ByteArrayOutputStream());
        blobKeys.put(session, key);
        return session;
    }

    void uploadBlobChunk(String session, ByteBuffer chunk) {
        blobUploads.get(session).writeBytes(Utils.toByteArray(chunk));
    }

    void finishBlobUpload(String session) {
        blobs.put(blobKeys.remove(session), blobUploads.remove(session).toByteArray());
    }

    void cancelBlobUpload(String session) {
        blobKeys.remove(session);
        blobUploads.remove(session);
    }

    ReadableBlobMeta getBlobMeta(String key) throws KeyNotFoundException {
        require(key);
        return new ReadableBlobMeta(new SettableBlobMeta(new ArrayList<>()), 7);
    }

    void deleteBlob(String key) throws KeyNotFoundException {
        require(key);
        blobs.remove(key);
    }

    BeginDownloadResult beginBlobDownload(String key) throws KeyNotFoundException {
        require(key);
        String session = "session-" + ++sessions;
        downloads.put(session, ByteBuffer.wrap(blobs.get(key)));
        BeginDownloadResult result = new BeginDownloadResult(7, session);
        result.set_data_size(blobs.get(key).length);
        return result;
    }

    ByteBuffer downloadBlobChunk(String session) {
        byte[] chunk = new byte[Math.min(1000, downloads.get(session).remaining())];
        downloads.get(session).get(chunk);
        return ByteBuffer.wrap(chunk);
    }

    /** Pages of two keys. */
    ListBlobsResult listBlobs(String session) {
        int from = session.isEmpty() ? 0 : Integer.parseInt(session);
        List<String> keys = new ArrayList<>(blobs.keySet());
        int to = Math.min(keys.size(), from + 2);
        return new ListBlobsResult(new ArrayList<>(keys.subList(from, to)), Integer.toString(to));
    }

    private void require(String key) throws KeyNotFoundException {
        if (!blobs.containsKey(key)) {
            throw new WrappedKeyNotFoundException(key);
        }
    }
}
