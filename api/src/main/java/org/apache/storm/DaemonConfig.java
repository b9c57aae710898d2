// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.storm.container.ResourceIsolationInterface;
import org.apache.storm.container.oci.OciImageTagToManifestPluginInterface;
import org.apache.storm.container.oci.OciManifestToResourcesPluginInterface;
import org.apache.storm.container.oci.OciResourcesLocalizerInterface;
import org.apache.storm.nimbus.ITopologyActionNotifierPlugin;
import org.apache.storm.scheduler.blacklist.reporters.IReporter;
import org.apache.storm.scheduler.blacklist.strategies.IBlacklistStrategy;
import org.apache.storm.scheduler.resource.strategies.priority.ISchedulingPriorityStrategy;
import org.apache.storm.scheduler.resource.strategies.scheduling.IStrategy;
import org.apache.storm.security.auth.IAuthorizer;
import org.apache.storm.security.auth.IHttpCredentialsPlugin;
import org.apache.storm.utils.DaemonConfigValidation;
import org.apache.storm.utils.ObjectReader;
import org.apache.storm.validation.ConfigValidation;
import org.apache.storm.validation.ConfigValidationAnnotations.IsBoolean;
import org.apache.storm.validation.ConfigValidationAnnotations.IsImplementationOfClass;
import org.apache.storm.validation.ConfigValidationAnnotations.IsInteger;
import org.apache.storm.validation.ConfigValidationAnnotations.IsListEntryCustom;
import org.apache.storm.validation.ConfigValidationAnnotations.IsMapEntryCustom;
import org.apache.storm.validation.ConfigValidationAnnotations.IsMapEntryType;
import org.apache.storm.validation.ConfigValidationAnnotations.IsNoDuplicateInList;
import org.apache.storm.validation.ConfigValidationAnnotations.IsNumber;
import org.apache.storm.validation.ConfigValidationAnnotations.IsPositiveNumber;
import org.apache.storm.validation.ConfigValidationAnnotations.IsString;
import org.apache.storm.validation.ConfigValidationAnnotations.IsStringList;
import org.apache.storm.validation.ConfigValidationAnnotations.IsStringOrStringList;
import org.apache.storm.validation.ConfigValidationAnnotations.NotNull;
import org.apache.storm.validation.ConfigValidationAnnotations.Password;
import org.apache.storm.validation.Validated;

/**
 * The configuration keys that only daemons read, with the same annotations as {@link Config}'s. A topology cannot
 * change these; they come from {@code defaults.yaml} and {@code storm.yaml}.
 */
public class DaemonConfig implements Validated {

    // ---- Nimbus

    /** JVM options of Nimbus. */
    @IsStringOrStringList
    public static final String NIMBUS_CHILDOPTS = "nimbus.childopts";

    /** The user whom Nimbus runs as. */
    @IsString
    public static final String NIMBUS_DAEMON_USER = "nimbus.daemon.user";

    /** After how many seconds without a sign of life an executor counts as dead. */
    @IsInteger
    @IsPositiveNumber
    public static final String NIMBUS_TASK_TIMEOUT_SECS = "nimbus.task.timeout.secs";

    /** How many seconds an executor has after its assignment to give its first sign of life. */
    @IsInteger
    @IsPositiveNumber
    public static final String NIMBUS_TASK_LAUNCH_SECS = "nimbus.task.launch.secs";

    /** After how many seconds without a sign of life a supervisor counts as dead. */
    @IsInteger
    @IsPositiveNumber
    public static final String NIMBUS_SUPERVISOR_TIMEOUT_SECS = "nimbus.supervisor.timeout.secs";

    /** How often, in seconds, Nimbus looks whether anything must be scheduled. */
    @IsInteger
    @IsPositiveNumber
    public static final String NIMBUS_MONITOR_FREQ_SECS = "nimbus.monitor.freq.secs";

    /** How often, in seconds, Nimbus removes uploaded jars that nobody uses. */
    @IsInteger
    @IsPositiveNumber
    public static final String NIMBUS_CLEANUP_INBOX_FREQ_SECS = "nimbus.cleanup.inbox.freq.secs";

    /** After how many seconds an uploaded jar that nobody uses is removed. */
    @IsInteger
    public static final String NIMBUS_INBOX_JAR_EXPIRATION_SECS = "nimbus.inbox.jar.expiration.secs";

    /** After how many seconds without progress an upload or download is given up. */
    @IsInteger
    public static final String NIMBUS_FILE_COPY_EXPIRATION_SECS = "nimbus.file.copy.expiration.secs";

    /** How often, in seconds, a Nimbus fetches blobs that it lacks from the others. */
    @IsInteger
    public static final String NIMBUS_CODE_SYNC_FREQ_SECS = "nimbus.code.sync.freq.secs";

    /** The class that accepts or refuses topologies. */
    @IsString
    public static final String NIMBUS_TOPOLOGY_VALIDATOR = "nimbus.topology.validator";

    /** The class that decides who may ask Nimbus for what; everyone for everything if not set. */
    @IsString
    public static final String NIMBUS_AUTHORIZER = "nimbus.authorizer";

    /** The class that decides who may act as whom. */
    @IsString
    public static final String NIMBUS_IMPERSONATION_AUTHORIZER = "nimbus.impersonation.authorizer";

