// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.utils;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.Serializable;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URL;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.storm.Config;
import org.apache.storm.blobstore.BlobStore;
import org.apache.storm.blobstore.ClientBlobStore;
import org.apache.storm.blobstore.NimbusBlobStore;
import org.apache.storm.generated.AuthorizationException;
import org.apache.storm.generated.ComponentCommon;
import org.apache.storm.generated.ComponentObject;
import org.apache.storm.generated.GlobalStreamId;
import org.apache.storm.generated.InvalidTopologyException;
import org.apache.storm.generated.KeyNotFoundException;
import org.apache.storm.generated.Nimbus;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.generated.TopologyInfo;
import org.apache.storm.generated.TopologySummary;
import org.apache.storm.serialization.SerializationDelegate;
import org.apache.storm.shade.net.minidev.json.JSONValue;
import org.apache.storm.shade.net.minidev.json.parser.ParseException;
import org.apache.storm.thrift.TBase;
import org.apache.storm.thrift.TDeserializer;
import org.apache.storm.thrift.TException;
import org.apache.storm.thrift.TSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the contract offers to topologies, connectors and plug-ins beyond its own types: reading configuration,
 * serialization, small collections' work, threads, names. Stateless but for what {@code set...} methods replace; any
 * thread may call it. Nothing here knows how an engine runs a topology.
 */
public class Utils {
    public static final Logger LOG = LoggerFactory.getLogger(Utils.class);
    public static final String DEFAULT_STREAM_ID = "default";
    public static final Pattern BLOB_KEY_PATTERN = Pattern.compile("^[\\w \\t\\._-]+$", Pattern.UNICODE_CHARACTER_CLASS);

    private static final int MAX_TOPOLOGY_NAME_BYTES = 200;
    private static final Pattern TOPOLOGY_NAME = Pattern.compile("^[^/.:\\\\]+$");
    private static final Pattern HEAP_OPTION = Pattern.compile("Xmx(\\d+)([kKmMgG])");
    private static final int EXIT_OF_FORCED_STOP = 20;
    private static final int BUFFER_BYTES = 8192;

    private static volatile Utils instance = new Utils();
    private static volatile ClassLoader deserializationLoader;

    // ---- replaceable parts, for tests

    /** Replaces what the {@code ...Impl} methods do; returns the one before. */
    public static Utils setInstance(Utils u) {
        Utils before = instance;
        instance = u;
        return before;
    }

    /** Sets the class loader that {@link #javaDeserialize} finds classes with. */
    public static void setClassLoaderForJavaDeSerialize(ClassLoader cl) {
        deserializationLoader = cl;
    }

    /** Undoes {@link #setClassLoaderForJavaDeSerialize}. */
    public static void resetClassLoaderForJavaDeSerialize() {
        deserializationLoader = null;
    }

    // ---- configuration

    /** Where the class path holds a resource of that name, in its order, each place once. */
    public static List<URL> findResources(String name) {
        return ConfigFiles.resources(name);
    }

    /** Reads a YAML map from the class path or else from a file; empty if there is none and it may be missing. */
    public static Map<String, Object> findAndReadConfigFile(String name, boolean mustExist) {
        return ConfigFiles.read(name, mustExist);
    }

    /** Reads a YAML map from the class path or else from a file, which must be there. */
    public static Map<String, Object> findAndReadConfigFile(String name) {
        return findAndReadConfigFile(name, true);
    }

    /** The shipped defaults. */
    public static Map<String, Object> readDefaultConfig() {
        return ConfigFiles.read(ConfigFiles.DEFAULTS, true);
    }

    /** What was given on the command line with {@code -c}. */
    public static Map<String, Object> readCommandLineOpts() {
        return ConfigFiles.commandLine();
    }

    /** Defaults, overridden by the cluster's file, overridden by the command line. */
    public static Map<String, Object> readStormConfig() {
        return ConfigFiles.stormConfig();
    }

    /** The configuration that a class path holds, {@code conf} if it holds none. */
    public static Map<String, Object> getConfigFromClasspath(List<String> cp, Map<String, Object> conf) throws IOException {
        return ConfigFiles.fromClassPath(cp, conf);
    }

    /** Reads any YAML document from a file; null if it cannot be read, which is logged. */
    public static Object readYamlFile(String yamlFile) {
        try {
            return ConfigFiles.readYaml(Paths.get(yamlFile));
        } catch (IOException | RuntimeException e) {
            LOG.error("Cannot read {}: {}", yamlFile, e.toString());
            return null;
        }
    }

