// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor.localizer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.storm.generated.StormTopology;
import tempest.cluster.Json;
import tempest.cluster.ThriftCodec;

/** Reads a topology's code and configuration from their files; damaged ones fail with what they should be. Stateless; any thread. */
public final class TopologyBlobs {

    private TopologyBlobs() { }

    /** Gzipped JSON. */
    public static Map<String, Object> conf(Path file) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return Json.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException | java.util.zip.ZipException | java.io.EOFException e) {
            throw new IOException(file.getFileName() + " is no topology configuration (gzipped JSON): " + e.getMessage(), e);
        }
    }

    /** Gzipped Thrift. */
    public static StormTopology code(Path file) throws IOException {
        try {
            return new ThriftCodec<>(StormTopology::new).decode(Files.readAllBytes(file));
        } catch (java.util.zip.ZipException | java.io.EOFException e) {
            throw new IOException(file.getFileName() + " is no topology (gzipped Thrift): " + e.getMessage(), e);
        }
    }
}