    /** How often, in seconds, topologies' credentials are renewed. */
    @IsInteger
    @IsPositiveNumber
    public static final String NIMBUS_CREDENTIAL_RENEW_FREQ_SECS = "nimbus.credential.renewers.freq.secs";

    /** The class that hears of what is done to topologies. */
    @IsImplementationOfClass(implementsClass = ITopologyActionNotifierPlugin.class)
    public static final String NIMBUS_TOPOLOGY_ACTION_NOTIFIER_PLUGIN = "nimbus.topology.action.notifier.plugin.class";

    /** How many threads of Storm's Nimbus hand out assignments. This one writes them to ZooKeeper. */
    @IsInteger
    public static final String NIMBUS_ASSIGNMENTS_SERVICE_THREADS = "nimbus.assignments.service.threads";

    /** How many assignments may wait for such a thread. */
    @IsInteger
    public static final String NIMBUS_ASSIGNMENTS_SERVICE_THREAD_QUEUE_SIZE = "nimbus.assignments.service.thread.queue.size";

    /** The class that decides when a new leader has heard from enough supervisors. */
    @IsString
    public static final String NIMBUS_WORKER_HEARTBEATS_RECOVERY_STRATEGY_CLASS = "nimbus.worker.heartbeats.recovery.strategy.class";

    /** The most workers a topology may ask for. */
    @IsInteger
    @IsPositiveNumber(includeZero = true)
    public static final String NIMBUS_SLOTS_PER_TOPOLOGY = "nimbus.slots.perTopology";

    /** The most executors a topology may have. */
    @IsInteger
    @IsPositiveNumber(includeZero = true)
    public static final String NIMBUS_EXECUTORS_PER_TOPOLOGY = "nimbus.executors.perTopology";

    /** The class that keeps blobs for Nimbus. */
    @IsString
    public static final String NIMBUS_BLOBSTORE = "nimbus.blobstore.class";

    /** After how many seconds without progress a transfer of a blob is given up. */
    @IsPositiveNumber
    @IsInteger
    public static final String NIMBUS_BLOBSTORE_EXPIRATION_SECS = "nimbus.blobstore.expiration.secs";

    /** How many milliseconds blobs of a topology that Nimbus does not know are left alone. */
    @IsInteger
    public static final String NIMBUS_TOPOLOGY_BLOBSTORE_DELETION_DELAY_MS = "nimbus.topology.blobstore.deletion.delay.ms";

    /** Whether Nimbus checks at its start that ZooKeeper's nodes have the right access lists. */
    @IsBoolean
    public static final String STORM_NIMBUS_ZOOKEEPER_ACLS_CHECK = "storm.nimbus.zookeeper.acls.check";

    /** Whether it corrects those that have not. */
    @IsBoolean
    public static final String STORM_NIMBUS_ZOOKEEPER_ACLS_FIXUP = "storm.nimbus.zookeeper.acls.fixup";

    /** For how many hours a worker's token is valid. */
    @IsPositiveNumber
    public static String STORM_WORKER_TOKEN_LIFE_TIME_HOURS = "storm.worker.token.life.time.hours";

    // ---- Scheduling

    /** The class that decides which worker runs what; even distribution if not set. */
    @IsString
    public static final String STORM_SCHEDULER = "storm.scheduler";

    /** How many seconds scheduling one topology may take. */
    @IsInteger
    @IsPositiveNumber
    public static final String SCHEDULING_TIMEOUT_SECONDS_PER_TOPOLOGY = "scheduling.timeout.seconds.per.topology";

    /** Whether the UI shows resources that topologies asked for. */
    @IsBoolean
    public static final String SCHEDULER_DISPLAY_RESOURCE = "scheduler.display.resource";

    /** How many machines the isolation scheduler keeps for which topology: a map from name to number. */
    @IsMapEntryType(keyType = String.class, valueType = Number.class)
    public static final String ISOLATION_SCHEDULER_MACHINES = "isolation.scheduler.machines";

    /** How many machines the multitenant scheduler keeps for which user: a map from user to number. */
    @IsMapEntryType(keyType = String.class, valueType = Number.class)
    public static final String MULTITENANT_SCHEDULER_USER_POOLS = "multitenant.scheduler.user.pools";

    /**
     * What the resource-aware scheduler guarantees to which user: a map from user to a map with cpu and memory.
     */
    @IsMapEntryCustom(keyValidatorClasses = ConfigValidation.StringValidator.class, valueValidatorClasses = ConfigValidation.UserResourcePoolEntryValidator.class)
    public static final String RESOURCE_AWARE_SCHEDULER_USER_POOLS = "resource.aware.scheduler.user.pools";

    /** The class that decides whose topology the resource-aware scheduler places first. */
    @NotNull
    @IsImplementationOfClass(implementsClass = ISchedulingPriorityStrategy.class)
    public static final String RESOURCE_AWARE_SCHEDULER_PRIORITY_STRATEGY = "resource.aware.scheduler.priority.strategy";

    /** How often the resource-aware scheduler tries to place a topology, evicting others, in one round. */
    @IsInteger
    @IsPositiveNumber
    public static final String RESOURCE_AWARE_SCHEDULER_MAX_TOPOLOGY_SCHEDULING_ATTEMPTS = "resource.aware.scheduler.max.topology.scheduling.attempts";