    /** Whether a configuration consists of what JSON can carry, so that it arrives as it was sent. */
    public static boolean isValidConf(Map<String, Object> topoConf) {
        if (topoConf == null) {
            return true;
        }
        try {
            return normalized(topoConf).equals(normalized(JSONValue.parseWithException(JSONValue.toJSONString(topoConf))));
        } catch (ParseException | RuntimeException e) {
            LOG.debug("Not a valid configuration", e);
            return false;
        }
    }

    /** A value with each number in the widest type of its kind, so that what JSON makes of it compares equal. */
    private static Object normalized(Object value) {
        if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        if (value instanceof Float f) {
            return f.doubleValue();
        }
        if (value instanceof Collection<?> list) {
            List<Object> result = new ArrayList<>();
            list.forEach(entry -> result.add(normalized(entry)));
            return result;
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> result = new HashMap<>();
            map.forEach((key, entry) -> result.put(key, normalized(entry)));
            return result;
        }
        return value;
    }

    /** A new object of the class that a key names, or null if the key is not set. */
    public static Object getConfiguredClass(Map<String, Object> conf, Object configKey) {
        Object name = conf.get(configKey);
        return name == null ? null : ReflectionUtils.newInstance((String) name);
    }

    /** A copy of a map with the value of one key, if it is there, replaced by as many {@code #}. */
    public static Map<String, Object> redactValue(Map<String, Object> m, String key) {
        Map<String, Object> result = new HashMap<>(m);
        result.computeIfPresent(key, (name, value) -> "#".repeat(value.toString().length()));
        return result;
    }

    /** A configuration as JSON, compressed: how it is kept as a blob. */
    public static byte[] toCompressedJsonConf(Map<String, Object> topoConf) {
        return gzip(JSONValue.toJSONString(topoConf).getBytes(StandardCharsets.UTF_8));
    }

    /** The configuration that {@link #toCompressedJsonConf} wrote. */
    public static Map<String, Object> fromCompressedJsonConf(byte[] serialized) {
        return parseJson(new String(gunzip(serialized), StandardCharsets.UTF_8));
    }

    /** A JSON object as a map; an empty map for null. */
    @SuppressWarnings("unchecked")
    public static Map<String, Object> parseJson(String json) {
        if (json == null) {
            return new HashMap<>();
        }
        try {
            return (Map<String, Object>) JSONValue.parseWithException(json);
        } catch (ParseException e) {
            throw new RuntimeException("Not JSON: " + e.getMessage(), e);
        }
    }

    // ---- names

    /** Whether a component or stream is one of the system's own. */
    public static boolean isSystemId(String id) {
        return id.startsWith("__");
    }

    /** Whether a string can be a blob's key. */
    public static boolean isValidKey(String key) {
        return key != null && !key.isEmpty() && !key.equals(".") && !key.equals("..") && BLOB_KEY_PATTERN.matcher(key).matches();
    }

    /**
     * Checks a topology's name.
     *
     * @throws IllegalArgumentException if it is null or empty, or has a character that a topology's id or path cannot have
     */
    public static void validateTopologyName(String name) throws IllegalArgumentException {
        if (name == null || !TOPOLOGY_NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("Topology name " + (name == null ? "null" : "\"" + name + "\"")
                + " is not valid; it must have at least one character and none of / . : \\");
        }
        if (name.getBytes(StandardCharsets.UTF_8).length > MAX_TOPOLOGY_NAME_BYTES) {
            throw new IllegalArgumentException("Topology name \"" + name.substring(0, 20) + "...\" is too long; it may have "
                + MAX_TOPOLOGY_NAME_BYTES + " bytes, since files are named after it");
        }
    }

    public static String uuid() {
        return UUID.randomUUID().toString();
    }

    public static long secureRandomLong() {
        return UUID.randomUUID().getLeastSignificantBits();
    }

    public static String urlEncodeUtf8(String s) {
        return URLEncoder.encode(s, StandardCharsets.UTF_8);
    }

    public static String urlDecodeUtf8(String s) {
        return URLDecoder.decode(s, StandardCharsets.UTF_8);
    }

    // ---- this machine and process

    /** This machine's name: {@link Config#STORM_LOCAL_HOSTNAME}, or else what it calls itself. */
    public static String hostname() throws UnknownHostException {
        return instance.hostnameImpl();
    }

    /** What this machine calls itself, whatever the configuration says. */
    public static String localHostname() throws UnknownHostException {
        return instance.localHostnameImpl();
    }

    /** Same as {@link #localHostname()}, looked up once. */
    public static String memoizedLocalHostname() throws UnknownHostException {
        if (HostNames.local == null) {
            HostNames.local = localHostname();
        }
        return HostNames.local;
    }

    /** What was found out about this machine's name. A race only looks it up twice. */
    private static final class HostNames {
        private static volatile String local;
        private static volatile Map<String, Object> conf;
    }

