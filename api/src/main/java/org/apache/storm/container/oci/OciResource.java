// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.container.oci;

/** A file that an image consists of. */
public class OciResource {
    private final String path;
    private final String fileName;
    private final long size;
    private final long timestamp;
    private final OciResourceType type;

    /** What a file of an image is. */
    public enum OciResourceType {
        LAYER, CONFIG
    }

    public OciResource(String path, String fileName, long size, long timestamp, OciResourceType type) {
        this.path = path;
        this.fileName = fileName;
        this.size = size;
        this.timestamp = timestamp;
        this.type = type;
    }

    public String getPath() {
        return path;
    }

    public String getFileName() {
        return fileName;
    }

    /** In bytes. */
    public long getSize() {
        return size;
    }

    /** When the file was last changed, in milliseconds since 1970. */
    public long getTimestamp() {
        return timestamp;
    }

    public OciResourceType getType() {
        return type;
    }

    @Override
    public String toString() {
        return "OciResource{path='" + path + "', fileName='" + fileName + "', size=" + size + ", timestamp=" + timestamp + ", type=" + type + "}";
    }
}