    /** The most partial placements that a topology's search under constraints may look at. */
    @IsInteger
    @IsPositiveNumber
    public static final String RESOURCE_AWARE_SCHEDULER_MAX_STATE_SEARCH = "resource.aware.scheduler.constraint.max.state.search";

    /**
     * Same key as Config.TOPOLOGY_SCHEDULER_STRATEGY; where schedulers are on the class path it must name one of
     * their strategies.
     */
    @IsImplementationOfClass(implementsClass = IStrategy.class)
    public static final String VALIDATE_TOPOLOGY_SCHEDULER_STRATEGY = "topology.scheduler.strategy";

    /** Where schedulers load their configuration from, instead of this one. */
    @IsString
    public static final String SCHEDULER_CONFIG_LOADER_URI = "scheduler.config.loader.uri";

    /** How often, in seconds, they load it again. */
    @IsInteger
    @IsPositiveNumber
    public static final String SCHEDULER_CONFIG_LOADER_POLLTIME_SECS = "scheduler.config.loader.polltime.secs";

    /** How many seconds loading it may take. */
    @IsInteger
    @IsPositiveNumber
    public static final String SCHEDULER_CONFIG_LOADER_TIMEOUT_SECS = "scheduler.config.loader.timeout.secs";

    /** The part of that address's path that every file there has in front. */
    @IsString
    public static final String SCHEDULER_CONFIG_LOADER_ARTIFACTORY_BASE_DIRECTORY = "scheduler.config.loader.artifactory.base.directory";

    /** For how many seconds a scheduler's configuration, once loaded, is used. */
    @IsInteger
    @IsPositiveNumber(includeZero = true)
    public static final String SCHEDULER_CONFIG_CACHE_EXPIRATION_SECS = "scheduler.config.cache.expiration.secs";

    /** Over how many seconds a supervisor's failures are counted. */
    @IsPositiveNumber
    public static final String BLACKLIST_SCHEDULER_TOLERANCE_TIME = "blacklist.scheduler.tolerance.time.secs";

    /** After how many failures in that time a supervisor is left out. */
    @IsPositiveNumber
    public static final String BLACKLIST_SCHEDULER_TOLERANCE_COUNT = "blacklist.scheduler.tolerance.count";

    /** After how many seconds it is used again. */
    @IsPositiveNumber
    public static final String BLACKLIST_SCHEDULER_RESUME_TIME = "blacklist.scheduler.resume.time.secs";

    /** The class that is told which supervisors are left out. */
    @NotNull
    @IsImplementationOfClass(implementsClass = IReporter.class)
    public static final String BLACKLIST_SCHEDULER_REPORTER = "blacklist.scheduler.reporter";

    /** The class that decides which supervisors to leave out. */
    @NotNull
    @IsImplementationOfClass(implementsClass = IBlacklistStrategy.class)
    public static final String BLACKLIST_SCHEDULER_STRATEGY = "blacklist.scheduler.strategy";

    /** Whether one slot that fails counts against its whole supervisor. */
    @IsBoolean
    public static final String BLACKLIST_SCHEDULER_ASSUME_SUPERVISOR_BAD_BASED_ON_BAD_SLOT = "blacklist.scheduler.assume.supervisor.bad.based.on.bad.slot";

    /** Whether failing to send a supervisor its assignment counts against it. */
    @IsBoolean
    public static final String BLACKLIST_SCHEDULER_ENABLE_SEND_ASSIGNMENT_FAILURES = "blacklist.scheduler.enable.send.assignment.failures";

    // ---- Supervisors

    /** JVM options of a supervisor. */
    @IsStringOrStringList
    public static final String SUPERVISOR_CHILDOPTS = "supervisor.childopts";

    /** The ports of a supervisor's workers, and with them how many it may run. */
    @IsNoDuplicateInList
    @NotNull
    @IsListEntryCustom(entryValidatorClasses = {ConfigValidation.IntegerValidator.class, ConfigValidation.PositiveNumberValidator.class})
    public static final String SUPERVISOR_SLOTS_PORTS = "supervisor.slots.ports";

    /** What a supervisor tells schedulers about itself: a map of strings. */
    @IsMapEntryType(keyType = String.class, valueType = String.class)
    public static final String SUPERVISOR_SCHEDULER_META = "supervisor.scheduler.meta";

    /** Whether a supervisor runs workers at all. */
    @IsBoolean
    public static final String SUPERVISOR_ENABLE = "supervisor.enable";

    /** How often, in seconds, a supervisor shows Nimbus that it lives. */
    @IsInteger
    public static final String SUPERVISOR_HEARTBEAT_FREQUENCY_SECS = "supervisor.heartbeat.frequency.secs";

    /** How often, in seconds, a supervisor looks after its workers. */
    @IsInteger
    @IsPositiveNumber
    public static final String SUPERVISOR_MONITOR_FREQUENCY_SECS = "supervisor.monitor.frequency.secs";

    /** How many seconds a worker has to give its first sign of life. */
    @IsInteger
    @IsPositiveNumber
    @NotNull
    public static final String SUPERVISOR_WORKER_START_TIMEOUT_SECS = "supervisor.worker.start.timeout.secs";

    /** The class that decides who may ask a supervisor for what. */
    @IsImplementationOfClass(implementsClass = IAuthorizer.class)
    @IsString
    public static final String SUPERVISOR_AUTHORIZER = "supervisor.authorizer";

