// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.window;

import java.util.Map;
import org.apache.storm.Config;
import org.apache.storm.task.IMetricsContext;
import org.apache.storm.trident.state.State;
import org.apache.storm.trident.state.StateFactory;
import org.apache.storm.trident.windowing.WindowsStoreFactory;
import org.apache.storm.trident.windowing.config.WindowConfig;
import org.apache.storm.tuple.Fields;
import org.apache.storm.utils.ObjectReader;
import org.apache.storm.utils.SteadyTime;

/** Makes the window of each partition. The submitting thread makes it, the task's thread uses it. */
public final class WindowStateFactory implements StateFactory {
    private static final long serialVersionUID = 1L;
    private static final int CACHE_LIMIT = 100;

    private final WindowConfig config;
    private final String id;
    private final WindowsStoreFactory stores;
    private final boolean storeTuples;
    private final Fields input;

    /**
     * @param id          identifies this window in the store; the same after every submission
     * @param stores      where windows are kept
     * @param storeTuples whether to keep tuples and progress there; otherwise in the task's memory alone
     * @param input       the fields of the tuples
     * @throws IllegalArgumentException if the lengths are wrong, or the kind of window is unknown
     */
    public WindowStateFactory(WindowConfig config, String id, WindowsStoreFactory stores, boolean storeTuples, Fields input) {
        config.validate();
        Schedule.of(config);
        this.config = config;
        this.id = id;
        this.stores = stores;
        this.storeTuples = storeTuples;
        this.input = input;
    }

    @Override
    public State makeState(Map<String, Object> conf, IMetricsContext metrics, int partitionIndex, int numPartitions) {
        if (!storeTuples) {
            return new WindowState(Schedule.of(config), new ChunkStore.InMemory(), input, SteadyTime::currentTimeMillis);
        }
        int limit = ObjectReader.getInt(conf.get(Config.TOPOLOGY_TRIDENT_WINDOWING_INMEMORY_CACHE_LIMIT), CACHE_LIMIT);
        ChunkStore chunks = new ChunkStore.InWindowsStore(stores.create(conf), id + "|" + partitionIndex, limit);
        return new WindowState(Schedule.of(config), chunks, input, SteadyTime::currentTimeMillis);
    }
}
