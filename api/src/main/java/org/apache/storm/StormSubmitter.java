// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;
import org.apache.storm.generated.AlreadyAliveException;
import org.apache.storm.generated.AuthorizationException;
import org.apache.storm.generated.Credentials;
import org.apache.storm.generated.InvalidTopologyException;
import org.apache.storm.generated.Nimbus;
import org.apache.storm.generated.NotAliveException;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.generated.SubmitOptions;
import org.apache.storm.generated.TopologyInfo;
import org.apache.storm.generated.TopologyInitialStatus;
import org.apache.storm.hooks.SubmitterHookException;
import org.apache.storm.security.auth.ClientAuthUtils;
import org.apache.storm.security.auth.IAutoCredentials;
import org.apache.storm.shade.net.minidev.json.JSONValue;
import org.apache.storm.thrift.TException;
import org.apache.storm.topology.StateGuarantee;
import org.apache.storm.utils.NimbusClient;
import org.apache.storm.utils.ReflectionUtils;
import org.apache.storm.utils.Utils;
import org.apache.storm.utils.WrappedAlreadyAliveException;
import org.apache.storm.utils.WrappedInvalidTopologyException;
import org.apache.storm.validation.ConfigNotices;
import org.apache.storm.validation.ConfigValidation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Submits topologies to a cluster, from the {@code main} that {@code storm jar} runs: the jar that the system property
 * {@code storm.jar} names is uploaded, then Nimbus is asked to run the topology. Everything that can be checked here is checked
 * before anything is uploaded. A refusal leaves nothing behind in the cluster. Within a {@code LocalCluster} nothing is uploaded.
 */
public class StormSubmitter {
    public static final Logger LOG = LoggerFactory.getLogger(StormSubmitter.class);
    public static final Pattern zkDigestPattern = Pattern.compile("\\S+:\\S+");

    private static final int CHUNK_BYTES = 307200;
    private static final String JAR_PROPERTY = "storm.jar";

    /** Hears how far an upload has come. */
    public interface ProgressListener {
        void onStart(String srcFile, String targetFile, long totalBytes);

        void onProgress(String srcFile, String targetFile, long bytesUploaded, long totalBytes);

        void onCompleted(String srcFile, String targetFile, long totalBytes);
    }

    /** A call to Nimbus that may throw what Thrift lets it. */
    private interface Call<T> {
        T to(Nimbus.Iface nimbus) throws TException;
    }

    // ---- ZooKeeper authentication

    /** Whether a payload for ZooKeeper's digest scheme has the form USER:PASSWORD. */
    public static boolean validateZKDigestPayload(String payload) {
        return payload != null && zkDigestPattern.matcher(payload).matches();
    }

    /**
     * What a topology needs to authenticate to ZooKeeper, to be added to its configuration: the configured payload, or one made up
     * if a scheme is configured; empty if there is no need.
     */
    public static Map<String, Object> prepareZookeeperAuthentication(Map<String, Object> conf) {
        Map<String, Object> result = new HashMap<>();
        Object payload = conf.get(Config.STORM_ZOOKEEPER_TOPOLOGY_AUTH_PAYLOAD);
        if (payload != null) {
            if (!validateZKDigestPayload(payload.toString())) {
                LOG.warn("Configuration key {} has a value (not shown, it is a secret) that is not USER:PASSWORD; a random one takes its place",
                    Config.STORM_ZOOKEEPER_TOPOLOGY_AUTH_PAYLOAD);
                payload = Utils.secureRandomLong() + ":" + Utils.secureRandomLong();
            }
        } else if (Utils.isZkAuthenticationConfiguredTopology(conf)) {
            payload = Utils.secureRandomLong() + ":" + Utils.secureRandomLong();
        }
        if (payload != null) {
            result.put(Config.STORM_ZOOKEEPER_TOPOLOGY_AUTH_PAYLOAD, payload);
            result.put(Config.STORM_ZOOKEEPER_TOPOLOGY_AUTH_SCHEME, "digest");
        }
        return result;
    }

    // ---- credentials

    private static Map<String, String> populateCredentials(Map<String, Object> conf, Map<String, String> given) {
        Map<String, String> credentials = new HashMap<>();
        for (IAutoCredentials auto : ClientAuthUtils.getAutoCredentials(conf)) {
            LOG.info("Adding the credentials of {}", auto.getClass().getName());
            auto.populateCredentials(credentials);
        }
        if (given != null) {
            credentials.putAll(given);
        }
        return credentials;
    }