    /** The class by which a supervisor reaches blobs. */
    @IsString
    public static final String SUPERVISOR_BLOBSTORE = "supervisor.blobstore.class";

    /** How many threads download blobs. */
    @IsPositiveNumber
    @IsInteger
    public static final String SUPERVISOR_BLOBSTORE_DOWNLOAD_THREAD_COUNT = "supervisor.blobstore.download.thread.count";

    /** How often a download is tried again. */
    @IsPositiveNumber
    @IsInteger
    public static final String SUPERVISOR_BLOBSTORE_DOWNLOAD_MAX_RETRIES = "supervisor.blobstore.download.max_retries";

    /** The size, in MB, above which blobs that no worker uses are removed. */
    @IsPositiveNumber
    @IsInteger
    public static final String SUPERVISOR_LOCALIZER_CACHE_TARGET_SIZE_MB = "supervisor.localizer.cache.target.size.mb";

    /** How often, in milliseconds, that is looked at. */
    @IsPositiveNumber
    @IsInteger
    public static final String SUPERVISOR_LOCALIZER_CACHE_CLEANUP_INTERVAL_MS = "supervisor.localizer.cleanup.interval.ms";

    /** How often, in seconds, a supervisor looks for new versions of blobs. */
    @IsPositiveNumber
    @IsInteger
    public static final String SUPERVISOR_LOCALIZER_UPDATE_BLOB_INTERVAL_SECS = "supervisor.localizer.update.blob.interval.secs";

    /** A supervisor's NUMA zones: a map from zone to a map with numa.cores, numa.ports and numa.memory.mb. */
    @IsMapEntryCustom(keyValidatorClasses = ConfigValidation.StringValidator.class, valueValidatorClasses = DaemonConfigValidation.NumaEntryValidator.class)
    public static final String SUPERVISOR_NUMA_META = "supervisor.numa.meta";

    /** Whether topologies may put entries in front of their workers' class path. */
    @IsBoolean
    public static final String STORM_TOPOLOGY_CLASSPATH_BEGINNING_ENABLED = "storm.topology.classpath.beginning.enabled";

    /** Whether workers can be profiled. */
    @IsBoolean
    public static final String WORKER_PROFILER_ENABLED = "worker.profiler.enabled";

    /** JVM options of workers that can be profiled. */
    @IsStringOrStringList
    public static final String WORKER_PROFILER_CHILDOPTS = "worker.profiler.childopts";

    /** The command that profiles a worker. */
    @IsString
    public static final String WORKER_PROFILER_COMMAND = "worker.profiler.command";

    /** The folder of scripts that tell whether a node is healthy; one fails by a line that begins with ERROR. */
    @IsString
    public static final String STORM_HEALTH_CHECK_DIR = "storm.health.check.dir";

    /** How many milliseconds a health check may take. */
    @IsNumber
    public static final String STORM_HEALTH_CHECK_TIMEOUT_MS = "storm.health.check.timeout.ms";

    /** Whether a health check that takes longer counts as failed. */
    @IsBoolean
    public static final String STORM_HEALTH_CHECK_FAIL_ON_TIMEOUTS = "storm.health.check.fail.on.timeouts";

    /** Where the workers' JVMs look for native libraries. */
    @IsString
    public static final String JAVA_LIBRARY_PATH = "java.library.path";

    // ---- Resource isolation

    /** The class that keeps workers within their share of a node. */
    @IsImplementationOfClass(implementsClass = ResourceIsolationInterface.class)
    public static final String STORM_RESOURCE_ISOLATION_PLUGIN = "storm.resource.isolation.plugin";

    /** Whether workers are kept within their share. */
    @IsBoolean
    public static final String STORM_RESOURCE_ISOLATION_PLUGIN_ENABLE = "storm.resource.isolation.plugin.enable";

    /** The control group subsystems to use. */
    @IsStringList
    public static final String STORM_CGROUP_RESOURCES = "storm.cgroup.resources";

    /** The name of the control group hierarchy. */
    @IsString
    public static final String STORM_CGROUP_HIERARCHY_NAME = "storm.cgroup.hierarchy.name";

    /** The control group under which the workers' groups are made. */
    @IsString
    public static String STORM_SUPERVISOR_CGROUP_ROOTDIR = "storm.supervisor.cgroup.rootdir";

    /** The memory, in MB, that a worker may use at most. */
    @IsPositiveNumber
    public static String STORM_WORKER_CGROUP_MEMORY_MB_LIMIT = "storm.worker.cgroup.memory.mb.limit";

    /** The processing power that a worker may use at most; 100 is a core. */
    @IsPositiveNumber
    public static String STORM_WORKER_CGROUP_CPU_LIMIT = "storm.worker.cgroup.cpu.limit";

    /** The program that starts a process in a control group. */
    @IsString
    public static String STORM_CGROUP_CGEXEC_CMD = "storm.cgroup.cgexec.cmd";

    /** How many MB a control group allows a worker beyond its share. */
    @IsPositiveNumber(includeZero = true)
    public static String STORM_CGROUP_MEMORY_LIMIT_TOLERANCE_MARGIN_MB = "storm.cgroup.memory.limit.tolerance.margin.mb";

    /** Whether the workers' groups have the cores and memory nodes of the group above. */
    @IsBoolean
    public static String STORM_CGROUP_INHERIT_CPUSET_CONFIGS = "storm.cgroup.inherit.cpuset.configs";

