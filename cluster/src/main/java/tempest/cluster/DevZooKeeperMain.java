// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.storm.utils.Utils;

/** {@code storm dev-zookeeper}: a ZooKeeper server of one node for development, until it is told to stop. */
public final class DevZooKeeperMain {
    private DevZooKeeperMain() {
    }

    /** Runs until SIGTERM or SIGINT; exits 1 with one line if the server cannot start. */
    public static void main(String[] args) throws InterruptedException {
        try {
            Map<String, Object> conf = Utils.readStormConfig();
            ConfigReader read = new ConfigReader(conf);
            Path data = LocalLayout.of(conf).home().resolve(read.text("dev.zookeeper.path", "storm-local/dev-zookeeper"));
            BindAddress bind = BindAddress.of(conf).guard("ZooKeeper", false);
            EmbeddedZooKeeper server = EmbeddedZooKeeper.start(bind.at(read.port("storm.zookeeper.port", 2181)), data);
            DaemonProcess.onStop("zookeeper", server::close);
            System.out.println("ZooKeeper listens on port " + server.port() + ", data in " + data);
        } catch (Exception e) {
            System.err.println("storm dev-zookeeper: " + e.getMessage());
            System.exit(1);
        }
        new CountDownLatch(1).await();
    }
}
