// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.stats;

/**
 * What a bolt's task did with the tuples of one incoming stream. Plain fields, written by the emitter that owns them and published once per
 * round; readers may be a round behind but never see a torn or falling number.
 */
public final class InCounters {
    public long executed;
    public long acked;
    public long failed;
    public long executeNanos;
    public long executeSamples;
    public long processMicros;
    public long processSamples;
}
