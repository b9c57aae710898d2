// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.utils;

import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import org.apache.storm.Config;
import org.apache.storm.validation.ConfigValidation;
import org.apache.storm.validation.ConfigValidationAnnotations;

/**
 * What a configuration says about files and folders on a node, and readers for some of its values. Stateless but for what
 * {@link #setInstance} replaces; any thread may call it.
 */
public class ConfigUtils {
    public static final String FILE_SEPARATOR = File.separator;
    public static final String STORM_HOME = "storm.home";
    public static final String RESOURCES_SUBDIR = "resources";

    private static final String MASK = "*****";
    private static final List<String> BLOB_SUFFIXES = List.of("-stormjar.jar", "-stormcode.ser", "-stormconf.ser");

    private static volatile ConfigUtils instance = new ConfigUtils();

    /** Replaces what the {@code ...Impl} methods do, for tests; returns the one before. */
    public static ConfigUtils setInstance(ConfigUtils u) {
        ConfigUtils before = instance;
        instance = u;
        return before;
    }

    /** The keys marked as secret. */
    private static final class Passwords {
        private static final Set<String> KEYS = find();

        private static Set<String> find() {
            Set<String> keys = new HashSet<>();
            for (Class<?> config : ConfigValidation.getConfigClasses()) {
                for (Field field : config.getFields()) {
                    if (field.isAnnotationPresent(ConfigValidationAnnotations.Password.class)) {
                        try {
                            keys.add((String) field.get(null));
                        } catch (IllegalAccessException e) {
                            throw new IllegalStateException("Configuration key " + field + " must be public", e);
                        }
                    }
                }
            }
            return keys;
        }
    }

    /** A copy with every secret that is a string masked, fit to be logged. */
    public static Map<String, Object> maskPasswords(Map<String, Object> conf) {
        Map<String, Object> masked = new HashMap<>(conf);
        masked.replaceAll((key, value) -> value instanceof String && Passwords.KEYS.contains(key) ? MASK : value);
        return masked;
    }

    /**
     * Whether a configuration is for a cluster inside one JVM.
     *
     * @throws IllegalArgumentException if {@link Config#STORM_CLUSTER_MODE} is neither "local" nor "distributed"
     */
    public static boolean isLocalMode(Map<String, Object> conf) {
        Object mode = conf.get(Config.STORM_CLUSTER_MODE);
        if ("local".equals(mode)) {
            return true;
        }
        if (mode == null || "distributed".equals(mode)) {
            return false;
        }
        throw new IllegalArgumentException("Configuration key " + Config.STORM_CLUSTER_MODE + " is \"" + mode
            + "\"; it must be \"local\" or \"distributed\"");
    }

    /** The names in a folder; none if it is not one. */
    public static Collection<String> readDirContents(String dir) {
        String[] names = new File(dir).list();
        return names == null ? new HashSet<>() : new HashSet<>(Arrays.asList(names));
    }

    /** The files in a folder; none if it is not one. */
    public static Collection<File> readDirFiles(String dir) {
        File[] files = new File(dir).listFiles();
        return files == null ? new HashSet<>() : new HashSet<>(Arrays.asList(files));
    }

    // ---- logs and workers' artifacts

    /** {@code storm.log.dir}, or else {@code logs} under {@code storm.home}, or else under the current folder. */
    public static String getLogDir() {
        String dir = System.getProperty("storm.log.dir");
        if (dir != null) {
            return dir;
        }
        return path(Paths.get(System.getProperty(STORM_HOME, ""), "logs").toAbsolutePath().toString());
    }

    public static String workerArtifactsRoot(Map<String, Object> conf) {
        return instance.workerArtifactsRootImpl(conf);
    }

    public static String workerArtifactsRoot(Map<String, Object> conf, String id) {
        return path(workerArtifactsRoot(conf), id);
    }

    public static String workerArtifactsRoot(Map<String, Object> conf, String id, Integer port) {
        return path(workerArtifactsRoot(conf, id), port.toString());
    }

    public String workerArtifactsRootImpl(Map<String, Object> conf) {
        String dir = (String) conf.get(Config.STORM_WORKERS_ARTIFACTS_DIR);
        if (dir == null) {
            return path(getLogDir(), "workers-artifacts");
        }
        return new File(dir).isAbsolute() ? dir : path(getLogDir(), dir);
    }

    public static String workerArtifactsPidPath(Map<String, Object> conf, String id, Integer port) {
        return path(workerArtifactsRoot(conf, id, port), "worker.pid");
    }

    public static File getWorkerDirFromRoot(String logRoot, String id, Integer port) {
        return new File(path(logRoot, id, port.toString()));
    }

    // ---- under storm.local.dir

