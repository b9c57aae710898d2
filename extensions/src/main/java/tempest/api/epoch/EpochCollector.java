// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.api.epoch;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.apache.storm.task.IOutputCollector;
import org.apache.storm.tuple.Tuple;

/**
 * What one life of a bolt emits, acks and fails: tags what it emits, and notes what it settles. Nothing is tracked. Any thread; what comes after the life's incarnation is over
 * counts no more.
 */
final class EpochCollector implements IOutputCollector {
    private final IOutputCollector collector;
    private final EpochProgress progress;
    private final Consumer<String> failed;

    /** @param failed what the task does at once if its own thread fails a tuple */
    EpochCollector(IOutputCollector collector, EpochProgress progress, Consumer<String> failed) {
        this.collector = collector;
        this.progress = progress;
        this.failed = failed;
    }

    static List<Object> tagged(List<Object> tuple, Long tag) {
        List<Object> tagged = new ArrayList<>(tuple.size() + 1);
        tagged.addAll(tuple);
        tagged.add(tag);
        return tagged;
    }

    @Override
    public List<Integer> emit(String streamId, Collection<Tuple> anchors, List<Object> tuple) {
        boolean own = progress.isOwnThread();
        Long tag = own ? progress.tag() : progress.beginEmit();
        if (tag == null) {
            return List.of(); // what led to it is undone
        }
        if (own) {
            List<Integer> tasks = collector.emit(streamId, List.of(), tagged(tuple, tag));
            progress.sent(tasks);
            return tasks;
        }
        List<Integer> tasks = List.of();
        try {
            tasks = collector.emit(streamId, List.of(), tagged(tuple, tag));
        } finally {
            progress.endEmit(tasks);
        }
        return tasks;
    }

    @Override
    public void emitDirect(int taskId, String streamId, Collection<Tuple> anchors, List<Object> tuple) {
        boolean own = progress.isOwnThread();
        Long tag = own ? progress.tag() : progress.beginEmit();
        if (tag == null) {
            return;
        }
        List<Integer> tasks = progress.reaches(streamId, taskId) ? List.of(taskId) : List.of();
        if (own) {
            collector.emitDirect(taskId, streamId, List.of(), tagged(tuple, tag));
            progress.sent(tasks);
            return;
        }
        try {
            collector.emitDirect(taskId, streamId, List.of(), tagged(tuple, tag));
        } finally {
            progress.endEmit(tasks);
        }
    }

    @Override
    public void ack(Tuple input) {
        collector.ack(UntaggedTuple.tagged(input));
        if (input instanceof UntaggedTuple untagged && untagged.settle(progress)) {
            progress.settled();
        }
    }

    @Override
    public void fail(Tuple input) {
        collector.fail(UntaggedTuple.tagged(input));
        if (!(input instanceof UntaggedTuple untagged) || !untagged.settle(progress)) {
            return;
        }
        String why = "a tuple of " + input.getSourceComponent() + " failed";
        if (progress.isOwnThread()) {
            failed.accept(why);
        } else {
            progress.failed(why);
        }
    }

    @Override
    public void resetTimeout(Tuple input) {
        // nothing is tracked, so nothing times out alone
    }

    @Override
    public void flush() {
        collector.flush();
    }

    @Override
    public void reportError(Throwable error) {
        collector.reportError(error);
    }
}
