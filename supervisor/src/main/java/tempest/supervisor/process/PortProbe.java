// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Whether a TCP port of this computer is free, and whether someone answers on it. Stateless; any thread; answers at once. */
final class PortProbe {

    private static final int CONNECT_MS = 200;

    private PortProbe() { }

    /** Whether the port could be listened on now. */
    static boolean free(int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether someone listens: by connecting, since an attempt to listen could get in the way of who is about to. */
    static boolean answers(int port) {
        try (Socket probe = new Socket()) {
            probe.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MS);
            // Where nobody listens, TCP may have connected the probe with itself.
            return probe.getLocalPort() != port;
        } catch (IOException e) {
            return false;
        }
    }
}
