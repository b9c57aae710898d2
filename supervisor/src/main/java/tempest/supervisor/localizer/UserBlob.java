// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor.localizer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One entry of a topology's {@code topology.blobstore.map}.
 *
 * @param key        the blob
 * @param localName  how the topology finds it in its worker's folder
 * @param uncompress whether it is an archive to be unpacked
 * @param restart    whether workers have to restart when it changes
 */
record UserBlob(String key, String localName, boolean uncompress, boolean restart) {

    private static final Set<String> TAKEN = Set.of("artifacts", "resources", "pids", "tmp", "dependencies", "stormjar.jar", "stormcode.ser",
        "stormconf.ser", TopologyFolder.VERSIONS, "worker.properties");

    /** Reads the map out of a topology's configuration; a wrong one fails with what would be right. */
    static List<UserBlob> of(Map<String, Object> conf) throws BlobSource.NoSuchBlobException {
        Object raw = conf.get("topology.blobstore.map");
        List<UserBlob> blobs = new ArrayList<>();
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
                    + new java.util.TreeSet<>(TAKEN));
            }
            blobs.add(new UserBlob(key, name, flag(settings, "uncompress"), flag(settings, "workerRestart")));
        }
        return blobs;
    }

    private static boolean flag(Map<?, ?> settings, String name) {
        Object value = settings.get(name);
        return value != null && Boolean.parseBoolean(value.toString());
    }

    static boolean plain(String name) {
        return !name.isBlank() && !name.equals(".") && !name.equals("..")
            && name.indexOf('/') < 0 && name.indexOf('\\') < 0 && name.indexOf('\0') < 0;
    }

    private static BlobSource.NoSuchBlobException wrong(String what) {
        return new BlobSource.NoSuchBlobException("topology.blobstore.map: " + what);
    }
}
