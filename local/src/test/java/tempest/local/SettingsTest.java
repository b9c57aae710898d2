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
        LocalCluster.Builder builder = new LocalCluster.Builder().withDaemonConf("nimbus.blobstore.class", "a.B");
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, builder::build);
        assertEquals("configuration nimbus.blobstore.class is a.B; it must be left out or org.apache.storm.blobstore.LocalFsBlobStore: "
            + "blobs would be on Nimbus's disk in place of the store it names",
            e.getMessage());
    }
}