    protected String hostnameImpl() throws UnknownHostException {
        if (HostNames.conf == null) {
            HostNames.conf = readStormConfig();
        }
        Object configured = HostNames.conf.get(Config.STORM_LOCAL_HOSTNAME);
        return configured != null && !configured.equals("") ? configured.toString() : memoizedLocalHostname();
    }

    protected String localHostnameImpl() throws UnknownHostException {
        return InetAddress.getLocalHost().getCanonicalHostName();
    }

    /** Whether an address, as a name or number, is the loopback's. */
    public static boolean isLocalhostAddress(String address) {
        return address.equals("localhost") || address.equals("127.0.0.1") || address.equals("::1") || address.equals("0:0:0:0:0:0:0:1");
    }

    public static String processPid() {
        return Long.toString(ProcessHandle.current().pid());
    }

    public static boolean isOnWindows() {
        return System.getProperty("os.name", "").startsWith("Windows");
    }

    /** {@code preferredPort} if it is free, else one that is. 0 for any. */
    public static int getAvailablePort(int preferredPort) {
        try (ServerSocket socket = new ServerSocket(preferredPort)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            if (preferredPort == 0) {
                throw new RuntimeException("No port is free", e);
            }
            return getAvailablePort(0);
        }
    }

    public static int getAvailablePort() {
        return getAvailablePort(0);
    }

    public static boolean checkFileExists(String path) {
        return Files.exists(Paths.get(path));
    }

    public static boolean checkDirExists(String dir) {
        return new File(dir).isDirectory();
    }

    /** Deletes a file, or a folder and all that is in it; links are not followed. Nothing there is fine. */
    public static void forceDelete(String path) throws IOException {
        instance.forceDeleteImpl(path);
    }