    /** As {@link #pushCredentials(String, Map, Map, String)}, as oneself. */
    public static boolean pushCredentials(String name, Map<String, Object> topoConf, Map<String, String> credentials)
        throws AuthorizationException, NotAliveException, InvalidTopologyException {
        return pushCredentials(name, topoConf, credentials, null);
    }

    /**
     * Replaces the credentials of a running topology, by those given and those that the configured plug-ins add.
     *
     * @param expectedUser who the topology's owner must be; null for whoever it is
     * @return false if there are none to send
     */
    public static boolean pushCredentials(String name, Map<String, Object> topoConf, Map<String, String> credentials, String expectedUser)
        throws AuthorizationException, NotAliveException, InvalidTopologyException {
        Map<String, Object> conf = clusterAnd(topoConf);
        Map<String, String> all = populateCredentials(conf, credentials);
        if (all.isEmpty()) {
            LOG.warn("There are no credentials to send to topology {}", name);
            return false;
        }
        Credentials sent = new Credentials(all);
        sent.set_topoOwner(expectedUser);
        try (NimbusClient client = NimbusClient.getConfiguredClient(conf)) {
            client.getClient().uploadNewCredentials(name, sent);
            LOG.info("Sent credentials to topology {}", name);
            return true;
        } catch (AuthorizationException | NotAliveException | InvalidTopologyException e) {
            throw e;
        } catch (TException e) {
            throw new RuntimeException("Cannot send credentials to topology " + name + ": " + e.getMessage(), e);
        }
    }

    // ---- submission

    /** As {@link #submitTopology(String, Map, StormTopology, SubmitOptions)}, to be active at once. */
    public static void submitTopology(String name, Map<String, Object> topoConf, StormTopology topology)
        throws AlreadyAliveException, InvalidTopologyException, AuthorizationException {
        submitTopology(name, topoConf, topology, null, null);
    }

    /** Submits a topology; {@code opts} say whether it is active at once and give it credentials, and may be null. */
    public static void submitTopology(String name, Map<String, Object> topoConf, StormTopology topology, SubmitOptions opts)
        throws AlreadyAliveException, InvalidTopologyException, AuthorizationException {
        submitTopology(name, topoConf, topology, opts, null);
    }

    /** As {@link #submitTopology(String, Map, StormTopology, SubmitOptions)}; {@code progressListener} may be null. */
    public static void submitTopology(String name, Map<String, Object> topoConf, StormTopology topology, SubmitOptions opts,
                                      ProgressListener progressListener)
        throws AlreadyAliveException, InvalidTopologyException, AuthorizationException {
        submitTopologyAs(name, topoConf, topology, opts, progressListener, null);
    }

    /** As {@link #submitTopology(String, Map, StormTopology, SubmitOptions)}, with the upload's progress on standard output. */
    public static void submitTopologyWithProgressBar(String name, Map<String, Object> topoConf, StormTopology topology)
        throws AlreadyAliveException, InvalidTopologyException, AuthorizationException {
        submitTopologyWithProgressBar(name, topoConf, topology, null);
    }

    /** As {@link #submitTopology(String, Map, StormTopology, SubmitOptions)}, with the upload's progress on standard output. */
    public static void submitTopologyWithProgressBar(String name, Map<String, Object> topoConf, StormTopology topology, SubmitOptions opts)
        throws AlreadyAliveException, InvalidTopologyException, AuthorizationException {
        submitTopology(name, topoConf, topology, opts, new ProgressBar(System.out));
    }

