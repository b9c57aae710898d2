// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.security.auth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.security.URIParameter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.security.auth.Subject;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.Configuration;
import org.apache.storm.Config;
import org.apache.storm.security.INimbusCredentialPlugin;
import org.apache.storm.utils.ObjectReader;
import org.apache.storm.utils.ReflectionUtils;

/** Creates and prepares the plug-ins that the configuration names for security. Stateless. */
public class ClientAuthUtils {
    public static final String LOGIN_CONTEXT_SERVER = "StormServer";
    public static final String LOGIN_CONTEXT_CLIENT = "StormClient";
    public static final String LOGIN_CONTEXT_PACEMAKER_DIGEST = "PacemakerDigest";
    public static final String LOGIN_CONTEXT_PACEMAKER_SERVER = "PacemakerServer";
    public static final String LOGIN_CONTEXT_PACEMAKER_CLIENT = "PacemakerClient";
    public static final String SERVICE = "storm_thrift_server";
    private static final String JAAS_FILE = "java.security.auth.login.config";

    /** The JAAS file that a configuration names; null for none. */
    public static String getJaasConf(Map<String, Object> conf) {
        return (String) conf.get(JAAS_FILE);
    }

    /**
     * What is in the JAAS file that a configuration names; null if it names none.
     *
     * @throws RuntimeException if there is no such file, or it is no JAAS file
     */
    public static Configuration getConfiguration(Map<String, Object> conf) {
        String file = getJaasConf(conf);
        if (file == null) {
            return null;
        }
        Path path = Path.of(file);
        if (!Files.isReadable(path)) {
            throw new RuntimeException("Configuration key " + JAAS_FILE + " is " + file + ": there is no such file that may be read");
        }
        try {
            return Configuration.getInstance("JavaLoginConfig", new URIParameter(path.toUri()));
        } catch (NoSuchAlgorithmException | RuntimeException e) {
            throw new RuntimeException("Configuration key " + JAAS_FILE + " is " + file + ", which is no JAAS file: " + e.getMessage(), e);
        }
    }

    /**
     * The entries of a section; null without a configuration.
     *
     * @throws IOException if there is no such section
     */
    public static AppConfigurationEntry[] getEntries(Configuration configuration, String section) throws IOException {
        if (configuration == null) {
            return null;
        }
        AppConfigurationEntry[] entries = configuration.getAppConfigurationEntry(section);
        if (entries == null) {
            throw new IOException("the JAAS configuration has no section " + section);
        }
        return entries;
    }

    /** The options of all entries of a section of the JAAS file, later ones before earlier ones; null if no file is named. */
    public static SortedMap<String, ?> pullConfig(Map<String, Object> topoConf, String section) throws IOException {
        AppConfigurationEntry[] entries = getEntries(getConfiguration(topoConf), section);
        if (entries == null) {
            return null;
        }
        SortedMap<String, Object> options = new TreeMap<>();
        for (AppConfigurationEntry entry : entries) {
            options.putAll(entry.getOptions());
        }
        return options;
    }

    /** The option of the first entry of a section of the JAAS file that has it; null if none has, or no file is named. */
    public static String get(Map<String, Object> topoConf, String section, String key) throws IOException {
        return get(getConfiguration(topoConf), section, key);
    }

    static String get(Configuration configuration, String section, String key) throws IOException {
        AppConfigurationEntry[] entries = getEntries(configuration, section);
        for (AppConfigurationEntry entry : entries == null ? new AppConfigurationEntry[0] : entries) {
            if (entry.getOptions().get(key) instanceof String value) {
                return value;
            }
        }
        return null;
    }

