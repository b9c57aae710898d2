// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.ui.view;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * URLs in the log viewers of this cluster.
 *
 * @param scheme {@code http} or {@code https}
 * @param port   the port of the log viewers
 */
public record LogLinks(String scheme, int port) {
    /** URL-encoded, as a parameter. */
    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    public String base(String host) {
        return scheme + "://" + (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port + "/api/v1/";
    }

    public String worker(String host, String topology, int workerPort) {
        return file(host, topology + "/" + workerPort + "/worker.log");
    }

    /** A file below the workers' artifacts. */
    public String file(String host, String name) {
        return host == null || host.isEmpty() ? "" : base(host) + "log?file=" + encoded(name);
    }

    /** The same file as a download. */
    public String download(String host, String name) {
        return host == null || host.isEmpty() ? "" : base(host) + "download?file=" + encoded(name);
    }

    public String daemon(String host, String file) {
        return base(host) + "daemonlog?file=" + encoded(file);
    }

    /** Where a worker's stacks, heap dumps and recordings are listed. */
    public String dumps(String host, String topology, int workerPort) {
        return base(host) + "dumps/" + encoded(topology) + "/" + encoded(host + ":" + workerPort);
    }
}
