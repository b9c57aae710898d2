// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.stats;

/**
 * What a task did with one of its outgoing streams; the last four are for spouts only. Plain fields, written by the emitter that owns them
 * and published once per round; readers may be a round behind but never see a torn or falling number.
 */
public final class OutCounters {
    public long emitted;
    public long transferred;
    public long acked;
    public long failed;
    public long completeMicros;
    public long completeSamples;
}