    /** {@link Config#STORM_LOCAL_DIR}, under {@code storm.home} unless it is absolute; {@code storm-local} if not set. */
    public static String absoluteStormLocalDir(Map<String, Object> conf) {
        return underHome((String) conf.get(Config.STORM_LOCAL_DIR), "storm-local");
    }

    /** {@link Config#BLOBSTORE_DIR}, under {@code storm.home} unless it is absolute; the local folder if not set. */
    public static String absoluteStormBlobStoreDir(Map<String, Object> conf) {
        String dir = (String) conf.get(Config.BLOBSTORE_DIR);
        return dir == null ? absoluteStormLocalDir(conf) : underHome(dir, dir);
    }

    private static String underHome(String dir, String defaultDir) {
        String home = System.getProperty(STORM_HOME);
        String chosen = dir == null ? defaultDir : dir;
        return home == null || new File(chosen).isAbsolute() ? chosen : path(home, chosen);
    }

    public static String supervisorLocalDir(Map<String, Object> conf) throws IOException {
        return instance.supervisorLocalDirImpl(conf);
    }

    public String supervisorLocalDirImpl(Map<String, Object> conf) throws IOException {
        return created(path(absoluteStormLocalDir(conf), "supervisor"));
    }

    public static String stormDistPath(String stormRoot) {
        return concatIfNotNull(stormRoot) + FILE_SEPARATOR + "stormdist";
    }

    public static String supervisorStormDistRoot(Map<String, Object> conf) throws IOException {
        return instance.supervisorStormDistRootImpl(conf);
    }

    public static String supervisorStormDistRoot(Map<String, Object> conf, String topologyId) throws IOException {
        return instance.supervisorStormDistRootImpl(conf, topologyId);
    }

    public String supervisorStormDistRootImpl(Map<String, Object> conf) throws IOException {
        return stormDistPath(supervisorLocalDir(conf));
    }

    public String supervisorStormDistRootImpl(Map<String, Object> conf, String topologyId) throws IOException {
        return path(supervisorStormDistRoot(conf), Utils.urlEncodeUtf8(topologyId));
    }

    public static String sharedByTopologyDir(Map<String, Object> conf, String topologyId) throws IOException {
        return path(supervisorStormDistRoot(conf, topologyId), "shared_by_topology");
    }

    public static String supervisorStormJarPath(String stormRoot) {
        return concatIfNotNull(stormRoot) + FILE_SEPARATOR + "stormjar.jar";
    }

    public static String supervisorStormCodePath(String stormRoot) {
        return concatIfNotNull(stormRoot) + FILE_SEPARATOR + "stormcode.ser";
    }

    public static String supervisorStormConfPath(String stormRoot) {
        return concatIfNotNull(stormRoot) + FILE_SEPARATOR + "stormconf.ser";
    }

    public static String supervisorStormResourcesPath(String stormRoot) {
        return concatIfNotNull(stormRoot) + FILE_SEPARATOR + RESOURCES_SUBDIR;
    }

    public static String workerRoot(Map<String, Object> conf) {
        return instance.workerRootImpl(conf);
    }

    public static String workerRoot(Map<String, Object> conf, String id) {
        return path(workerRoot(conf), id);
    }

    public String workerRootImpl(Map<String, Object> conf) {
        return path(absoluteStormLocalDir(conf), "workers");
    }

    public static String workerArtifactsSymlink(Map<String, Object> conf, String id) {
        return path(workerRoot(conf, id), "artifacts");
    }

    public static String workerPidsRoot(Map<String, Object> conf, String id) {
        return path(workerRoot(conf, id), "pids");
    }

    public static String workerPidPath(Map<String, Object> conf, String id, String pid) {
        return path(workerPidsRoot(conf, id), pid);
    }

    public static String workerPidPath(Map<String, Object> conf, String id, long pid) {
        return workerPidPath(conf, id, Long.toString(pid));
    }

    public static String workerHeartbeatsRoot(Map<String, Object> conf, String id) {
        return path(workerRoot(conf, id), "heartbeats");
    }

    public static String workerTmpRoot(Map<String, Object> conf, String id) {
        return path(workerRoot(conf, id), "tmp");
    }

    public static String workerUserRoot(Map<String, Object> conf) {
        return path(absoluteStormLocalDir(conf), "workers-users");
    }

    public static String workerUserFile(Map<String, Object> conf, String workerId) {
        return path(workerUserRoot(conf), workerId);
    }

    // ---- blobs of a topology

    public static String masterStormJarKey(String topologyId) {
        return topologyId + "-stormjar.jar";
    }

    public static String masterStormCodeKey(String topologyId) {
        return topologyId + "-stormcode.ser";
    }

    public static String masterStormConfKey(String topologyId) {
        return topologyId + "-stormconf.ser";
    }

