// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor.process;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Properties;
import org.apache.storm.generated.LocalAssignment;
import tempest.cluster.AtomicFile;
import tempest.cluster.ThriftCodec;
import tempest.supervisor.slot.LaunchRequest;
import tempest.supervisor.slot.SlotAssignment;

/**
 * What is written into a worker's folder so that a later supervisor can take the worker over: its request and its process. Immutable.
 *
 * @param request  what was asked for
 * @param pid      its process
 * @param identity what tells it from a later process of the same id, see {@link ProcessIdentity}
 * @param timeoutMillis after how long without a heartbeat it hangs
 */
record WorkerRecord(LaunchRequest request, long pid, String identity, long timeoutMillis) {

    static final String FILE = "worker.properties";

    void write(Path folder) throws IOException {
        Properties text = new Properties();
        text.setProperty("topology", request.topologyId());
        text.setProperty("supervisor", request.supervisorId());
        text.setProperty("supervisor.port", Integer.toString(request.supervisorPort()));
        text.setProperty("port", Integer.toString(request.port()));
        text.setProperty("pid", Long.toString(pid));
        text.setProperty("process", identity);
        text.setProperty("timeout.millis", Long.toString(timeoutMillis));
        text.setProperty("assignment", Base64.getEncoder().encodeToString(
            new ThriftCodec<>(LocalAssignment::new).encode(request.assignment().toThrift())));
        StringWriter lines = new StringWriter();
        text.store(lines, null);
        AtomicFile.replace(folder.resolve(FILE), lines.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Reads it back; fails if it is not there or damaged. */
    static WorkerRecord read(Path folder) throws IOException {
        Properties text = new Properties();
        try (Reader in = Files.newBufferedReader(folder.resolve(FILE))) {
            text.load(in);
            LocalAssignment assignment = new ThriftCodec<>(LocalAssignment::new).decode(Base64.getDecoder().decode(need(text, "assignment")));
            LaunchRequest request = new LaunchRequest(need(text, "supervisor"), Integer.parseInt(need(text, "supervisor.port")),
                Integer.parseInt(need(text, "port")), folder.getFileName().toString(), SlotAssignment.of(assignment));
            return new WorkerRecord(request, Long.parseLong(need(text, "pid")), need(text, "process"), Long.parseLong(need(text, "timeout.millis")));
        } catch (IllegalArgumentException e) {
            throw new IOException(folder.resolve(FILE) + " is damaged: " + e.getMessage(), e);
        }
    }

    private static String need(Properties text, String key) {
        String value = text.getProperty(key);
        if (value == null) {
            throw new IllegalArgumentException("it has no " + key);
        }
        return value;
    }
}
