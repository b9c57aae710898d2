// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.operation.builtin;

import java.io.Serial;
import org.apache.storm.trident.operation.BaseFilter;
import org.apache.storm.trident.tuple.TridentTuple;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows each tuple that passes, on standard output or in the log, and keeps it. */
public class Debug extends BaseFilter {
    @Serial
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(Debug.class);

    private final String name;
    private final boolean useLogger;

    /** On standard output. */
    public Debug() {
        this(false);
    }

    /** @param useLogger into the log rather than to standard output */
    public Debug(boolean useLogger) {
        this.useLogger = useLogger;
        this.name = "DEBUG: ";
    }

    /** On standard output, with a name in front. */
    public Debug(String name) {
        this.name = "DEBUG(" + name + "): ";
        this.useLogger = false;
    }

    @Override
    public boolean isKeep(TridentTuple tuple) {
        if (useLogger) {
            LOG.debug("{}{}", name, tuple);
        } else {
            System.out.println(name + tuple);
        }
        return true;
    }
}
