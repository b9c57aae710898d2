// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import tempest.cluster.BindAddress;

/** Whether a TCP port of this computer is free, and whether someone answers on it. Stateless; any thread; answers at once. */
final class PortProbe {

    private static final int CONNECT_MS = 200;

    private PortProbe() { }

    /** Whether the port could be listened on now. */
    static boolean free(InetSocketAddress at) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(at);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether a worker listens on the address that workers are given or, if it is from before that changed, on loopback. */
    static boolean answers(BindAddress bind, int port) {
        return answers(bind.fromHere(port)) || !bind.isLoopback() && answers(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    /** Whether someone listens: by connecting, since an attempt to listen could get in the way of who is about to. */
    private static boolean answers(InetSocketAddress at) {
        try (Socket probe = new Socket()) {
            probe.connect(at, CONNECT_MS);
            // Where nobody listens, TCP may have connected the probe with itself.
            return probe.getLocalPort() != at.getPort();
        } catch (IOException e) {
            return false;
        }
    }
}
