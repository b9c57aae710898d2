// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.run;

import org.apache.storm.topology.IRichSpout;
import org.apache.storm.trident.spout.IBatchSpout;
import org.apache.storm.trident.spout.IOpaquePartitionedTridentSpout;
import org.apache.storm.trident.spout.IPartitionedTridentSpout;
import org.apache.storm.trident.spout.ITridentSpout;
import org.apache.storm.trident.spout.RichSpoutBatchExecutor;

/** Makes an {@link ITridentSpout}, the one kind the runtime runs, of each other kind. The submitting thread calls it; nothing is opened here. */
public final class Sources {
    private Sources() {
    }

    public static ITridentSpout<?> of(IBatchSpout spout) {
        return new BatchSpoutSource(spout);
    }

    public static ITridentSpout<?> of(IPartitionedTridentSpout<?, ?, ?> spout) {
        return new PartitionedSource<>(spout);
    }

    public static ITridentSpout<?> of(IOpaquePartitionedTridentSpout<?, ?, ?> spout) {
        return new OpaqueSource<>(spout);
    }

    public static ITridentSpout<?> of(IRichSpout spout) {
        return new RichSpoutBatchExecutor(spout);
    }
}
