// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.run;

import org.apache.storm.trident.spout.ITridentSpout;

/** The coordinator of a spout whose batches have no metadata. The coordinator's thread calls it. */
final class AlwaysReady implements ITridentSpout.BatchCoordinator<Object> {
    @Override
    public Object initializeTransaction(long txid, Object prevMetadata, Object currMetadata) {
        return null;
    }

    @Override
    public void success(long txid) {
    }

    @Override
    public boolean isReady(long txid) {
        return true;
    }

    @Override
    public void close() {
    }
}
