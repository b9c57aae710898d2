// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.utils;

import org.apache.storm.multilang.ShellMsg;
import org.apache.storm.task.TopologyContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs a process's messages, at the level that each asks for, as the class that runs the process. */
public class DefaultShellLogHandler implements ShellLogHandler {
    private Logger log = LoggerFactory.getLogger(DefaultShellLogHandler.class);
    private ShellProcess process;

    @Override
    public void setUpContext(Class<?> ownerCls, ShellProcess process, TopologyContext context) {
        this.log = LoggerFactory.getLogger(ownerCls == null ? DefaultShellLogHandler.class : ownerCls);
        this.process = process;
    }

    @Override
    public void log(ShellMsg shellMsg) {
        if (shellMsg == null) {
            throw new IllegalArgumentException("There is no message to log");
        }
        String message = (process == null ? "" : process.getProcessInfoString() + " ") + shellMsg.getMsg();
        switch (shellMsg.getLogLevel()) {
            case TRACE -> log.trace("{}", message);
            case DEBUG -> log.debug("{}", message);
            case WARN -> log.warn("{}", message);
            case ERROR -> log.error("{}", message);
            default -> log.info("{}", message);
        }
    }
}
