// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.blobstore;

import java.io.IOException;
import java.io.OutputStream;

/** A stream whose content counts only once it is closed; until then it can be given up. */
public abstract class AtomicOutputStream extends OutputStream {

    /** Gives up what was written. */
    public abstract void cancel() throws IOException;
}
