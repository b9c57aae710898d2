// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.blobstore;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.regex.Pattern;
import org.apache.storm.generated.SettableBlobMeta;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One file of a blob store: a blob's content, or what is being written to become it. */
public abstract class BlobStoreFile {
    public static final Logger LOG = LoggerFactory.getLogger(BlobStoreFile.class);
    protected static final String TMP_EXT = ".tmp";
    protected static final Pattern TMP_NAME_PATTERN = Pattern.compile("^\\d+\\" + TMP_EXT + "$");
    protected static final String BLOBSTORE_DATA_FILE = "data";

    public abstract void delete() throws IOException;

    public abstract String getKey();

    /** Whether the file is still being written. */
    public abstract boolean isTmp();

    public abstract SettableBlobMeta getMetadata();

    public abstract void setMetadata(SettableBlobMeta meta);

    /** When the file was last changed, in milliseconds since 1970. */
    public abstract long getModTime() throws IOException;

    /** A number that grows with each change: the time of change, unless a store counts otherwise. */
    public long getVersion() throws IOException {
        return getModTime();
    }

    public abstract InputStream getInputStream() throws IOException;

    public abstract OutputStream getOutputStream() throws IOException;

    /** Makes what was written the blob's content. */
    public abstract void commit() throws IOException;

    /** Gives up what was written. */
    public abstract void cancel() throws IOException;

    public abstract long getFileLength() throws IOException;
}
