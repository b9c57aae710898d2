// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.engine;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.storm.Config;
import org.apache.storm.policy.IWaitStrategy;
import org.apache.storm.policy.IWaitStrategy.WaitSituation;
import org.apache.storm.policy.WaitStrategyPark;
import org.apache.storm.policy.WaitStrategyProgressive;
import tempest.cluster.ConfigReader;
import tempest.worker.executor.WaitStrategies;
import tempest.worker.route.UserObjects;

/** Reads how an executor is to wait. Storm's own strategies are reduced to times; a user's class is instantiated and waits itself. */
final class WaitSettings {
    private final Map<String, Object> conf;
    private final ConfigReader read;

    private WaitSettings(Map<String, Object> conf) {
        this.conf = conf;
        read = new ConfigReader(conf);
    }

    /** The strategies of one executor. */
    static WaitStrategies of(Map<String, Object> conf, boolean spout) {
        WaitSettings settings = new WaitSettings(conf);
        String forWork = spout ? Config.TOPOLOGY_SPOUT_WAIT_STRATEGY : Config.TOPOLOGY_BOLT_WAIT_STRATEGY;
        String forCapacity = Config.TOPOLOGY_BACKPRESSURE_WAIT_STRATEGY;
        return new WaitStrategies(settings.own(forWork, spout ? WaitSituation.SPOUT_WAIT : WaitSituation.BOLT_WAIT),
            settings.own(forCapacity, WaitSituation.BACK_PRESSURE_WAIT),
            !spout && settings.parks(forWork) && settings.integer(Config.TOPOLOGY_BOLT_WAIT_PARK_MICROSEC, 100) == 0,
            settings.emptyPollNanos());
    }

    private String name(String key) {
        return read.text(key, WaitStrategyProgressive.class.getName());
    }

    private boolean parks(String key) {
        return name(key).equals(WaitStrategyPark.class.getName());
    }

    private int integer(String key, int otherwise) {
        return read.integer(key, otherwise, 0);
    }

    private long emptyPollNanos() {
        return parks(Config.TOPOLOGY_SPOUT_WAIT_STRATEGY)
            ? TimeUnit.MICROSECONDS.toNanos(integer(Config.TOPOLOGY_SPOUT_WAIT_PARK_MICROSEC, 100))
            : TimeUnit.MILLISECONDS.toNanos(read.integer(Config.TOPOLOGY_SPOUT_WAIT_PROGRESSIVE_LEVEL3_SLEEP_MILLIS, 1, 1));
    }

    private IWaitStrategy own(String key, WaitSituation situation) {
        if (parks(key) || name(key).equals(WaitStrategyProgressive.class.getName())) {
            return null;
        }
        try {
            IWaitStrategy strategy = (IWaitStrategy) UserObjects.load(name(key)).getConstructor().newInstance();
            strategy.prepare(conf, situation);
            return strategy;
        } catch (ReflectiveOperationException | ClassCastException e) {
            throw ConfigReader.wrong(key, name(key), "the name of a class that implements " + IWaitStrategy.class.getName());
        }
    }
}
