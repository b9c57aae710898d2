// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.stats;

import java.util.List;
import java.util.concurrent.TimeUnit;
import tempest.cluster.WorkerExit;
import tempest.worker.tuple.TupleImpl;

/**
 * What a bolt's task knew of tuples that it failed: their values and the error that it reported just before. The task's threads add, the thread that
 * reads statistics drains. Where thousands fail, a sample is kept.
 */
public final class FailedInputs {
    /** An error that was reported longer ago than this belongs to another tuple. */
    private static final long ERROR_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int MOST_ERROR = 300;
    private static final int MOST_VALUES = 200;

    private final RootSample<Input> inputs = new RootSample<>();
    private volatile Reported lastError;

    private record Reported(String error, long nanos) { }

    /** One failed tuple of a tree; error and values are null where they are not known. */
    public record Input(long root, String error, String values) { }

    /** The task has reported an error. */
    public void reported(Throwable error, long nowNanos) {
        String text = WorkerExit.describe(error);
        lastError = new Reported(text.substring(0, Math.min(MOST_ERROR, text.length())), nowNanos);
    }

    /** Why a tuple fails that the task fails now, as far as that was told; null if it was not. */
    public String cause(long nowNanos) {
        Reported error = lastError;
        return error != null && nowNanos - error.nanos < ERROR_NANOS ? error.error : null;
    }

    /** The task fails a tuple; {@code withValues} is false if users must not see them. */
    public void add(TupleImpl tuple, boolean withValues, long nowNanos) {
        for (int i = tuple.anchorCount() - 1; i >= 0; i--) {
            if (inputs.wants(tuple.root(i))) {
                inputs.add(tuple.root(i), new Input(tuple.root(i), cause(nowNanos), withValues ? values(tuple) : null));
            }
        }
    }

    private static String values(TupleImpl tuple) {
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < tuple.size() && text.length() < MOST_VALUES; i++) {
            text.append(i == 0 ? "" : ", ").append(FailureSamples.text(tuple.getValue(i)));
        }
        text.append(']');
        return text.length() <= MOST_VALUES ? text.toString() : text.substring(0, MOST_VALUES - 1) + "…";
    }

    /** Removes and returns those added since the last call, up to a limit. */
    public List<Input> drain(int most) {
        return inputs.drain(most);
    }
}
