// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.operators.window;

/** Adds values up, counts them and counts its merges. */
final class SumAndCount implements Aggregation<Long, long[], String> {
    int merges;

    @Override
    public long[] create() {
        return new long[2];
    }

    @Override
    public long[] add(long[] accumulated, Long value) {
        accumulated[0] += value;
        accumulated[1]++;
        return accumulated;
    }

    @Override
    public long[] merge(long[] earlier, long[] later) {
        merges++;
        return new long[] {earlier[0] + later[0], earlier[1] + later[1]};
    }

    @Override
    public String result(long[] accumulated) {
        return accumulated[0] + "/" + accumulated[1];
    }
}
