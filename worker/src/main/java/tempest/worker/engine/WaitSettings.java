// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.engine;

import java.util.Map;
import org.apache.storm.Config;
import org.apache.storm.policy.IWaitStrategy;
import org.apache.storm.policy.IWaitStrategy.WaitSituation;
import org.apache.storm.policy.WaitStrategyProgressive;
import tempest.cluster.ConfigReader;
import tempest.worker.executor.WaitStrategies;
import tempest.worker.route.UserObjects;

/** Makes the waiting strategies that a configuration names. Storm's default stands for the engine's own way of waiting. */
final class WaitSettings {
    private WaitSettings() { }

    /** New strategies for one executor. */
    static WaitStrategies of(Map<String, Object> conf, boolean spout) {
        IWaitStrategy forWork = spout ? create(conf, Config.TOPOLOGY_SPOUT_WAIT_STRATEGY, WaitSituation.SPOUT_WAIT)
            : create(conf, Config.TOPOLOGY_BOLT_WAIT_STRATEGY, WaitSituation.BOLT_WAIT);
        return new WaitStrategies(forWork, create(conf, Config.TOPOLOGY_BACKPRESSURE_WAIT_STRATEGY, WaitSituation.BACK_PRESSURE_WAIT));
    }

    private static IWaitStrategy create(Map<String, Object> conf, String key, WaitSituation situation) {
        String name = new ConfigReader(conf).text(key, WaitStrategyProgressive.class.getName());
        if (name.equals(WaitStrategyProgressive.class.getName())) {
            return null;
        }
        try {
            IWaitStrategy strategy = (IWaitStrategy) UserObjects.load(name).getConstructor().newInstance();
            strategy.prepare(conf, situation);
            return strategy;
        } catch (ReflectiveOperationException | ClassCastException e) {
            throw ConfigReader.wrong(key, name, "the name of a class that implements " + IWaitStrategy.class.getName());
        }
    }
}
