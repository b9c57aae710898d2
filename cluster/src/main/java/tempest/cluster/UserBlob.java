// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * One entry of a topology's {@code topology.blobstore.map}: Nimbus looks at it when the topology is submitted, a supervisor brings it to the worker's
 * folder. Immutable; any thread; it never looks whether the blob is there.
 *
 * @param key        the blob
 * @param localName  how the topology finds it in its worker's folder
 * @param uncompress whether it is an archive to be unpacked
 * @param restart    whether workers have to restart when it changes
 */
public record UserBlob(String key, String localName, boolean uncompress, boolean restart) {

    private static final Set<String> TAKEN = Set.of("artifacts", "resources", "pids", "tmp", "dependencies", "stormjar.jar", "stormcode.ser",
        "stormconf.ser", "blobs.properties", "worker.properties");

    /**
     * Reads the map out of a topology's configuration.
     *
     * @throws IllegalArgumentException in one line, with what would be right
     */
    public static List<UserBlob> of(Map<String, Object> conf) {
        Object raw = conf.get("topology.blobstore.map");
        List<UserBlob> blobs = new ArrayList<>();
        Map<String, String> keyOfName = new HashMap<>();
        if (raw == null) {
            return blobs;
        }
        if (!(raw instanceof Map<?, ?> map)) {
            throw wrong("it is " + raw + " but must be a map of blob key to settings");
        }
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            String key = String.valueOf(entry.getKey());
            Map<?, ?> settings = entry.getValue() instanceof Map<?, ?> given ? given : Map.of();
            Object localName = settings.get("localname");
            String name = localName == null ? key : localName.toString();
            if (!plain(key) || !plain(name) || TAKEN.contains(name)) {
                throw wrong("blob '" + key + "' has the local name '" + name + "'; both must be plain file names, and the local name none of "
                    + new TreeSet<>(TAKEN));
            }
            String other = keyOfName.put(name, key);
            if (other != null) {
                throw wrong("blobs '" + other + "' and '" + key + "' have the same local name '" + name + "'; each needs one of its own");
            }
            blobs.add(new UserBlob(key, name, flag(settings, "uncompress"), flag(settings, "workerRestart")));
        }
        return blobs;
    }

    private static boolean flag(Map<?, ?> settings, String name) {
        Object value = settings.get(name);
        return value != null && Boolean.parseBoolean(value.toString());
    }

    /** Whether this can be the name of a file in a given folder. */
    public static boolean plain(String name) {
        return !name.isBlank() && !name.equals(".") && !name.equals("..")
            && name.indexOf('/') < 0 && name.indexOf('\\') < 0 && name.indexOf('\0') < 0;
    }

    private static IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException("topology.blobstore.map: " + what);
    }
}
