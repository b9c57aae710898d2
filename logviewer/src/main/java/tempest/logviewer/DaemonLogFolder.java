// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.logviewer;

import java.nio.file.Path;
import org.apache.logging.log4j.core.appender.AbstractOutputStreamAppender;
import org.apache.logging.log4j.core.appender.FileManager;
import org.apache.logging.log4j.core.config.Configuration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the daemons of this computer log to: the folder of the file that the appender {@code logviewer.appender.name} writes, since all daemons share
 * one configuration of logging. Called once, when the log viewer starts.
 */
final class DaemonLogFolder {
    private static final Logger LOG = LoggerFactory.getLogger(DaemonLogFolder.class);
    /** Storm's own name for it, which says nothing about anybody's configuration. */
    private static final String USUAL_NAME = "A1";

    private DaemonLogFolder() {
    }

    /**
     * The folder.
     *
     * @param logging that of this process
     * @param usual   where they log unless an appender says otherwise
     */
    static Path of(String appender, Configuration logging, Path usual) {
        if (logging.getAppender(appender) instanceof AbstractOutputStreamAppender<?> found && found.getManager() instanceof FileManager file) {
            return Path.of(file.getFileName()).toAbsolutePath().normalize().getParent();
        }
        if (!appender.equals(USUAL_NAME)) {
            LOG.warn("logviewer.appender.name is {}, which is no appender to a file in the daemons' configuration of logging; {} is shown", appender, usual);
        }
        return usual;
    }
}
