// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus.scheduling;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.storm.DaemonConfig;
import org.apache.storm.scheduler.utils.ArtifactoryConfigLoaderFactory;
import org.apache.storm.scheduler.utils.FileConfigLoaderFactory;
import org.apache.storm.scheduler.utils.IConfigLoader;
import org.apache.storm.scheduler.utils.IConfigLoaderFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.cluster.ConfigReader;
import tempest.cluster.FatalErrorHandler;

/**
 * A map out of a scheduler's configuration that may change while Nimbus runs: what the loader gave last, or else what storm.yaml says. A thread
 * of its own asks the loader, so the scheduling thread never waits for a file server; without a loader there is no such thread.
 */
public final class LiveSetting<T> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveSetting.class);
    private static final int DEFAULT_EXPIRATION_SECS = 60;

    private final String key;
    private final IConfigLoader loader;
    private final Function<Map<?, ?>, T> parse;
    private final ScheduledExecutorService thread;
    private volatile T value;

    private LiveSetting(String key, T initial, IConfigLoader loader, Function<Map<?, ?>, T> parse, ScheduledExecutorService thread) {
        this.key = key;
        this.value = initial;
        this.loader = loader;
        this.parse = parse;
        this.thread = thread;
    }

    /** What loads configuration from {@code scheduler.config.loader.uri}; null if that is not set. */
    public static IConfigLoader loader(Map<String, Object> conf) {
        Object uri = conf.get(DaemonConfig.SCHEDULER_CONFIG_LOADER_URI);
        if (uri == null || uri.toString().isBlank()) {
            return null;
        }
        List<IConfigLoaderFactory> factories = new ArrayList<>();
        ServiceLoader.load(IConfigLoaderFactory.class).forEach(factories::add);
        factories.add(new FileConfigLoaderFactory());
        factories.add(new ArtifactoryConfigLoaderFactory());
        try {
            for (IConfigLoaderFactory factory : factories) {
                IConfigLoader made = factory.createIfSupported(URI.create(uri.toString()), conf);
                if (made != null) {
                    return made;
                }
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(DaemonConfig.SCHEDULER_CONFIG_LOADER_URI + " is " + uri + ": " + e.getMessage(), e);
        }
        throw new IllegalArgumentException(DaemonConfig.SCHEDULER_CONFIG_LOADER_URI + " is " + uri
            + "; it must begin with file://, artifactory+http:// or artifactory+https://, or a loader on the class path must know it");
    }

    /**
     * The setting {@code key}, loaded once before this returns and then whenever what was loaded is older than
     * {@code scheduler.config.cache.expiration.secs}. How often a loader asks its server for more is its own business.
     *
     * @param loader null for what storm.yaml says alone
     * @param parse  makes something useful of it, or throws; what cannot be parsed when it is loaded leaves things as they are
     */
    public static <T> LiveSetting<T> of(Map<String, Object> conf, String key, IConfigLoader loader, Function<Map<?, ?>, T> parse) {
        Object configured = conf.get(key);
        if (configured != null && !(configured instanceof Map)) {
            throw new IllegalArgumentException("configuration " + key + " is " + configured + "; it must be a map");
        }
        T initial = parse.apply(configured == null ? Map.of() : (Map<?, ?>) configured);
        if (loader == null) {
            return new LiveSetting<>(key, initial, null, parse, null);
        }
        ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread made = new Thread(task, "scheduler-config");
            made.setDaemon(true);
            return made;
        });
        LiveSetting<T> setting = new LiveSetting<>(key, initial, loader, parse, thread);
        setting.load();
        // 0 is whenever it is looked at, on Storm; here the scheduling thread never waits for a loader.
        int secs = Math.max(1, new ConfigReader(conf).integer(DaemonConfig.SCHEDULER_CONFIG_CACHE_EXPIRATION_SECS, DEFAULT_EXPIRATION_SECS, 0));
        thread.scheduleWithFixedDelay(FatalErrorHandler.passingErrorsOn(setting::load), secs, secs, TimeUnit.SECONDS);
        return setting;
    }

    private void load() {
        try {
            Map<?, ?> loaded = loader.load(key);
            T next = loaded == null ? null : parse.apply(loaded);
            if (next != null && !next.equals(value)) {
                LOG.info("{} is now {}", key, next);
                value = next;
            }
        } catch (RuntimeException e) {
            LOG.warn("{} cannot be loaded; it stays as it is: {}", key, e.toString());
        }
    }

    /** What it is now; never null. Any thread. */
    public T get() {
        return value;
    }

    @Override
    public void close() {
        if (thread != null) {
            thread.shutdownNow();
        }
    }
}