    /** The topology whose blob a key names; null if it is not one of a topology's own blobs. */
    public static String getIdFromBlobKey(String key) {
        for (String suffix : BLOB_SUFFIXES) {
            if (key.endsWith(suffix)) {
                return key.substring(0, key.length() - suffix.length());
            }
        }
        return null;
    }

    // ---- reading

    /** Defaults, overridden by the cluster's file, overridden by the command line. */
    public static Map<String, Object> readStormConfig() {
        return instance.readStormConfigImpl();
    }

    public Map<String, Object> readStormConfigImpl() {
        return Utils.readStormConfig();
    }

    /** Reads a YAML map from the class path or else from a file; empty if there is none and it may be missing. */
    public static Map<String, Object> readYamlConfig(String name, boolean mustExist) {
        Map<String, Object> conf = Utils.findAndReadConfigFile(name, mustExist);
        ConfigValidation.validateFields(conf);
        return conf;
    }

    public static Map<String, Object> readYamlConfig(String name) {
        return readYamlConfig(name, true);
    }

    /** The configuration of a topology that this node has a copy of, on top of the node's own. */
    public static Map<String, Object> readSupervisorStormConf(Map<String, Object> conf, String topologyId) throws IOException {
        return instance.readSupervisorStormConfImpl(conf, topologyId);
    }

    public Map<String, Object> readSupervisorStormConfImpl(Map<String, Object> conf, String topologyId) throws IOException {
        return readSupervisorStormConfGivenPath(conf, supervisorStormConfPath(supervisorStormDistRoot(conf, topologyId)));
    }

    public static Map<String, Object> readSupervisorStormConfGivenPath(Map<String, Object> conf, String topoConfPath) throws IOException {
        Path file = Paths.get(topoConfPath);
        if (!Files.exists(file)) {
            throw new FileNotFoundException("There is no topology configuration at " + topoConfPath);
        }
        Map<String, Object> result = new HashMap<>(conf);
        result.putAll(Utils.fromCompressedJsonConf(Files.readAllBytes(file)));
        return result;
    }

    /** A copy in which the JAAS file that this JVM was started with takes the place of the configured one. */
    public static Map<String, Object> overrideLoginConfigWithSystemProperty(Map<String, Object> conf) {
        String file = System.getProperty("java.security.auth.login.config");
        Map<String, Object> result = new HashMap<>(conf);
        if (file != null) {
            result.put("java.security.auth.login.config", file);
        }
        return result;
    }

    /** A string split at white space, or the strings of a list, each split so; null if the key is not set. */
    public static List<String> getValueAsList(String name, Map<String, Object> conf) {
        if (conf == null) {
            throw new IllegalArgumentException("There is no configuration to read " + name + " from; it must not be null");
        }
        Object value = conf.get(name);
        if (value == null) {
            return null;
        }
        List<String> words = new ArrayList<>();
        for (Object element : value instanceof Collection<?> collection ? collection : List.of(value)) {
            words.addAll(Arrays.asList(String.valueOf(element).split("\\s+")));
        }
        return words;
    }

    // ---- sampling

    /** Out of how many tuples one is taken for statistics: the inverse of {@link Config#TOPOLOGY_STATS_SAMPLE_RATE}. */
    public static int samplingRate(Map<String, Object> conf) {
        double rate = ObjectReader.getDouble(conf.get(Config.TOPOLOGY_STATS_SAMPLE_RATE));
        if (rate == 0) {
            throw new IllegalArgumentException("Configuration key " + Config.TOPOLOGY_STATS_SAMPLE_RATE + " is 0; it must be above 0 and at most 1");
        }
        return (int) (1 / rate);
    }

    public static BooleanSupplier mkStatsSampler(Map<String, Object> conf) {
        return evenSampler(samplingRate(conf));
    }

    /** Says yes once in every {@code samplingFreq} questions, at a random one of them. For one thread. */
    public static BooleanSupplier evenSampler(int samplingFreq) {
        return new BooleanSupplier() {
            private int asked = -1;
            private int chosen = ThreadLocalRandom.current().nextInt(samplingFreq);

            @Override
            public boolean getAsBoolean() {
                asked++;
                if (asked == samplingFreq) {
                    asked = 0;
                    chosen = ThreadLocalRandom.current().nextInt(samplingFreq);
                }
                return asked == chosen;
            }
        };
    }

    /** The string, or an empty one for null. */
    public static String concatIfNotNull(String dir) {
        return dir == null ? "" : dir;
    }

    private static String path(String first, String... more) {
        return more.length == 0 ? first : first + FILE_SEPARATOR + String.join(FILE_SEPARATOR, more);
    }

    private static String created(String dir) throws IOException {
        Files.createDirectories(Paths.get(dir));
        return dir;
    }
}
