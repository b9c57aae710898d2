// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.http;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tempest.cluster.ConfigReader;

/**
 * Under which names a server may be called, and which other sites' pages may read its answers. A page that makes its own name point to this server
 * (DNS rebinding) sends that name, which is none of ours. Made once, asked by request threads; immutable.
 */
final class AllowedSites {
    static final String HOSTS = "storm.http.allowed.hosts";
    static final String ORIGINS = "storm.http.allowed.origins";
    private static final String ANY = "*";
    /** No name that resolves to anything: a page cannot have it for its own. */
    private static final Pattern ADDRESS = Pattern.compile("\\[[0-9a-f:.%]+]|[0-9]{1,3}(\\.[0-9]{1,3}){3}");

    private final Set<String> hosts;
    private final Set<String> origins;

    private AllowedSites(Set<String> hosts, Set<String> origins) {
        this.hosts = hosts;
        this.origins = origins;
    }

    /** What the configuration names, and the names that it and the operating system have for this machine. */
    static AllowedSites of(Map<String, Object> conf, String ownHostKey) {
        ConfigReader read = new ConfigReader(conf);
        List<String> names = new ArrayList<>(List.of("localhost", read.text("storm.local.hostname", ""), read.text(ownHostKey, "")));
        for (String key : List.of(HOSTS, "nimbus.seeds", "drpc.servers")) {
            names.addAll(read.texts(key, List.of()));
        }
        try {
            InetAddress here = InetAddress.getLocalHost();
            names.add(here.getHostName());
            names.add(here.getCanonicalHostName());
        } catch (UnknownHostException e) {
            // A machine whose own name does not resolve is not called by it.
            names.add("localhost");
        }
        Set<String> hosts = new HashSet<>();
        names.forEach(name -> hosts.add(plain(name)));
        hosts.remove("");
        Set<String> origins = new HashSet<>();
        for (String origin : read.texts(ORIGINS, List.of())) {
            if (!origin.equals(ANY) && !origin.matches("https?://[^/\\s]+")) {
                throw ConfigReader.wrong(ORIGINS, origin, "a list of origins such as https://dashboard.example.com, or \"*\"");
            }
            origins.add(origin.toLowerCase(Locale.ROOT));
        }
        return new AllowedSites(Set.copyOf(hosts), Set.copyOf(origins));
    }

    private static String plain(String name) {
        String lower = name.strip().toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }

    /** Whether a Host header, which programs may leave out, is one of this server's names or an address. */
    boolean isOwn(String hostHeader) {
        if (hostHeader == null || hosts.contains(ANY)) {
            return true;
        }
        String host = plain(hostHeader.replaceFirst(":[0-9]{1,5}$", ""));
        return hosts.contains(plain(host)) || ADDRESS.matcher(host).matches();
    }

    /** Whether a page of this origin may read; null, a program's, needs no leave. */
    boolean mayRead(String origin) {
        return origin != null && (origins.contains(ANY) || origins.contains(origin.toLowerCase(Locale.ROOT)));
    }

    /** Whether a page at this address may load answers as scripts. One that does not say where it is may not, unless all may. */
    boolean mayLoadScripts(String referer) {
        return origins.contains(ANY) || referer != null && mayRead(origin(referer));
    }

    private static String origin(String url) {
        try {
            URI uri = new URI(url);
            return uri.getScheme() + "://" + uri.getRawAuthority();
        } catch (URISyntaxException e) {
            return null;
        }
    }
}
