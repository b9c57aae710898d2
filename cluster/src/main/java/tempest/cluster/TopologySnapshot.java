// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.storm.generated.Assignment;
import org.apache.storm.generated.Credentials;
import org.apache.storm.generated.StormBase;

/**
 * What a supervisor knows of a topology when it starts a worker of it: left in the worker's folder, so that the worker can begin while ZooKeeper
 * does not answer. Whoever begins with it follows the shared state as soon as that answers. Immutable by convention; any thread.
 *
 * @param assignment  where its executors run
 * @param credentials empty if it has none
 * @param topology    with its status; empty if the shared state had none
 */
public record TopologySnapshot(Assignment assignment, Optional<Credentials> credentials, Optional<StormBase> topology) {
    private static final String FILE = "topology-snapshot";
    private static final int FORMAT = 1;

    /** What the shared state says now; empty if the topology is assigned nowhere. */
    public static Optional<TopologySnapshot> of(ClusterState state, String topologyId) {
        return state.assignments().get(topologyId).map(
            assignment -> new TopologySnapshot(assignment, state.credentials().get(topologyId), state.topologies().get(topologyId)));
    }

    /** Leaves it in a new worker's folder, readable by nobody else: credentials are in it. */
    public void write(Path workerFolder) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(FORMAT);
        write(out, Optional.of(assignment), new ThriftCodec<>(Assignment::new));
        write(out, credentials, new ThriftCodec<>(Credentials::new));
        write(out, topology, new ThriftCodec<>(StormBase::new));
        try (OutputStream file = PrivateFile.create(workerFolder.resolve(FILE))) {
            bytes.writeTo(file);
        }
    }

    private static <T> void write(DataOutputStream out, Optional<T> part, Codec<T> codec) throws IOException {
        if (part.isEmpty()) {
            out.writeInt(-1);
            return;
        }
        byte[] encoded = codec.encode(part.get());
        out.writeInt(encoded.length);
        out.write(encoded);
    }

    /**
     * What was left in a worker's folder; empty if nothing was.
     *
     * @throws IOException if it is damaged
     */
    public static Optional<TopologySnapshot> read(Path workerFolder) throws IOException {
        Path file = workerFolder.resolve(FILE);
        try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
            if (in.readInt() != FORMAT) {
                throw new IOException("it is of another version");
            }
            Assignment assignment = part(in, new ThriftCodec<>(Assignment::new)).orElseThrow(() -> new IOException("it has no assignment"));
            return Optional.of(new TopologySnapshot(assignment, part(in, new ThriftCodec<>(Credentials::new)),
                part(in, new ThriftCodec<>(StormBase::new))));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            throw new IOException(file + " is damaged: " + e.getMessage(), e);
        }
    }

    private static <T> Optional<T> part(DataInputStream in, Codec<T> codec) throws IOException {
        int length = in.readInt();
        if (length < 0) {
            return Optional.empty();
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new IOException("it ends early");
        }
        return Optional.of(codec.decode(bytes));
    }
}