    /** Whether control groups limit memory. */
    @IsBoolean
    public static String STORM_CGROUP_MEMORY_ENFORCEMENT_ENABLE = "storm.cgroup.memory.enforcement.enable";

    /** How many MB a supervisor allows a worker beyond its share. */
    @IsPositiveNumber
    public static String STORM_SUPERVISOR_MEMORY_LIMIT_TOLERANCE_MARGIN_MB = "storm.supervisor.memory.limit.tolerance.margin.mb";

    /** By which multiple of its share a worker is ended at once. */
    @IsPositiveNumber
    public static String STORM_SUPERVISOR_HARD_MEMORY_LIMIT_MULTIPLIER = "storm.supervisor.hard.memory.limit.multiplier";

    /** By how many MB beyond its share a worker is ended at once, if that is more. */
    @IsPositiveNumber(includeZero = true)
    public static String STORM_SUPERVISOR_HARD_LIMIT_MEMORY_OVERAGE_MB = "storm.supervisor.hard.memory.limit.overage.mb";

    /** The free memory of a node, in MB, below which workers beyond their share are ended at once. */
    @IsPositiveNumber
    public static String STORM_SUPERVISOR_LOW_MEMORY_THRESHOLD_MB = "storm.supervisor.low.memory.threshold.mb";

    /** The free memory of a node, in MB, below which workers beyond their share are ended after a while. */
    @IsPositiveNumber
    public static String STORM_SUPERVISOR_MEDIUM_MEMORY_THRESHOLD_MB = "storm.supervisor.medium.memory.threshold.mb";

    /** How many milliseconds that while is. */
    @IsPositiveNumber
    public static String STORM_SUPERVISOR_MEDIUM_MEMORY_GRACE_PERIOD_MS = "storm.supervisor.medium.memory.grace.period.ms";

    /** The share of a core, in percent, that the scheduler counts for every worker at least. */
    @IsPositiveNumber(includeZero = true)
    public static String STORM_WORKER_MIN_CPU_PCORE_PERCENT = "storm.worker.min.cpu.pcore.percent";

    // ---- Containers

    /** The image that workers run in unless their topology says otherwise. */
    @IsString
    public static String STORM_OCI_IMAGE = "storm.oci.image";

    /** The images that topologies may ask for; a star matches anything. */
    @IsStringList
    public static String STORM_OCI_ALLOWED_IMAGES = "storm.oci.allowed.images";

    /** Folders of the node that containers may read. */
    @IsStringList
    public static String STORM_OCI_READONLY_BINDMOUNTS = "storm.oci.readonly.bindmounts";

    /** Folders of the node that containers may write. */
    @IsStringList
    public static String STORM_OCI_READWRITE_BINDMOUNTS = "storm.oci.readwrite.bindmounts";

    /** The folder of the node's name service cache. */
    @IsString
    @NotNull
    public static String STORM_OCI_NSCD_DIR = "storm.oci.nscd.dir";

    /** The control group under which containers run. */
    @IsString
    @NotNull
    public static String STORM_OCI_CGROUP_PARENT = "storm.oci.cgroup.parent";

    /** The file that says which system calls containers may make. */
    @IsString
    public static String STORM_OCI_SECCOMP_PROFILE = "storm.oci.seccomp.profile";

    /** The folder in HDFS that images are kept in. */
    public static String STORM_OCI_IMAGE_HDFS_TOPLEVEL_DIR = "storm.oci.image.hdfs.toplevel.dir";

    /** The class that finds an image's manifest. */
    @IsImplementationOfClass(implementsClass = OciImageTagToManifestPluginInterface.class)
    public static final String STORM_OCI_IMAGE_TAG_TO_MANIFEST_PLUGIN = "storm.oci.image.tag.to.manifest.plugin";

    /** The class that finds an image's files. */
    @IsImplementationOfClass(implementsClass = OciManifestToResourcesPluginInterface.class)
    public static final String STORM_OCI_MANIFEST_TO_RESOURCES_PLUGIN = "storm.oci.manifest.to.resources.plugin";

    /** The class that fetches an image's files. */
    @IsImplementationOfClass(implementsClass = OciResourcesLocalizerInterface.class)
    public static final String STORM_OCI_RESOURCES_LOCALIZER = "storm.oci.resources.localizer";

    /** The folder for an image's files. */
    @IsString
    public static final String STORM_OCI_RESOURCES_LOCAL_DIR = "storm.oci.resources.local.dir";

    /** How many layers of images that no container uses stay mounted. */
    @IsInteger
    public static final String STORM_OCI_LAYER_MOUNTS_TO_KEEP = "storm.oci.layer.mounts.to.keep";

    // ---- UI

    /** The address that the UI listens on. */
    @IsString
    public static final String UI_HOST = "ui.host";

    /** The port that the UI listens on. */
    @IsInteger
    @IsPositiveNumber
    public static final String UI_PORT = "ui.port";

    /** The title of the UI's pages. */
    @IsString
    public static final String UI_TITLE = "ui.title";

    /** JVM options of the UI. */
    @IsStringOrStringList
    public static final String UI_CHILDOPTS = "ui.childopts";

    /** How many rows of a table to show at once; -1 for all. */
    @IsInteger
    public static final String UI_PAGINATION = "ui.pagination";

    /** The address of a central place for logs, to link to. */
    @IsString
    public static final String UI_CENTRAL_LOGGING_URL = "ui.central.logging.url";