    /**
     * Submits a topology.
     *
     * @param name unique among the running ones; without {@code / . : \}
     * @param topoConf the topology's configuration, of what JSON can carry; what is not in it comes from this machine's
     * @param built rewritten, if the configuration asks for another {@link StateGuarantee} than topologies have as they are
     * @param opts whether it is active at once, and credentials; may be null
     * @param progressListener hears of the upload; may be null
     * @param asUser whom to submit as; null for oneself
     * @throws AlreadyAliveException if a topology of that name runs, or the name is not allowed
     * @throws InvalidTopologyException if the topology could not run
     * @throws AuthorizationException if the user may not do so
     * @throws IllegalArgumentException if the name or a configuration value is not right
     */
    public static void submitTopologyAs(String name, Map<String, Object> topoConf, StormTopology built, SubmitOptions opts,
                                        ProgressListener progressListener, String asUser)
        throws AlreadyAliveException, InvalidTopologyException, AuthorizationException, IllegalArgumentException {
        Utils.validateTopologyName(name);
        if (!Utils.isValidConf(topoConf)) {
            throw new IllegalArgumentException("The configuration of topology " + name + " is not valid" + invalidKey(topoConf)
                + "; it must consist of strings, numbers, booleans, nulls, lists and maps with string keys");
        }
        if (built.get_spouts_size() == 0) {
            throw new WrappedInvalidTopologyException("Topology " + name + " does not have any spout; it must have one at least");
        }
        Map<String, Object> own = topoConf == null ? new HashMap<>() : new HashMap<>(topoConf);
        own.putAll(Utils.readCommandLineOpts());
        Map<String, Object> conf = clusterAnd(own);
        Map<String, Object> zkAuth = prepareZookeeperAuthentication(conf);
        own.putAll(zkAuth);
        conf.putAll(zkAuth);
        ConfigValidation.validateTopoConf(conf);
        StormTopology topology = StateGuarantee.applied(built, conf);
        ConfigNotices notices = ConfigNotices.ofTopology(own, conf, topology);
        notices.requireNoneRefused();
        Utils.validateCycleFree(topology, name);
        SubmitOptions options = withCredentials(opts, populateCredentials(own, opts == null || !opts.is_set_creds()
            ? null : opts.get_creds().get_creds()));
        try (NimbusClient client = NimbusClient.getConfiguredClientAs(conf, asUser)) {
            if (!client.isLocal) {
                notices.told().forEach(LOG::warn); // a Nimbus in this JVM says the same to the same log
            }
            submitTo(client, name, own, conf, topology, options, progressListener);
        }
        LOG.info("Topology {} is submitted", name);
        invokeSubmitterHook(name, asUser, conf, topology);
    }

    private static String invalidKey(Map<String, Object> topoConf) {
        for (Map.Entry<String, Object> entry : topoConf.entrySet()) {
            if (!Utils.isValidConf(Collections.singletonMap(entry.getKey(), entry.getValue()))) {
                Object value = entry.getValue();
                return ": " + entry.getKey() + " is of " + (value == null ? "no type" : value.getClass());
            }
        }
        return "";
    }

    private static Map<String, Object> clusterAnd(Map<String, Object> topoConf) {
        Map<String, Object> conf = Utils.readStormConfig();
        conf.putAll(topoConf);
        conf.putAll(Utils.readCommandLineOpts());
        return conf;
    }

    private static SubmitOptions withCredentials(SubmitOptions opts, Map<String, String> credentials) {
        SubmitOptions result = opts == null ? new SubmitOptions(TopologyInitialStatus.ACTIVE) : new SubmitOptions(opts);
        if (!credentials.isEmpty()) {
            result.set_creds(new Credentials(credentials));
        }
        return result;
    }

    private static void submitTo(NimbusClient client, String name, Map<String, Object> own, Map<String, Object> conf, StormTopology topology,
                                 SubmitOptions options, ProgressListener listener)
        throws AlreadyAliveException, InvalidTopologyException, AuthorizationException {
        String jsonConf = JSONValue.toJSONString(own);
        if (client.isLocal) {
            submitCall(name, client, nimbus -> {
                nimbus.submitTopologyWithOpts(name, null, jsonConf, topology, options);
                return null;
            });
            return;
        }
        boolean allowed = submitCall(name, client, nimbus -> nimbus.isTopologyNameAllowed(name));
        if (!allowed) {
            throw new WrappedAlreadyAliveException("Topology name \"" + name + "\" is taken by a running topology, or not allowed");
        }
        requireBlobs(client, conf);
        String jar = requireJar(System.getProperty(JAR_PROPERTY));
        DependencyBlobs dependencies = new DependencyBlobs(client, conf);
        boolean submitted = false;
        try {
            StormTopology complete = dependencies.uploadFor(topology);
            String uploaded = submitJarAs(conf, jar, listener, client);
            submitCall(name, client, nimbus -> {
                nimbus.submitTopologyWithOpts(name, uploaded, jsonConf, complete, options);
                return null;
            });
            submitted = true;
        } finally {
            if (!submitted) {
                dependencies.deleteUploaded();
            }
            dependencies.close();
        }
    }

    private static void requireBlobs(NimbusClient client, Map<String, Object> conf) throws InvalidTopologyException, AuthorizationException {
        if (conf.get(Config.TOPOLOGY_BLOBSTORE_MAP) != null) {
            org.apache.storm.blobstore.NimbusBlobStore store = new org.apache.storm.blobstore.NimbusBlobStore();
            store.setClient(conf, client);
            Utils.validateTopologyBlobStoreMap(conf, store);
        }
    }

