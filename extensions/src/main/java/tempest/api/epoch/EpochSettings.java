// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.api.epoch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.storm.Config;
import org.apache.storm.generated.GlobalStreamId;
import org.apache.storm.state.DefaultStateSerializer;
import org.apache.storm.state.InMemoryKeyValueStateProvider;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.utils.ObjectReader;
import org.apache.storm.utils.ReflectionUtils;
import org.apache.storm.utils.SteadyTime;

/**
 * What the parts of a task get from outside.
 *
 * @param clock milliseconds
 */
record EpochSettings(EpochStore store, LongSupplier clock, long intervalMs, long timeoutMs) {
    static final String FOLDER = "topology.state.epoch.folder";
    static final String INTERVAL = Config.TOPOLOGY_STATE_CHECKPOINT_INTERVAL;
    private static final int DEFAULT_INTERVAL_MS = 1000;
    private static final int DEFAULT_TIMEOUT_SECS = 60;

    /** As the configuration of a running topology says; {@link ExactlyOnce} looked at it. */
    static EpochSettings of(Map<String, Object> conf) {
        return new EpochSettings(new FolderStore(Path.of((String) conf.get(FOLDER))), SteadyTime::currentTimeMillis, intervalMs(conf),
            1000L * ObjectReader.getInt(conf.get(Config.TOPOLOGY_STATE_SYNCHRONIZATION_TIMEOUT_SECS), DEFAULT_TIMEOUT_SECS));
    }

    /** The state of a task, kept by whom the configuration names. */
    static IEpochState state(Map<String, Object> conf, TopologyContext context) throws IOException {
        String provider = provider(conf);
        return provider == null ? new EpochState(new DefaultStateSerializer<>(conf, context))
            : ((IEpochStateProvider) ReflectionUtils.newInstance(provider)).newEpochState(Path.of((String) conf.get(FOLDER)), name(context), conf, context);
    }

    /** The class that keeps state; null for memory. */
    static String provider(Map<String, Object> conf) {
        Object provider = conf.get(Config.TOPOLOGY_STATE_PROVIDER);
        return provider == null || provider.equals("") || provider.equals(InMemoryKeyValueStateProvider.class.getName()) ? null : provider.toString();
    }

    static long intervalMs(Map<String, Object> conf) {
        return ObjectReader.getInt(conf.get(INTERVAL), DEFAULT_INTERVAL_MS);
    }

    /** The tasks that barriers come from. */
    static Collection<Integer> sources(TopologyContext context) {
        Set<Integer> tasks = new LinkedHashSet<>();
        for (GlobalStreamId input : context.getThisSources().keySet()) {
            if (input.get_streamId().equals(EpochOutput.STREAM)) {
                tasks.addAll(context.getComponentTasks(input.get_componentId()));
            }
        }
        return tasks;
    }

    /** The tasks that barriers go to, and those that a direct emit reaches. */
    static EpochOutput.Targets targets(TopologyContext context) {
        Set<Integer> tasks = new LinkedHashSet<>();
        Map<String, Set<Integer>> direct = new HashMap<>();
        context.getThisTargets().forEach((stream, subscribers) -> subscribers.forEach((component, grouping) -> {
            if (stream.equals(EpochOutput.STREAM)) {
                tasks.addAll(context.getComponentTasks(component));
            } else if (grouping.is_set_direct()) {
                direct.computeIfAbsent(stream, of -> new HashSet<>()).addAll(context.getComponentTasks(component));
            }
        }));
        return new EpochOutput.Targets(tasks, direct);
    }

    static String name(TopologyContext context) {
        return EpochTask.name(context.getThisComponentId(), context.getThisTaskIndex());
    }
}
