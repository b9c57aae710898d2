// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.blobstore;

import java.io.IOException;
import java.io.InputStream;

/** A stream that knows the version and length of the blob it reads. */
public abstract class InputStreamWithMeta extends InputStream {

    /** The blob's version; a larger number is a later one. */
    public abstract long getVersion() throws IOException;

    /** The blob's length in bytes. */
    public abstract long getFileLength() throws IOException;
}
