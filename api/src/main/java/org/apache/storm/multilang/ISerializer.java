// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.multilang;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.apache.storm.task.TopologyContext;

/** The language between a worker and a component's process: named by {@code topology.multilang.serializer}. One thread reads, one writes. */
public interface ISerializer extends Serializable {
    /**
     * @param processIn what the process reads
     * @param processOut what the process writes
     */
    void initialize(OutputStream processIn, InputStream processOut);

    /** Greets the process and returns its id. */
    Number connect(Map<String, Object> conf, TopologyContext context) throws IOException, NoOutputException;

    /** Waits for the next message. */
    ShellMsg readShellMsg() throws IOException, NoOutputException;

    void writeBoltMsg(BoltMsg msg) throws IOException;

    void writeSpoutMsg(SpoutMsg msg) throws IOException;

    void writeTaskIds(List<Integer> taskIds) throws IOException;
}
