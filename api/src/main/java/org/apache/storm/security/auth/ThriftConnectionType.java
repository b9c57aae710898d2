// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.security.auth;

import java.util.Map;
import org.apache.storm.Config;
import org.apache.storm.generated.WorkerTokenServiceType;
import org.apache.storm.utils.ObjectReader;

/** The Thrift services of a cluster, and where the configuration of each is. */
public enum ThriftConnectionType {
    NIMBUS(Config.NIMBUS_THRIFT_TRANSPORT_PLUGIN, Config.NIMBUS_THRIFT_PORT, Config.NIMBUS_QUEUE_SIZE, Config.NIMBUS_THRIFT_THREADS,
        Config.NIMBUS_THRIFT_MAX_BUFFER_SIZE, Config.STORM_THRIFT_SOCKET_TIMEOUT_MS, WorkerTokenServiceType.NIMBUS, true),
    NIMBUS_TLS(Config.NIMBUS_THRIFT_TLS_TRANSPORT_PLUGIN, Config.NIMBUS_THRIFT_TLS_PORT, Config.NIMBUS_QUEUE_SIZE,
        Config.NIMBUS_THRIFT_TLS_THREADS, Config.NIMBUS_THRIFT_TLS_MAX_BUFFER_SIZE, Config.STORM_THRIFT_TLS_SOCKET_TIMEOUT_MS,
        WorkerTokenServiceType.NIMBUS, true),
    SUPERVISOR(Config.SUPERVISOR_THRIFT_TRANSPORT_PLUGIN, Config.SUPERVISOR_THRIFT_PORT, Config.SUPERVISOR_QUEUE_SIZE,
        Config.SUPERVISOR_THRIFT_THREADS, Config.SUPERVISOR_THRIFT_MAX_BUFFER_SIZE, Config.SUPERVISOR_THRIFT_SOCKET_TIMEOUT_MS,
        WorkerTokenServiceType.SUPERVISOR, false),
    SUPERVISOR_TLS(Config.SUPERVISOR_THRIFT_TRANSPORT_PLUGIN, Config.SUPERVISOR_THRIFT_PORT, Config.SUPERVISOR_QUEUE_SIZE,
        Config.SUPERVISOR_THRIFT_THREADS, Config.SUPERVISOR_THRIFT_MAX_BUFFER_SIZE, Config.SUPERVISOR_THRIFT_SOCKET_TIMEOUT_MS,
        WorkerTokenServiceType.SUPERVISOR, false),
    DRPC(Config.DRPC_THRIFT_TRANSPORT_PLUGIN, Config.DRPC_PORT, Config.DRPC_QUEUE_SIZE, Config.DRPC_WORKER_THREADS,
        Config.DRPC_MAX_BUFFER_SIZE, null, WorkerTokenServiceType.DRPC, true),
    DRPC_INVOCATIONS(Config.DRPC_INVOCATIONS_THRIFT_TRANSPORT_PLUGIN, Config.DRPC_INVOCATIONS_PORT, null, Config.DRPC_INVOCATIONS_THREADS,
        Config.DRPC_MAX_BUFFER_SIZE, null, WorkerTokenServiceType.DRPC, false),
    /** No connection at all: the service is in this JVM. */
    LOCAL_FAKE(null, null, null, null, null, null, null, true);

    private static final int DEFAULT_MAX_BUFFER_BYTES = 1024 * 1024;
    private static final int DEFAULT_THREADS = 16;

    private final String transportKey;
    private final String portKey;
    private final String queueSizeKey;
    private final String threadsKey;
    private final String maxBufferKey;
    private final String timeoutKey;
    private final WorkerTokenServiceType tokenType;
    private final boolean impersonationAllowed;

    ThriftConnectionType(String transportKey, String portKey, String queueSizeKey, String threadsKey, String maxBufferKey,
                         String timeoutKey, WorkerTokenServiceType tokenType, boolean impersonationAllowed) {
        this.transportKey = transportKey;
        this.portKey = portKey;
        this.queueSizeKey = queueSizeKey;
        this.threadsKey = threadsKey;
        this.maxBufferKey = maxBufferKey;
        this.timeoutKey = timeoutKey;
        this.tokenType = tokenType;
        this.impersonationAllowed = impersonationAllowed;
    }

    public boolean isFake() {
        return this == LOCAL_FAKE;
    }

    /** The class of the transport: the service's own, or else {@link Config#STORM_THRIFT_TRANSPORT_PLUGIN}. */
    public String getTransportPlugin(Map<String, Object> conf) {
        Object own = transportKey == null ? null : conf.get(transportKey);
        return (String) (own != null ? own : conf.get(Config.STORM_THRIFT_TRANSPORT_PLUGIN));
    }

    /** The key that {@link #getTransportPlugin} is set by. */
    String transportKey(Map<String, Object> conf) {
        return transportKey != null && conf.get(transportKey) != null ? transportKey : Config.STORM_THRIFT_TRANSPORT_PLUGIN;
    }

    /** The port, -1 where there is none. */
    public int getPort(Map<String, Object> conf) {
        return portKey == null ? -1 : ObjectReader.getInt(conf.get(portKey));
    }

