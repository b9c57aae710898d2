// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.process;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.AbstractConfiguration;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.ConfigurationFactory;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.config.composite.CompositeConfiguration;
import org.apache.logging.log4j.status.StatusData;
import org.apache.logging.log4j.status.StatusListener;
import org.apache.logging.log4j.status.StatusLogger;

/**
 * Lays a topology's own Log4j 2 configuration, {@code topology.logging.config}, over the worker's: Log4j merges the two, and what the topology's says
 * counts. Used once, by whoever starts the worker, before user code runs. It never ends the worker: with a configuration that cannot be used all is
 * logged as before.
 */
final class TopologyLogging {
    static final String KEY = "topology.logging.config";
    private static final String RESOURCE = "classpath:";

    private final LoggerContext context;
    private final ClassLoader userCode;

    TopologyLogging(LoggerContext context, ClassLoader userCode) {
        this.context = context;
        this.userCode = userCode;
    }

    /**
     * Applies the configuration.
     *
     * @param location a resource of the topology's jars, {@code classpath:/name}, or a file
     * @throws IOException in one line, if it is not there or Log4j cannot use it
     */
    void apply(String location) throws IOException {
        Problems problems = new Problems();
        StatusLogger.getLogger().registerListener(problems);
        try {
            Configuration current = context.getConfiguration();
            if (current instanceof CompositeConfiguration) {
                throw new IOException(KEY + " is " + location + "; it is left out, since this worker's own log configuration is made of several already");
            }
            AbstractConfiguration base = load(current.getConfigurationSource().resetInputStream(), location);
            AbstractConfiguration own = load(find(location), location);
            problems.failIfAny(location);
            context.reconfigure(new CompositeConfiguration(List.of(base, own)));
            problems.failIfAny(location);
        } finally {
            StatusLogger.getLogger().removeListener(problems);
        }
    }

    private AbstractConfiguration load(ConfigurationSource source, String location) throws IOException {
        Configuration read = source == null ? null : ConfigurationFactory.getInstance().getConfiguration(context, source);
        if (read instanceof AbstractConfiguration mergeable) {
            return mergeable;
        }
        throw new IOException(KEY + " is " + location + "; it must be a configuration that Log4j 2 can merge with the worker's: .xml or .properties");
    }

    private ConfigurationSource find(String location) throws IOException {
        boolean isResource = location.startsWith(RESOURCE);
        String name = isResource ? location.substring(RESOURCE.length()) : location;
        if (!isResource) {
            Path file = file(location);
            if (file != null && Files.isRegularFile(file)) {
                return new ConfigurationSource(Files.newInputStream(file), file);
            }
        }
        URL resource = userCode.getResource(name.startsWith("/") ? name.substring(1) : name);
        if (resource == null) {
            throw new FileNotFoundException(KEY + " is " + location + "; it must be " + (isResource ? "a resource in the topology's jar"
                : "a file on each worker's computer, or " + RESOURCE + "/NAME for a resource in the topology's jar"));
        }
        InputStream content = resource.openStream();
        return new ConfigurationSource(content, resource);
    }

    private static Path file(String location) {
        try {
            return Path.of(location.startsWith("file:") ? location.substring("file:".length()) : location);
        } catch (InvalidPathException e) {
            return null;
        }
    }

    /** What Log4j complains of meanwhile. */
    private static final class Problems implements StatusListener {
        private final List<String> messages = new CopyOnWriteArrayList<>();

        @Override
        public void log(StatusData data) {
            Throwable cause = data.getThrowable();
            messages.add(data.getMessage().getFormattedMessage() + (cause == null || cause.getMessage() == null ? "" : ": " + cause.getMessage()));
        }

        @Override
        public Level getStatusLevel() {
            return Level.ERROR;
        }

        @Override
        public void close() {
        }

        void failIfAny(String location) throws IOException {
            if (!messages.isEmpty()) {
                throw new IOException(KEY + " is " + location + "; Log4j cannot use it: " + messages.get(0).lines().findFirst().orElse(""));
            }
        }
    }
}