    /** The address for reporting bugs, to link to. */
    @IsString
    public static final String UI_PROJECT_BUGTRACKER_URL = "ui.project.bugtracker.url";

    /** Whether the UI does not ask spouts' sources how far behind the spouts are. */
    @IsBoolean
    public static final String UI_DISABLE_SPOUT_LAG_MONITORING = "ui.disable.spout.lag.monitoring";

    /** The class of a servlet filter in front of the UI. */
    @IsString
    public static final String UI_FILTER = "ui.filter";

    /** What that filter reads: a map of strings. */
    @IsMapEntryType(keyType = String.class, valueType = String.class)
    public static final String UI_FILTER_PARAMS = "ui.filter.params";

    /** The class that knows which user makes a request to the UI. */
    @IsImplementationOfClass(implementsClass = IHttpCredentialsPlugin.class)
    public static final String UI_HTTP_CREDS_PLUGIN = "ui.http.creds.plugin";

    /** The largest header of a request, in bytes. */
    @IsInteger
    @IsPositiveNumber
    public static final String UI_HEADER_BUFFER_BYTES = "ui.header.buffer.bytes";

    /** Whether the UI answers by HTTPS alone where that is set up. */
    @IsBoolean
    public static final String UI_DISABLE_HTTP_BINDING = "ui.disable.http.binding";

    /** The port for HTTPS. */
    @IsInteger
    @IsPositiveNumber
    public static final String UI_HTTPS_PORT = "ui.https.port";

    /** The key store with the UI's certificate. */
    @IsString
    public static final String UI_HTTPS_KEYSTORE_PATH = "ui.https.keystore.path";

    /** The password of that key store. */
    @IsString
    @Password
    public static final String UI_HTTPS_KEYSTORE_PASSWORD = "ui.https.keystore.password";

    /** The type of that key store, as JKS or PKCS12. */
    @IsString
    public static final String UI_HTTPS_KEYSTORE_TYPE = "ui.https.keystore.type";

    /** The password of the key in it. */
    @IsString
    @Password
    public static final String UI_HTTPS_KEY_PASSWORD = "ui.https.key.password";

    /** The store of certificates that the UI trusts. */
    @IsString
    public static final String UI_HTTPS_TRUSTSTORE_PATH = "ui.https.truststore.path";

    /** The password of that store. */
    @IsString
    @Password
    public static final String UI_HTTPS_TRUSTSTORE_PASSWORD = "ui.https.truststore.password";

    /** The type of that store. */
    @IsString
    public static final String UI_HTTPS_TRUSTSTORE_TYPE = "ui.https.truststore.type";

    /** Whether the UI asks browsers for a certificate. */
    @IsBoolean
    public static final String UI_HTTPS_WANT_CLIENT_AUTH = "ui.https.want.client.auth";

    /** Whether the UI refuses browsers without a certificate. */
    @IsBoolean
    public static final String UI_HTTPS_NEED_CLIENT_AUTH = "ui.https.need.client.auth";

    /** Whether a changed key store is noticed. */
    @IsBoolean
    public static final String UI_HTTPS_ENABLE_SSL_RELOAD = "ui.https.enable.ssl.reload";

    // ---- Log viewer

    /** The port that the log viewer listens on. */
    @IsInteger
    @IsPositiveNumber
    public static final String LOGVIEWER_PORT = "logviewer.port";

    /** JVM options of the log viewer. */
    @IsStringOrStringList
    public static final String LOGVIEWER_CHILDOPTS = "logviewer.childopts";

    /** The Log4j 2 appender that writes the daemons' log. */
    @IsString
    public static final String LOGVIEWER_APPENDER_NAME = "logviewer.appender.name";

    /** How often, in seconds, old logs of workers are removed. */
    @IsInteger
    @IsPositiveNumber
    public static final String LOGVIEWER_CLEANUP_INTERVAL_SECS = "logviewer.cleanup.interval.secs";

    /** After how many minutes the log of a worker that is gone is removed. */
    @IsInteger
    @IsPositiveNumber
    public static final String LOGVIEWER_CLEANUP_AGE_MINS = "logviewer.cleanup.age.mins";

    /** The most MB that the logs of all workers may take up. */
    @IsPositiveNumber
    public static final String LOGVIEWER_MAX_SUM_WORKER_LOGS_SIZE_MB = "logviewer.max.sum.worker.logs.size.mb";

    /** The most MB that the logs of one worker may take up. */
    @IsPositiveNumber
    public static final String LOGVIEWER_MAX_PER_WORKER_LOGS_SIZE_MB = "logviewer.max.per.worker.logs.size.mb";

    /** Users who may read all logs. */
    @IsStringOrStringList
    public static final String LOGS_USERS = "logs.users";

    /** Groups whose members may read all logs. */
    @IsStringOrStringList
    public static final String LOGS_GROUPS = "logs.groups";

    /** The class of a servlet filter in front of the log viewer. */
    @IsString
    public static final String LOGVIEWER_FILTER = "logviewer.filter";

    /** What that filter reads: a map of strings. */
    @IsMapEntryType(keyType = String.class, valueType = String.class)
    public static final String LOGVIEWER_FILTER_PARAMS = "logviewer.filter.params";

    /** Whether the log viewer answers by HTTPS alone where that is set up. */
    @IsBoolean
    public static final String LOGVIEWER_DISABLE_HTTP_BINDING = "logviewer.disable.http.binding";