    /** How many requests may wait for a thread; null for as many as there are. */
    public Integer getQueueSize(Map<String, Object> conf) {
        return queueSizeKey == null ? null : ObjectReader.getInt(conf.get(queueSizeKey), null);
    }

    /** How many threads serve requests. */
    public int getNumThreads(Map<String, Object> conf) {
        return threadsKey == null ? 1 : ObjectReader.getInt(conf.get(threadsKey), DEFAULT_THREADS);
    }

    /** The largest request, in bytes. */
    public int getMaxBufferSize(Map<String, Object> conf) {
        return maxBufferKey == null ? 1 : ObjectReader.getInt(conf.get(maxBufferKey), DEFAULT_MAX_BUFFER_BYTES);
    }

    /** How long a client waits for an answer, in milliseconds; null for without end. */
    public Integer getSocketTimeOut(Map<String, Object> conf) {
        return timeoutKey == null ? null : ObjectReader.getInt(conf.get(timeoutKey), null);
    }

    /** Which tokens the service takes from workers; null for none. */
    public WorkerTokenServiceType getWtType() {
        return tokenType;
    }

    /** Whether a caller may act as another user. */
    public boolean isImpersonationAllowed() {
        return impersonationAllowed;
    }

    public boolean isTlsEnabled() {
        return this == NIMBUS_TLS || this == SUPERVISOR_TLS;
    }

    /** Whether a client must show a certificate. */
    public boolean isClientAuthRequired(Map<String, Object> conf) {
        String key = tls(Config.NIMBUS_THRIFT_TLS_CLIENT_AUTH_REQUIRED, Config.SUPERVISOR_THRIFT_TLS_CLIENT_AUTH_REQUIRED);
        return key != null && ObjectReader.getBoolean(conf.get(key), false);
    }

    public String getServerKeyStorePath(Map<String, Object> conf) {
        return text(conf, Config.NIMBUS_THRIFT_TLS_SERVER_KEYSTORE_PATH, Config.SUPERVISOR_THRIFT_TLS_SERVER_KEYSTORE_PATH);
    }

    public String getServerKeyStorePassword(Map<String, Object> conf) {
        return text(conf, Config.NIMBUS_THRIFT_TLS_SERVER_KEYSTORE_PASSWORD, Config.SUPERVISOR_THRIFT_TLS_SERVER_KEYSTORE_PASSWORD);
    }

    public String getServerTrustStorePath(Map<String, Object> conf) {
        return text(conf, Config.NIMBUS_THRIFT_TLS_SERVER_TRUSTSTORE_PATH, Config.SUPERVISOR_THRIFT_TLS_SERVER_TRUSTSTORE_PATH);
    }

    public String getServerTrustStorePassword(Map<String, Object> conf) {
        return text(conf, Config.NIMBUS_THRIFT_TLS_SERVER_TRUSTSTORE_PASSWORD, Config.SUPERVISOR_THRIFT_TLS_SERVER_TRUSTSTORE_PASSWORD);
    }

    public String getClientKeyStorePath(Map<String, Object> conf) {
        return text(conf, Config.NIMBUS_THRIFT_TLS_CLIENT_KEYSTORE_PATH, Config.SUPERVISOR_THRIFT_TLS_CLIENT_KEYSTORE_PATH);
    }

    public String getClientKeyStorePassword(Map<String, Object> conf) {
        return text(conf, Config.NIMBUS_THRIFT_TLS_CLIENT_KEYSTORE_PASSWORD, Config.SUPERVISOR_THRIFT_TLS_CLIENT_KEYSTORE_PASSWORD);
    }

    public String getClientTrustStorePath(Map<String, Object> conf) {
        return text(conf, Config.NIMBUS_THRIFT_TLS_CLIENT_TRUSTSTORE_PATH, Config.SUPERVISOR_THRIFT_TLS_CLIENT_TRUSTSTORE_PATH);
    }

    public String getClientTrustStorePassword(Map<String, Object> conf) {
        return text(conf, Config.NIMBUS_THRIFT_TLS_CLIENT_TRUSTSTORE_PASSWORD, Config.SUPERVISOR_THRIFT_TLS_CLIENT_TRUSTSTORE_PASSWORD);
    }

    public String getClientKeyPath(Map<String, Object> conf) {
        return text(conf, Config.NIMBUS_THRIFT_TLS_CLIENT_KEY_PATH, Config.SUPERVISOR_THRIFT_TLS_CLIENT_KEY_PATH);
    }

    public String getClientCertPath(Map<String, Object> conf) {
        return text(conf, Config.NIMBUS_THRIFT_TLS_CLIENT_CERT_PATH, Config.SUPERVISOR_THRIFT_TLS_CLIENT_CERT_PATH);
    }

    private String text(Map<String, Object> conf, String nimbusKey, String supervisorKey) {
        String key = tls(nimbusKey, supervisorKey);
        return key == null ? null : (String) conf.get(key);
    }

    private String tls(String nimbusKey, String supervisorKey) {
        return switch (this) {
            case NIMBUS_TLS -> nimbusKey;
            case SUPERVISOR_TLS -> supervisorKey;
            default -> null;
        };
    }
}
