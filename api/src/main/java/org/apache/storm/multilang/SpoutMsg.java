// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.multilang;

/** A command for a spout's process: {@code next}, {@code ack}, {@code fail}, {@code activate} or {@code deactivate}. */
public class SpoutMsg {
    private String command;
    private Object id;

    public String getCommand() {
        return command;
    }

    public void setCommand(String command) {
        this.command = command;
    }

    /** The message id that is acked or failed; null for other commands. */
    public Object getId() {
        return id;
    }

    public void setId(Object id) {
        this.id = id;
    }
}
