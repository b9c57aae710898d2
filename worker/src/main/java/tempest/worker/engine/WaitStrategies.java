// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.engine;

import java.util.Map;
import org.apache.storm.Config;
import org.apache.storm.policy.IWaitStrategy;
import org.apache.storm.policy.IWaitStrategy.WaitSituation;
import org.apache.storm.policy.WaitStrategyProgressive;
import tempest.cluster.ConfigReader;
import tempest.worker.route.UserObjects;

/** The waiting strategies that a configuration names. Storm's default stands for the engine's own way of waiting. */
final class WaitStrategies {
    private WaitStrategies() { }

    /** A strategy to wait for work with, prepared, or null for the engine's own. */
    static IWaitStrategy of(Map<String, Object> conf, boolean spout) {
        String key = spout ? Config.TOPOLOGY_SPOUT_WAIT_STRATEGY : Config.TOPOLOGY_BOLT_WAIT_STRATEGY;
        String name = new ConfigReader(conf).text(key, WaitStrategyProgressive.class.getName());
        if (name.equals(WaitStrategyProgressive.class.getName())) {
            return null;
        }
        try {
            IWaitStrategy strategy = (IWaitStrategy) UserObjects.load(name).getConstructor().newInstance();
            strategy.prepare(conf, spout ? WaitSituation.SPOUT_WAIT : WaitSituation.BOLT_WAIT);
            return strategy;
        } catch (ReflectiveOperationException | ClassCastException e) {
            throw ConfigReader.wrong(key, name, "the name of a class that implements " + IWaitStrategy.class.getName());
        }
    }
}