    protected void forceDeleteImpl(String path) throws IOException {
        Path root = Paths.get(path);
        if (!Files.exists(root, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        List<Path> deepestFirst;
        try (Stream<Path> tree = Files.walk(root)) {
            deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : deepestFirst) {
            Files.deleteIfExists(each);
        }
    }

    /** Every thread's name, state and stack. */
    public static String threadDump() {
        StringBuilder dump = new StringBuilder();
        Thread.getAllStackTraces().forEach((thread, stack) -> {
            dump.append('"').append(thread.getName()).append("\"\n   java.lang.Thread.State: ").append(thread.getState());
            for (StackTraceElement frame : stack) {
                dump.append("\n        at ").append(frame);
            }
            dump.append("\n\n");
        });
        return dump.toString();
    }

    /**
     * The heap, in MB, that the first {@code Xmx} with a number and one of the units k, m or g in a worker's options allows; the default if
     * none does. Schedulers and topologies size workers by it, so it reads what it reads on Storm, and no more.
     */
    public static Double parseJvmHeapMemByChildOpts(List<String> options, Double defaultValue) {
        for (String option : options == null ? List.<String>of() : options) {
            Matcher matcher = option == null ? null : HEAP_OPTION.matcher(option);
            if (matcher != null && matcher.find()) {
                int power = "kmg".indexOf(Character.toLowerCase(matcher.group(2).charAt(0))) + 1;
                return Long.parseLong(matcher.group(1)) * Math.pow(1024, power - 2);
            }
        }
        return defaultValue;
    }

    // ---- threads

    /** A thread that can tell whether it sleeps in simulated time. */
    public static class SmartThread extends Thread {
        public SmartThread(Runnable r) {
            super(r);
        }

        public boolean isSleeping() {
            return Time.isThreadWaiting(this);
        }
    }

    /**
     * Calls a function again and again on a thread of its own, until it returns null or the thread is interrupted.
     *
     * @param afn the function, or what makes it if {@code isFactory}; returns how many seconds to sleep before the next call
     * @param isDaemon whether the JVM may exit while the thread runs
     * @param eh what to do with an exception; null to log it and exit the process
     * @param priority the thread's
     * @param startImmediately whether to start the thread
     * @param threadName null for one that the JVM makes up
     */
    public static SmartThread asyncLoop(Callable afn, boolean isDaemon, Thread.UncaughtExceptionHandler eh, int priority,
                                        boolean isFactory, boolean startImmediately, String threadName) {
        SmartThread thread = new SmartThread(() -> loop(afn, isFactory));
        thread.setUncaughtExceptionHandler(eh != null ? eh : (t, e) -> {
            LOG.error("Thread {} died", t.getName(), e);
            exitProcess(1, "Thread " + t.getName() + " died");
        });
        thread.setDaemon(isDaemon);
        thread.setPriority(priority);
        if (threadName != null && !threadName.isEmpty()) {
            thread.setName(thread.getName() + "-" + threadName);
        }
        if (startImmediately) {
            thread.start();
        }
        return thread;
    }

    private static void loop(Callable<?> afn, boolean isFactory) {
        try {
            Callable<?> step = isFactory ? (Callable<?>) afn.call() : afn;
            while (!Thread.currentThread().isInterrupted()) {
                Long sleepSecs = (Long) step.call();
                if (sleepSecs == null) {
                    return;
                }
                if (sleepSecs > 0) {
                    Time.sleepSecs(sleepSecs);
                }
            }
        } catch (Throwable t) {
            if (exceptionCauseIsInstanceOf(InterruptedException.class, t)) {
                LOG.info("Thread {} was interrupted and ends", Thread.currentThread().getName());
                return;
            }
            throw t instanceof RuntimeException e ? e : new RuntimeException(t);
        }
    }

    public static SmartThread asyncLoop(Callable afn, String threadName, Thread.UncaughtExceptionHandler eh) {
        return asyncLoop(afn, false, eh, Thread.NORM_PRIORITY, false, true, threadName);
    }

    public static SmartThread asyncLoop(Callable afn) {
        return asyncLoop(afn, false, null, Thread.NORM_PRIORITY, false, true, null);
    }

    /** Sleeps in real time, even while time is simulated. */
    public static void sleepNoSimulation(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RuntimeException(e);
        }
    }

    /** Sleeps by {@link Time}; an interrupt becomes a {@link RuntimeException}. */
    public static void sleep(long millis) {
        try {
            Time.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RuntimeException(e);
        }
    }

    /** Runs something when the JVM stops, and stops it by force if that takes longer than a second. */
    public static void addShutdownHookWithForceKillIn1Sec(Runnable func) {
        addShutdownHookWithDelayedForceKill(func, 1);
    }

    /** Runs something when the JVM stops, and stops it by force if that takes longer than {@code numSecs}. */
    public static void addShutdownHookWithDelayedForceKill(Runnable func, int numSecs) {
        Thread force = new Thread(() -> {
            sleepNoSimulation(numSecs * 1000L);
            LOG.warn("Stopping took longer than {} s, halting", numSecs);
            Runtime.getRuntime().halt(EXIT_OF_FORCED_STOP);
        }, "shutdown-force");
        force.setDaemon(true);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            force.start();
            func.run();
        }, "shutdown-func"));
    }

    /** Logs a message and exits. */
    public static void exitProcess(int val, String msg) {
        LOG.error("Exiting with code {}: {}", val, msg);
        Runtime.getRuntime().exit(val);
    }

    /** What a worker does when it must not go on. */
    public static Runnable mkSuicideFn() {
        return () -> exitProcess(1, "Worker died");
    }

    /** Logs each line of a stream until it ends. */
    public static void readAndLogStream(String prefix, InputStream in) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                LOG.info("{}:{}", prefix, line);
            }
        } catch (IOException e) {
            LOG.warn("{}: cannot read its output any longer", prefix, e);
        }
    }

    /** Measures seconds since it was made. */
    public static class UptimeComputer {
        private final int startTime = Time.currentTimeSecs();

        public int upTime() {
            return Time.deltaSecs(startTime);
        }
    }

    public static UptimeComputer makeUptimeComputer() {
        return instance.makeUptimeComputerImpl();
    }

    public UptimeComputer makeUptimeComputerImpl() {
        return new UptimeComputer();
    }

    // ---- exceptions

    /** Whether an exception or one of its causes is of a class. */
    public static boolean exceptionCauseIsInstanceOf(Class klass, Throwable throwable) {
        return unwrap(klass, throwable) != null;
    }

    /** The exception or the first of its causes that is of a class; null if none is. */
    public static <T extends Throwable> T unwrapTo(Class<T> klass, Throwable t) {
        return klass.cast(unwrap(klass, t));
    }

    private static Throwable unwrap(Class<?> klass, Throwable throwable) {
        for (Throwable t = throwable; t != null; t = t.getCause()) {
            if (klass.isInstance(t)) {
                return t;
            }
        }
        return null;
    }

    /** Throws the exception or the first of its causes that is of a class, if one is. */
    public static <T extends Throwable> void unwrapAndThrow(Class<T> klass, Throwable t) throws T {
        T found = unwrapTo(klass, t);
        if (found != null) {
            throw found;
        }
    }

    public static RuntimeException wrapInRuntime(Exception e) {
        return e instanceof RuntimeException r ? r : new RuntimeException(e);
    }

    /** What to do with an exception nobody caught: pass over those of the allowed classes, end the process for others. */
    public static void handleUncaughtException(Throwable t, Set<Class<?>> allowedExceptions, boolean worker) {
        if (t instanceof OutOfMemoryError) {
            // With no memory left nothing can be relied on, logging included.
            System.err.println("Out of memory: " + t.getMessage());
            Runtime.getRuntime().halt(-1);
        }
        if (allowedExceptions.stream().anyMatch(allowed -> isCausedBy(allowed, t))) {
            LOG.info("Passing over {} in thread {}", t, Thread.currentThread().getName());
            return;
        }
        if (worker && exceptionCauseIsInstanceOf(InterruptedException.class, t)) {
            LOG.info("Thread {} was interrupted", Thread.currentThread().getName());
            return;
        }
        throw new Error(t);
    }

    private static boolean isCausedBy(Class<?> type, Throwable thrown) {
        return Throwable.class.isAssignableFrom(type) && exceptionCauseIsInstanceOf(type, thrown);
    }

    public static void handleUncaughtException(Throwable t) {
        handleUncaughtException(t, Set.of(), false);
    }

    public static void handleWorkerUncaughtException(Throwable t) {
        handleUncaughtException(t, Set.of(), true);
    }

    public static Thread.UncaughtExceptionHandler createDefaultUncaughtExceptionHandler() {
        return (thread, thrown) -> exitUnlessHandled(thread, thrown, false);
    }

    public static Thread.UncaughtExceptionHandler createWorkerUncaughtExceptionHandler() {
        return (thread, thrown) -> exitUnlessHandled(thread, thrown, true);
    }

    private static void exitUnlessHandled(Thread thread, Throwable thrown, boolean worker) {
        try {
            handleUncaughtException(thrown, Set.of(), worker);
        } catch (Error e) {
            LOG.error("Uncaught in thread {}", thread.getName(), thrown);
            Runtime.getRuntime().exit(1);
        }
    }

    public static void setupDefaultUncaughtExceptionHandler() {
        Thread.setDefaultUncaughtExceptionHandler(createDefaultUncaughtExceptionHandler());
    }

    public static void setupWorkerUncaughtExceptionHandler() {
        Thread.setDefaultUncaughtExceptionHandler(createWorkerUncaughtExceptionHandler());
    }

    // ---- serialization

    public static byte[] javaSerialize(Object obj) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(obj);
        } catch (IOException e) {
            throw new RuntimeException(e);
        }
        return bytes.toByteArray();
    }

    /** Reads an object that {@link #javaSerialize} wrote, with the thread's or the set class loader. Only for trusted bytes. */
    public static <T> T javaDeserialize(byte[] serialized, Class<T> clazz) {
        ClassLoader set = deserializationLoader;
        // A worker's threads have the user's classes in their context loader, which ours here does not see.
        ClassLoader loader = set != null ? set : Thread.currentThread().getContextClassLoader();
        try (ObjectInputStream in = loader == null ? new ObjectInputStream(new ByteArrayInputStream(serialized))
            : new LoaderObjectInputStream(new ByteArrayInputStream(serialized), loader)) {
            return clazz.cast(in.readObject());
        } catch (IOException | ClassNotFoundException e) {
            throw new RuntimeException(e);
        }
    }

    private static final class LoaderObjectInputStream extends ObjectInputStream {
        private final ClassLoader loader;

        LoaderObjectInputStream(InputStream in, ClassLoader loader) throws IOException {
            super(in);
            this.loader = loader;
        }

        @Override
        protected Class<?> resolveClass(ObjectStreamClass description) throws IOException, ClassNotFoundException {
            try {
                return Class.forName(description.getName(), false, loader);
            } catch (ClassNotFoundException e) {
                return primitiveOr(e, description);
            }
        }

        private Class<?> primitiveOr(ClassNotFoundException missing, ObjectStreamClass description) throws IOException, ClassNotFoundException {
            try {
                return super.resolveClass(description);
            } catch (ClassNotFoundException alsoHere) {
                // The user's class loader may say where the class is to be had.
                throw missing;
            }
        }
    }

    public static byte[] thriftSerialize(TBase t) {
        try {
            return new TSerializer().serialize(t);
        } catch (TException e) {
            throw new RuntimeException(e);
        }
    }

    public static <T> T thriftDeserialize(Class<T> c, byte[] b) {
        return thriftDeserialize(c, b, 0, b.length);
    }

    public static <T> T thriftDeserialize(Class<T> c, byte[] b, int offset, int length) {
        try {
            T result = c.getDeclaredConstructor().newInstance();
            new TDeserializer().deserialize((TBase) result, b, offset, length);
            return result;
        } catch (TException | ReflectiveOperationException e) {
            throw new RuntimeException(e);
        }
    }

    /** The cluster's way of writing its metadata: {@link Config#STORM_META_SERIALIZATION_DELEGATE}; made on first use. */
    private static final class Delegate {
        private static final SerializationDelegate INSTANCE = make();

        private static SerializationDelegate make() {
            Map<String, Object> conf = readStormConfig();
            SerializationDelegate delegate = ReflectionUtils.newInstance((String) conf.get(Config.STORM_META_SERIALIZATION_DELEGATE));
            delegate.prepare(conf);
            return delegate;
        }
    }

    /** Writes metadata as the configured delegate does. */
    public static byte[] serialize(Object obj) {
        return Delegate.INSTANCE.serialize(obj);
    }

    public static <T> T deserialize(byte[] serialized, Class<T> clazz) {
        return Delegate.INSTANCE.deserialize(serialized, clazz);
    }

    /** {@link #serialize} as text. */
    public static String serializeToString(Object obj) {
        return Base64.getEncoder().encodeToString(serialize(obj));
    }

    public static <T> T deserializeFromString(String str, Class<T> clazz) {
        return deserialize(Base64.getDecoder().decode(str), clazz);
    }

    public static byte[] gzip(byte[] data) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(Math.max(64, data.length / 2));
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(data);
        } catch (IOException e) {
            throw new RuntimeException(e);
        }
        return bytes.toByteArray();
    }

    public static byte[] gunzip(byte[] data) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(data), BUFFER_BYTES)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new RuntimeException(e);
        }
    }

    /** What is left in a buffer, which is then at its end. */
    public static byte[] toByteArray(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    // ---- values and collections

    public static long bitXorVals(List<Long> coll) {
        long result = 0;
        for (Long value : coll) {
            result ^= value;
        }
        return result;
    }

    public static long bitXor(Long a, Long b) {
        return a ^ b;
    }

    /** The number without its sign bit, so that it can be an index after a modulo. */
    public static int toPositive(int number) {
        return number & Integer.MAX_VALUE;
    }

    public static double zeroIfNaNOrInf(double x) {
        return Double.isFinite(x) ? x : 0.0;
    }

    public static double nullToZero(Double v) {
        return v == null ? 0 : v;
    }

    /** The first, or the second if the first is null. */
    public static <V> V OR(V a, V b) {
        return a == null ? b : a;
    }

    /** A key's value, or {@code def} if it has none or null. */
    public static <S, T> T get(Map<S, T> m, S key, T def) {
        T value = m.get(key);
        return value == null ? def : value;
    }

    public static <T> String join(Iterable<T> coll, String sep) {
        return StreamSupport.stream(coll.spliterator(), false).map(String::valueOf).collect(Collectors.joining(sep));
    }

    public static List<Object> tuple(Object... values) {
        return new ArrayList<>(Arrays.asList(values));
    }

    /** Each value with all the keys it is under. */
    public static <K, V> HashMap<V, List<K>> reverseMap(Map<K, V> map) {
        HashMap<V, List<K>> result = new HashMap<>();
        if (map != null) {
            map.forEach((key, value) -> result.computeIfAbsent(value, v -> new ArrayList<>()).add(key));
        }
        return result;
    }

    /** {@link #reverseMap(Map)} of a list of pairs. */
    public static Map<Object, List<Object>> reverseMap(List<List<Object>> listSeq) {
        Map<Object, List<Object>> result = new HashMap<>();
        if (listSeq != null) {
            for (List<Object> pair : listSeq) {
                result.computeIfAbsent(pair.get(1), v -> new ArrayList<>()).add(pair.get(0));
            }
        }
        return result;
    }

    /** What appears more than once, as often as it appears again. */
    public static List<String> getRepeat(List<String> list) {
        Set<String> seen = new HashSet<>();
        return list.stream().filter(entry -> !seen.add(entry)).collect(Collectors.toCollection(ArrayList::new));
    }

    /** A sum dealt into parts that differ by one at most: how many parts there are of which size. */
    public static TreeMap<Integer, Integer> integerDivided(int sum, int numPieces) {
        TreeMap<Integer, Integer> result = new TreeMap<>();
        int small = sum / numPieces;
        int larger = sum % numPieces;
        result.put(small, numPieces - larger);
        if (larger > 0) {
            result.put(small + 1, larger);
        }
        return result;
    }

    /** Consecutive chunks, at most {@code maxNumChunks} and of sizes that differ by one at most, larger ones first. */
    public static <T> List<List<T>> partitionFixed(int maxNumChunks, Collection<T> coll) {
        List<List<T>> chunks = new ArrayList<>();
        if (maxNumChunks == 0 || coll == null || coll.isEmpty()) {
            return chunks;
        }
        List<T> all = new ArrayList<>(coll);
        int count = Math.min(maxNumChunks, all.size());
        for (int i = 0, from = 0; i < count; i++) {
            int to = from + all.size() / count + (i < all.size() % count ? 1 : 0);
            chunks.add(new ArrayList<>(all.subList(from, to)));
            from = to;
        }
        return chunks;
    }

    /** The first that the predicate likes, or null. */
    public static <T> T findOne(IPredicate<T> pred, Collection<T> coll) {
        if (coll == null) {
            return null;
        }
        for (T each : coll) {
            if (pred.test(each)) {
                return each;
            }
        }
        return null;
    }

    /** The first value that the predicate likes, or null. */
    public static <T, U> T findOne(IPredicate<T> pred, Map<U, T> map) {
        return map == null ? null : findOne(pred, map.values());
    }

    /** A new map of both; the second wins. Null counts as empty. */
    public static <K, V> Map<K, V> merge(Map<? extends K, ? extends V> first, Map<? extends K, ? extends V> other) {
        Map<K, V> result = new HashMap<>();
        if (first != null) {
            result.putAll(first);
        }
        if (other != null) {
            result.putAll(other);
        }
        return result;
    }

    /** A map from index to value as a list that begins at {@code start}, with null where the map has nothing. */
    public static <V> ArrayList<V> convertToArray(Map<Integer, V> srcMap, int start) {
        ArrayList<V> result = new ArrayList<>();
        int last = srcMap.keySet().stream().mapToInt(Integer::intValue).max().orElse(start - 1);
        for (int i = start; i <= last; i++) {
            result.add(srcMap.get(i));
        }
        return result;
    }

    // ---- topologies

    /**
     * What a component declares.
     *
     * @throws IllegalArgumentException if the topology has no such component
     */
    public static ComponentCommon getComponentCommon(StormTopology topology, String id) {
        if (topology.get_spouts() != null && topology.get_spouts().containsKey(id)) {
            return topology.get_spouts().get(id).get_common();
        }
        if (topology.get_bolts() != null && topology.get_bolts().containsKey(id)) {
            return topology.get_bolts().get(id).get_common();
        }
        if (topology.get_state_spouts() != null && topology.get_state_spouts().containsKey(id)) {
            return topology.get_state_spouts().get(id).get_common();
        }
        throw new IllegalArgumentException("The topology has no component \"" + id + "\"");
    }

    /** A component's stream; the default stream for null. */
    public static GlobalStreamId getGlobalStreamId(String componentId, String streamId) {
        return new GlobalStreamId(componentId, streamId == null ? DEFAULT_STREAM_ID : streamId);
    }

    /** The spout or bolt itself, deserialized if it is a Java object; else the description of how to run it. */
    public static Object getSetComponentObject(ComponentObject obj) {
        if (obj.getSetField() == ComponentObject._Fields.SERIALIZED_JAVA) {
            return javaDeserialize(obj.get_serialized_java(), Serializable.class);
        }
        return obj.getFieldValue();
    }

    /** A copy that says which version of the contract and of Java it was made with, unless it already does. */
    public static StormTopology addVersions(StormTopology topology) {
        StormTopology result = new StormTopology(topology);
        result.set_storm_version(VersionInfo.getVersion());
        result.set_jdk_version(System.getProperty("java.version"));
        return result;
    }

    /** The cycles of a topology's graph, each a list of components; the system's own components do not count. */
    public static List<List<String>> findComponentCycles(StormTopology topology, String topoId) {
        return new CycleFinder(topology).find();
    }

    /**
     * Refuses a topology whose graph has a cycle.
     *
     * @throws InvalidTopologyException naming the cycles
     */
    public static void validateCycleFree(StormTopology topology, String name) throws InvalidTopologyException {
        List<List<String>> cycles = findComponentCycles(topology, name);
        if (!cycles.isEmpty()) {
            String shown = cycles.stream().map(cycle -> String.join(" -> ", cycle) + " -> " + cycle.get(0)).collect(Collectors.joining("; "));
            throw new WrappedInvalidTopologyException("Topology " + name + " has a cycle, and it must have none: " + shown);
        }
    }

    /** What Nimbus knows of a running topology of that name; null if there is none. */
    public static TopologyInfo getTopologyInfo(String name, String asUser, Map<String, Object> topoConf) {
        try (NimbusClient client = NimbusClient.getConfiguredClientAs(topoConf, asUser)) {
            String id = getTopologyId(name, client.getClient());
            return id == null ? null : client.getClient().getTopologyInfo(id);
        } catch (TException e) {
            throw new RuntimeException("Cannot ask Nimbus about topology " + name, e);
        }
    }

    /** The id of the running topology of that name; null if there is none. */
    public static String getTopologyId(String name, Nimbus.Iface client) {
        try {
            for (TopologySummary summary : client.getTopologySummaries()) {
                if (summary.get_name().equals(name)) {
                    return summary.get_id();
                }
            }
            return null;
        } catch (TException e) {
            throw new RuntimeException("Cannot ask Nimbus for the id of topology " + name, e);
        }
    }

    // ---- blobs

    /** The client's blob store that {@link Config#CLIENT_BLOBSTORE} names, connected. */
    public static ClientBlobStore getClientBlobStore(Map<String, Object> conf) {
        String name = String.valueOf(conf.get(Config.CLIENT_BLOBSTORE));
        Object made = ReflectionUtils.newInstance(name);
        if (!(made instanceof ClientBlobStore store)) {
            throw new IllegalArgumentException("configuration " + Config.CLIENT_BLOBSTORE + " is " + name + "; it must be a " + ClientBlobStore.class.getName());
        }
        store.prepare(conf);
        return store;
    }

    /** Checks that every blob that {@link Config#TOPOLOGY_BLOBSTORE_MAP} names is there and readable. */
    public static void validateTopologyBlobStoreMap(Map<String, Object> topoConf) throws InvalidTopologyException, AuthorizationException {
        Set<String> keys = BlobMaps.keys(topoConf);
        if (keys.isEmpty()) {
            return;
        }
        try (NimbusBlobStore store = new NimbusBlobStore()) {
            store.prepare(topoConf);
            BlobMaps.require(keys, store::getBlobMeta);
        }
    }

    /** {@link #validateTopologyBlobStoreMap(Map)} over a store that is connected. */
    public static void validateTopologyBlobStoreMap(Map<String, Object> topoConf, NimbusBlobStore client)
        throws InvalidTopologyException, AuthorizationException {
        BlobMaps.require(BlobMaps.keys(topoConf), client::getBlobMeta);
    }

    /** {@link #validateTopologyBlobStoreMap(Map)} in the daemon that has the blobs, as the current caller. */
    public static void validateTopologyBlobStoreMap(Map<String, Object> topoConf, BlobStore blobStore)
        throws InvalidTopologyException, AuthorizationException {
        BlobMaps.require(BlobMaps.keys(topoConf), key -> blobStore.getBlobMeta(key, BlobMaps.caller()));
    }

    // ---- ZooKeeper authentication

    /** Whether topologies authenticate to ZooKeeper: a scheme is configured for them. */
    public static boolean isZkAuthenticationConfiguredTopology(Map<String, Object> topoConf) {
        return isSet(topoConf, Config.STORM_ZOOKEEPER_TOPOLOGY_AUTH_SCHEME);
    }

    /** Whether daemons authenticate to ZooKeeper: by JAAS or a configured scheme. */
    public static boolean isZkAuthenticationConfiguredStormServer(Map<String, Object> conf) {
        return System.getProperty("java.security.auth.login.config") != null || isSet(conf, Config.STORM_ZOOKEEPER_AUTH_SCHEME);
    }

    private static boolean isSet(Map<String, Object> conf, String key) {
        return conf != null && conf.get(key) != null && !((String) conf.get(key)).isEmpty();
    }

    // ---- other versions of workers

    /** The class paths for topologies of other versions, and the current one for our own. */
    public static NavigableMap<SimpleVersion, List<String>> getConfiguredClasspathVersions(Map<String, Object> conf, List<String> currentClassPath) {
        return WorkerVersions.classPaths(conf, currentClassPath);
    }

    /** What is known of the versions that other class paths are configured for, under the version as configured. */
    public static NavigableMap<String, IVersionInfo> getAlternativeVersionsMap(Map<String, Object> conf) {
        return WorkerVersions.alternatives(conf);
    }

    /** The workers' main classes by version. */
    public static NavigableMap<SimpleVersion, String> getConfiguredWorkerMainVersions(Map<String, Object> conf) {
        return WorkerVersions.mainClasses(conf);
    }

    /** The workers' log writers by version. */
    public static NavigableMap<SimpleVersion, String> getConfiguredWorkerLogWriterVersions(Map<String, Object> conf) {
        return WorkerVersions.logWriters(conf);
    }

    /** What serves a desired version: the oldest one that is as new and of the same major version, else the default. */
    public static <T> T getCompatibleVersion(NavigableMap<SimpleVersion, T> versionedMap, SimpleVersion desiredVersion, String what, T defaultValue) {
        return WorkerVersions.compatible(versionedMap, desiredVersion, what, defaultValue);
    }
}