    /** The port for HTTPS. */
    @IsInteger
    @IsPositiveNumber
    public static final String LOGVIEWER_HTTPS_PORT = "logviewer.https.port";

    /** The key store with the log viewer's certificate. */
    @IsString
    public static final String LOGVIEWER_HTTPS_KEYSTORE_PATH = "logviewer.https.keystore.path";

    /** The password of that key store. */
    @IsString
    @Password
    public static final String LOGVIEWER_HTTPS_KEYSTORE_PASSWORD = "logviewer.https.keystore.password";

    /** The type of that key store, as JKS or PKCS12. */
    @IsString
    public static final String LOGVIEWER_HTTPS_KEYSTORE_TYPE = "logviewer.https.keystore.type";

    /** The password of the key in it. */
    @IsString
    @Password
    public static final String LOGVIEWER_HTTPS_KEY_PASSWORD = "logviewer.https.key.password";

    /** The store of certificates that the log viewer trusts. */
    @IsString
    public static final String LOGVIEWER_HTTPS_TRUSTSTORE_PATH = "logviewer.https.truststore.path";

    /** The password of that store. */
    @IsString
    @Password
    public static final String LOGVIEWER_HTTPS_TRUSTSTORE_PASSWORD = "logviewer.https.truststore.password";

    /** The type of that store. */
    @IsString
    public static final String LOGVIEWER_HTTPS_TRUSTSTORE_TYPE = "logviewer.https.truststore.type";

    /** Whether the log viewer asks browsers for a certificate. */
    @IsBoolean
    public static final String LOGVIEWER_HTTPS_WANT_CLIENT_AUTH = "logviewer.https.want.client.auth";

    /** Whether the log viewer refuses browsers without a certificate. */
    @IsBoolean
    public static final String LOGVIEWER_HTTPS_NEED_CLIENT_AUTH = "logviewer.https.need.client.auth";

    /** Whether a changed key store is noticed. */
    @IsBoolean
    public static final String LOGVIEWER_HTTPS_ENABLE_SSL_RELOAD = "logviewer.https.enable.ssl.reload";

    // ---- DRPC servers

    /** JVM options of a DRPC server. */
    @IsStringOrStringList
    public static final String DRPC_CHILDOPTS = "drpc.childopts";

    /** After how many seconds without a result a call fails. */
    @IsInteger
    @IsPositiveNumber
    @NotNull
    public static final String DRPC_REQUEST_TIMEOUT_SECS = "drpc.request.timeout.secs";

    /** The class that decides who may call and serve which function; everyone if not set. */
    @IsString
    public static final String DRPC_AUTHORIZER = "drpc.authorizer";

    /** The port for calls by HTTP. */
    @IsInteger
    public static final String DRPC_HTTP_PORT = "drpc.http.port";

    /** The class of a servlet filter in front of that. */
    @IsString
    public static final String DRPC_HTTP_FILTER = "drpc.http.filter";

    /** What that filter reads: a map of strings. */
    @IsMapEntryType(keyType = String.class, valueType = String.class)
    public static final String DRPC_HTTP_FILTER_PARAMS = "drpc.http.filter.params";

    /** The class that knows which user makes a call by HTTP. */
    @IsImplementationOfClass(implementsClass = IHttpCredentialsPlugin.class)
    public static final String DRPC_HTTP_CREDS_PLUGIN = "drpc.http.creds.plugin";

    /** Whether a DRPC server answers by HTTPS alone where that is set up. */
    @IsBoolean
    public static final String DRPC_DISABLE_HTTP_BINDING = "drpc.disable.http.binding";

    /** The port for calls by HTTPS; -1 for none. */
    @IsInteger
    public static final String DRPC_HTTPS_PORT = "drpc.https.port";

    /** The key store with a DRPC server's certificate. */
    @IsString
    public static final String DRPC_HTTPS_KEYSTORE_PATH = "drpc.https.keystore.path";

    /** The password of that key store. */
    @IsString
    @Password
    public static final String DRPC_HTTPS_KEYSTORE_PASSWORD = "drpc.https.keystore.password";

    /** The type of that key store, as JKS or PKCS12. */
    @IsString
    public static final String DRPC_HTTPS_KEYSTORE_TYPE = "drpc.https.keystore.type";

    /** The password of the key in it. */
    @IsString
    @Password
    public static final String DRPC_HTTPS_KEY_PASSWORD = "drpc.https.key.password";

    /** The store of certificates that a DRPC server trusts. */
    @IsString
    public static final String DRPC_HTTPS_TRUSTSTORE_PATH = "drpc.https.truststore.path";

    /** The password of that store. */
    @IsString
    @Password
    public static final String DRPC_HTTPS_TRUSTSTORE_PASSWORD = "drpc.https.truststore.password";

    /** The type of that store. */
    @IsString
    public static final String DRPC_HTTPS_TRUSTSTORE_TYPE = "drpc.https.truststore.type";

    /** Whether a DRPC server asks callers for a certificate. */
    @IsBoolean
    public static final String DRPC_HTTPS_WANT_CLIENT_AUTH = "drpc.https.want.client.auth";

    /** Whether a DRPC server refuses callers without a certificate. */
    @IsBoolean
    public static final String DRPC_HTTPS_NEED_CLIENT_AUTH = "drpc.https.need.client.auth";