    private static <T> T submitCall(String name, NimbusClient client, Call<T> call)
        throws AlreadyAliveException, InvalidTopologyException, AuthorizationException {
        try {
            return call.to(client.getClient());
        } catch (AlreadyAliveException | InvalidTopologyException | AuthorizationException e) {
            // What came over the wire has its reason in a field of its own.
            LOG.debug("Topology {} was refused", name, e);
            throw e;
        } catch (TException e) {
            throw new RuntimeException("Cannot submit topology " + name + ": " + e.getMessage(), e);
        }
    }

    private static void invokeSubmitterHook(String name, String asUser, Map<String, Object> conf, StormTopology topology) {
        String hook = (String) conf.get(Config.STORM_TOPOLOGY_SUBMISSION_NOTIFIER_PLUGIN);
        if (hook == null || hook.isEmpty()) {
            return;
        }
        try {
            TopologyInfo info = Utils.getTopologyInfo(name, asUser, conf);
            ReflectionUtils.<ISubmitterHook>newInstance(hook).notify(info, conf, topology);
        } catch (Exception e) {
            throw new SubmitterHookException("Topology " + name + " is submitted, but the submitter hook " + hook + " failed: " + e.getMessage(), e);
        }
    }

    // ---- the jar

    /** As {@link #submitJarAs(Map, String, ProgressListener, String)}, as oneself and silently. */
    public static String submitJar(Map<String, Object> conf, String localJar) {
        return submitJar(conf, localJar, null);
    }

    /** As {@link #submitJarAs(Map, String, ProgressListener, String)}, as oneself. */
    public static String submitJar(Map<String, Object> conf, String localJar, ProgressListener listener) {
        return submitJarAs(conf, localJar, listener, (String) null);
    }

    /**
     * Uploads a jar.
     *
     * @param listener hears of the upload; may be null
     * @param asUser whom to act as; null for oneself
     * @return where Nimbus has put it
     */
    public static String submitJarAs(Map<String, Object> conf, String localJar, ProgressListener listener, String asUser) {
        try (NimbusClient client = NimbusClient.getConfiguredClientAs(conf, asUser)) {
            return submitJarAs(conf, localJar, listener, client);
        }
    }

    /** As {@link #submitJarAs(Map, String, ProgressListener, String)}, over a connection that is open. */
    public static String submitJarAs(Map<String, Object> conf, String localJar, ProgressListener listener, NimbusClient client) {
        File jar = new File(requireJar(localJar));
        ProgressListener hears = listener == null ? new Silent() : listener;
        Nimbus.Iface nimbus = client.getClient();
        try (InputStream in = Files.newInputStream(jar.toPath())) {
            long total = jar.length();
            String location = nimbus.beginFileUpload();
            LOG.info("Uploading {} ({} bytes) to {}", localJar, total, location);
            hears.onStart(localJar, location, total);
            long sent = 0;
            for (byte[] chunk = in.readNBytes(CHUNK_BYTES); chunk.length > 0; chunk = in.readNBytes(CHUNK_BYTES)) {
                nimbus.uploadChunk(location, ByteBuffer.wrap(chunk));
                sent += chunk.length;
                hears.onProgress(localJar, location, sent, total);
            }
            nimbus.finishFileUpload(location);
            hears.onCompleted(localJar, location, total);
            return location;
        } catch (IOException | TException e) {
            throw new RuntimeException("Cannot upload " + localJar + ": " + e.getMessage(), e);
        }
    }

    /** The jar's path, if there is a whole jar at it. */
    private static String requireJar(String jar) {
        if (jar == null) {
            throw new RuntimeException("The system property " + JAR_PROPERTY
                + " does not say which jar to upload; submit by `storm jar`, which sets it, or set it to the topology's jar");
        }
        File file = new File(jar);
        if (!file.isFile() || !file.canRead()) {
            throw new RuntimeException("The topology's jar " + jar + " is not there or cannot be read");
        }
        try (ZipFile zip = new ZipFile(file)) {
            LOG.debug("{} has {} entries", jar, zip.size());
        } catch (IOException e) {
            throw new RuntimeException("The topology's jar " + jar + " is truncated or not a jar (" + e.getMessage() + "); build it again", e);
        }
        return jar;
    }

    /** Hears and says nothing. */
    private static final class Silent implements ProgressListener {
        @Override
        public void onStart(String srcFile, String targetFile, long totalBytes) {
        }

        @Override
        public void onProgress(String srcFile, String targetFile, long bytesUploaded, long totalBytes) {
        }

        @Override
        public void onCompleted(String srcFile, String targetFile, long totalBytes) {
        }
    }
}
