// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.container.oci;

import java.util.ArrayList;
import java.util.Map;

/** What an image consists of, as its manifest says. */
public class ImageManifest {
    private int schemaVersion;
    private String mediaType;
    private Blob config;
    private ArrayList<Blob> layers;
    private Map<String, String> annotations;

    /** An empty manifest, to be filled by a JSON reader. */
    public ImageManifest() {
    }

    public ImageManifest(int schemaVersion, String mediaType, Blob config, ArrayList<Blob> layers, Map<String, String> annotations) {
        this.schemaVersion = schemaVersion;
        this.mediaType = mediaType;
        this.config = config;
        this.layers = layers;
        this.annotations = annotations;
    }

    public int getSchemaVersion() {
        return schemaVersion;
    }

    public String getMediaType() {
        return mediaType;
    }

    public Blob getConfig() {
        return config;
    }

    public ArrayList<Blob> getLayers() {
        return layers;
    }

    public Map<String, String> getAnnotations() {
        return annotations;
    }

    @Override
    public String toString() {
        return "ImageManifest{schemaVersion=" + schemaVersion + ", mediaType='" + mediaType + "', config=" + config + ", layers=" + layers
            + ", annotations=" + annotations + "}";
    }

    /** A part of the image, known by the digest of its content. */
    static class Blob {
        private String mediaType;
        private String digest;
        private long size;
        private ArrayList<String> urls;
        private Map<String, String> annotations;

        public String getMediaType() {
            return mediaType;
        }

        public String getDigest() {
            return digest;
        }

        public long getSize() {
            return size;
        }

        public ArrayList<String> getUrls() {
            return urls;
        }

        public Map<String, String> getAnnotations() {
            return annotations;
        }

        @Override
        public String toString() {
            return "Blob{mediaType='" + mediaType + "', digest='" + digest + "', size=" + size + ", urls=" + urls
                + ", annotations=" + annotations + "}";
        }
    }
}
