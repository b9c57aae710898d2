// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.run;

/** Where a stage emits to. The stage's thread calls it, within {@link BatchStage#take} or {@link BatchStage#finish}; the row belongs to that batch. */
public interface BatchOutput {
    /**
     * Emits one row.
     *
     * @param output as {@link BatchTopology.Component#output} numbered it
     * @param row    its values; given away, so the caller must not change them afterwards
     */
    void emit(int output, Object[] row);

    /** Shows an error in the topology's page, as a bolt's collector does. */
    void reportError(Throwable error);
}
