// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import tempest.cli.launch.CommandFailure;
import tempest.cluster.PortOwner;

/** Hands out the ports of one cluster: the usual one if it is free, else any free one. One thread. */
public final class Ports {
    private final boolean insist;
    private final Consumer<String> say;
    private final Set<Integer> given = new HashSet<>();

    /** @param insist fail instead of taking another port
     *  @param say is passed a line about each port that is not the usual one */
    public Ports(boolean insist, Consumer<String> say) {
        this.insist = insist;
        this.say = say;
    }

    public int take(String use, int usual) {
        if (!given.contains(usual) && isFree(usual)) {
            given.add(usual);
            return usual;
        }
        String held = "port " + usual + " (" + use + ") is in use" + (given.contains(usual) ? "" : PortOwner.of(usual).map(o -> " by " + o).orElse(""));
        if (insist) {
            throw new CommandFailure(held + "; stop it, or leave out --ports default to use any free port");
        }
        int other = anyFree();
        say.accept(held + "; using " + other);
        return other;
    }

    private int anyFree() {
        for (int tries = 0; tries < 100; tries++) {
            try (ServerSocket socket = new ServerSocket(0)) {
                if (given.add(socket.getLocalPort())) {
                    return socket.getLocalPort();
                }
            } catch (IOException e) {
                throw new UncheckedIOException("no free port: " + e.getMessage(), e);
            }
        }
        throw new CommandFailure("no free port found");
    }

    static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
