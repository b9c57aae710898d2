// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster;

/** The names of a topology's blobs. Pure functions; any thread. */
public final class BlobKeys {
    private static final String JAR = "-stormjar.jar";
    private static final String CODE = "-stormcode.ser";
    private static final String CONF = "-stormconf.ser";
    private static final String HISTORY = "-stormhistory.bin";

    private BlobKeys() {
    }

    public static String jar(String topologyId) {
        return topologyId + JAR;
    }

    public static String code(String topologyId) {
        return topologyId + CODE;
    }

    public static String conf(String topologyId) {
        return topologyId + CONF;
    }

    /** Of Nimbuses alone: the figures of its past, for the next leader. */
    public static String history(String topologyId) {
        return topologyId + HISTORY;
    }

    public static boolean isHistory(String key) {
        return key.endsWith(HISTORY);
    }

    /** The topology that owns a blob of one of these names, or null for any other key. */
    public static String topologyId(String key) {
        for (String suffix : new String[] {JAR, CODE, CONF, HISTORY}) {
            if (key.endsWith(suffix) && key.length() > suffix.length()) {
                return key.substring(0, key.length() - suffix.length());
            }
        }
        return null;
    }
}
