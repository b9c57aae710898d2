// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.apache.storm.LocalCluster;
import org.junit.jupiter.api.Test;

/** What a local cluster says of its configuration. */
class SettingsTest {

    @Test
    void aSettingThatItsUserReliesOnInVainKeepsTheClusterFromStarting() {
        LocalCluster.Builder builder = new LocalCluster.Builder().withDaemonConf("storm.zookeeper.ssl.enable", true);
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, builder::build);
        assertEquals("configuration storm.zookeeper.ssl.enable is true; it must be left out or false: connections to ZooKeeper are not encrypted",
            e.getMessage());
    }
}