    /** Whether a changed key store is noticed. */
    @IsBoolean
    public static final String DRPC_HTTPS_ENABLE_SSL_RELOAD = "drpc.https.enable.ssl.reload";

    // ---- Daemons' metrics and logs

    /** Classes that report the daemons' metrics. */
    @IsStringList
    public static final String STORM_DAEMON_METRICS_REPORTER_PLUGINS = "storm.daemon.metrics.reporter.plugins";

    /** How often, in seconds, they report. */
    @IsInteger
    public static final String STORM_DAEMON_METRICS_REPORTER_INTERVAL_SECS = "storm.daemon.metrics.reporter.interval.secs";

    /** The JMX domain of the daemons' metrics. */
    @IsString
    public static final String STORM_DAEMON_METRICS_REPORTER_PLUGIN_DOMAIN = "storm.daemon.metrics.reporter.plugin.domain";

    /** The folder for metrics as CSV files. */
    @IsString
    public static final String STORM_DAEMON_METRICS_REPORTER_CSV_LOG_DIR = "storm.daemon.metrics.reporter.csv.log.dir";

    /** Consumers of metrics about the cluster: a list of maps with class and argument. */
    @IsListEntryCustom(entryValidatorClasses = ConfigValidation.ClusterMetricRegistryValidator.class)
    public static final String STORM_CLUSTER_METRICS_CONSUMER_REGISTER = "storm.cluster.metrics.consumer.register";

    /** How often, in seconds, they get them. */
    @NotNull
    @IsPositiveNumber
    public static final String STORM_CLUSTER_METRICS_CONSUMER_PUBLISH_INTERVAL_SECS = "storm.cluster.metrics.consumer.publish.interval.secs";

    /** The class that keeps metrics of workers. */
    @NotNull
    @IsString
    public static final String STORM_METRIC_STORE_CLASS = "storm.metricstore.class";

    /** The class that takes metrics of workers to that store. */
    @NotNull
    @IsString
    public static final String STORM_METRIC_PROCESSOR_CLASS = "storm.metricprocessor.class";

    /** The folder of the store in RocksDB. */
    @IsString
    public static final String STORM_ROCKSDB_LOCATION = "storm.metricstore.rocksdb.location";

    /** Whether that folder is made if it is not there. */
    @IsBoolean
    public static final String STORM_ROCKSDB_CREATE_IF_MISSING = "storm.metricstore.rocksdb.create_if_missing";

    /** How many strings that store keeps in memory. */
    @IsInteger
    public static final String STORM_ROCKSDB_METADATA_STRING_CACHE_CAPACITY = "storm.metricstore.rocksdb.metadata_string_cache_capacity";

    /** For how many hours that store keeps metrics. */
    @IsInteger
    public static final String STORM_ROCKSDB_METRIC_RETENTION_HOURS = "storm.metricstore.rocksdb.retention_hours";

    /** How often, in hours, that store removes what is older. */
    @IsInteger
    public static final String STORM_ROCKSDB_METRIC_DELETION_PERIOD_HOURS = "storm.metricstore.rocksdb.deletion_period_hours";

    /** The folder of the Log4j 2 configurations, under storm.home unless absolute. */
    @IsString
    public static final String STORM_LOG4J2_CONF_DIR = "storm.log4j2.conf.dir";

    /** How often, in milliseconds, Storm's workers flush what they have buffered for others. */
    @IsInteger
    public static final String STORM_NETTY_FLUSH_CHECK_INTERVAL_MS = "storm.messaging.netty.flush.check.interval.ms";

    // ---- Other

    /** The folder of the ZooKeeper that is started for development. */
    @IsString
    public static final String DEV_ZOOKEEPER_PATH = "dev.zookeeper.path";

    /** JVM options of Storm's heartbeat store. This cluster sends heartbeats to Nimbus. */
    @IsStringOrStringList
    public static final String PACEMAKER_CHILDOPTS = "pacemaker.childopts";

    /** How many threads that store uses. */
    @IsNumber
    @IsPositiveNumber
    public static final String PACEMAKER_MAX_THREADS = "pacemaker.max.threads";

    /** The directory under which this cluster's control groups live, {@link #STORM_SUPERVISOR_CGROUP_ROOTDIR}. */
    public static String getCgroupRootDir(Map<String, Object> conf) {
        return (String) conf.get(STORM_SUPERVISOR_CGROUP_ROOTDIR);
    }

    /** Where the control group hierarchy is mounted, {@link Config#STORM_CGROUP_HIERARCHY_DIR}. */
    public static String getCgroupStormHierarchyDir(Map<String, Object> conf) {
        return (String) conf.get(Config.STORM_CGROUP_HIERARCHY_DIR);
    }

    /** The control group subsystems in use, {@link #STORM_CGROUP_RESOURCES}; a copy. */
    public static ArrayList<String> getCgroupStormResources(Map<String, Object> conf) {
        List<String> resources = ObjectReader.getStrings(conf.get(STORM_CGROUP_RESOURCES));
        return new ArrayList<>(resources);
    }

    /** The control group hierarchy's name, {@link #STORM_CGROUP_HIERARCHY_NAME}. */
    public static String getCgroupStormHierarchyName(Map<String, Object> conf) {
        return (String) conf.get(STORM_CGROUP_HIERARCHY_NAME);
    }
}