    /** The transport of a service, prepared. */
    public static ITransportPlugin getTransportPlugin(ThriftConnectionType type, Map<String, Object> conf) {
        String name = type.getTransportPlugin(conf);
        if (name == null) {
            throw new IllegalArgumentException("Configuration key " + Config.STORM_THRIFT_TRANSPORT_PLUGIN
                + " is not set; it must name a transport plug-in, as " + SimpleTransportPlugin.class.getName());
        }
        ITransportPlugin plugin;
        try {
            plugin = ReflectionUtils.newInstance(name);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("Configuration key " + type.transportKey(conf) + " is " + name
                + "; it must be a transport plug-in on the class path, as " + SimpleTransportPlugin.class.getName() + ": " + e.getMessage(), e);
        }
        plugin.prepare(type, conf);
        return plugin;
    }

    /** How callers' names become users' names; as they are if nothing is configured. */
    public static IPrincipalToLocal getPrincipalToLocalPlugin(Map<String, Object> conf) {
        String name = (String) conf.get(Config.STORM_PRINCIPAL_TO_LOCAL_PLUGIN);
        IPrincipalToLocal plugin = name == null ? new DefaultPrincipalToLocal() : ReflectionUtils.<IPrincipalToLocal>newInstance(name);
        plugin.prepare(conf);
        return plugin;
    }

    /** What knows users' groups; null if nothing is configured. */
    public static IGroupMappingServiceProvider getGroupMappingServiceProviderPlugin(Map<String, Object> conf) {
        String name = (String) conf.get(Config.STORM_GROUP_MAPPING_SERVICE_PROVIDER_PLUGIN);
        if (name == null) {
            return null;
        }
        IGroupMappingServiceProvider plugin = ReflectionUtils.newInstance(name);
        plugin.prepare(conf);
        return plugin;
    }

    /** What renews topologies' credentials. */
    public static Collection<ICredentialsRenewer> getCredentialRenewers(Map<String, Object> conf) {
        Set<ICredentialsRenewer> renewers = new HashSet<>();
        for (String name : ObjectReader.getStrings(conf.get(Config.NIMBUS_CREDENTIAL_RENEWERS))) {
            ICredentialsRenewer renewer = ReflectionUtils.newInstance(name);
            renewer.prepare(conf);
            renewers.add(renewer);
        }
        return renewers;
    }

    /** What gives topologies credentials in Nimbus. */
    public static Collection<INimbusCredentialPlugin> getNimbusAutoCredPlugins(Map<String, Object> conf) {
        Set<INimbusCredentialPlugin> plugins = new HashSet<>();
        for (String name : ObjectReader.getStrings(conf.get(Config.NIMBUS_AUTO_CRED_PLUGINS))) {
            INimbusCredentialPlugin plugin = ReflectionUtils.newInstance(name);
            plugin.prepare(conf);
            plugins.add(plugin);
        }
        return plugins;
    }

    /** What carries credentials to workers, in the order configured. */
    public static Collection<IAutoCredentials> getAutoCredentials(Map<String, Object> conf) {
        List<IAutoCredentials> all = new ArrayList<>();
        for (String name : ObjectReader.getStrings(conf.get(Config.TOPOLOGY_AUTO_CREDENTIALS))) {
            IAutoCredentials each = ReflectionUtils.newInstance(name);
            each.prepare(conf);
            all.add(each);
        }
        return all;
    }

    /** Puts a topology's credentials into a subject, a new one if {@code subject} is null. */
    public static Subject populateSubject(Subject subject, Collection<IAutoCredentials> autos, Map<String, String> credentials) {
        Subject result = subject == null ? new Subject() : subject;
        for (IAutoCredentials auto : autos) {
            auto.populateSubject(result, credentials);
        }
        return result;
    }

    /** Replaces a topology's credentials in a subject. */
    public static void updateSubject(Subject subject, Collection<IAutoCredentials> autos, Map<String, String> credentials) {
        if (subject == null || autos == null) {
            throw new IllegalArgumentException("There is no subject, or nothing, to update credentials with");
        }
        for (IAutoCredentials auto : autos) {
            auto.updateSubject(subject, credentials);
        }
    }
}
