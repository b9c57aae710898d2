// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.storm.Config;
import org.apache.storm.spout.ISpoutOutputCollector;
import org.apache.storm.spout.SpoutOutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.IRichSpout;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Values;
import org.apache.storm.utils.ObjectReader;
import org.apache.storm.utils.Utils;

/**
 * Runs a spout each tuple of which is a batch of its own, such as a DRPC request, and leads each through its rounds. Nothing is replayed:
 * a failed batch is reported to the spout as failed. Any number of tasks, each its own coordinator; the executor's thread owns it.
 */
final class RequestSpout implements IRichSpout, ISpoutOutputCollector {
    private static final long serialVersionUID = 1L;

    private final IRichSpout spout;
    private final int group;
    private final Rounds rounds;
    private final ArrayList<OutputRoutes> outputs;
    private transient SpoutOutputCollector collector;
    private transient BatchRouter router;
    private transient int task;
    private transient TreeMap<Long, Request> requests;
    private transient long next;

    RequestSpout(IRichSpout spout, int group, Rounds rounds, List<OutputRoutes> outputs) {
        this.spout = spout;
        this.group = group;
        this.rounds = rounds;
        this.outputs = new ArrayList<>(outputs);
    }

    private static final class Request {
        final long transaction;
        final Object messageId;
        final long began = System.currentTimeMillis();
        int round;
        int open;

        Request(long transaction, Object messageId) {
            this.transaction = transaction;
            this.messageId = messageId;
        }
    }

    @Override
    public void open(Map<String, Object> conf, TopologyContext context, SpoutOutputCollector collector) {
        if (conf.get(Config.TOPOLOGY_ACKER_EXECUTORS) != null && ObjectReader.getInt(conf.get(Config.TOPOLOGY_ACKER_EXECUTORS)) == 0) {
            throw new IllegalArgumentException(Config.TOPOLOGY_ACKER_EXECUTORS
                + " is 0, which turns tracking off; a Trident topology cannot tell then when a batch is complete");
        }
        this.collector = collector;
        task = context.getThisTaskId();
        router = new BatchRouter(outputs, conf, context);
        requests = new TreeMap<>();
        // Above all numbers of former runs of this task, whose messages may still arrive.
        next = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
        spout.open(conf, context, new SpoutOutputCollector(this));
    }

    @Override
    public List<Integer> emit(String streamId, List<Object> tuple, Object messageId) {
        if (!streamId.equals(Utils.DEFAULT_STREAM_ID)) {
            throw new IllegalArgumentException(spout.getClass().getName() + " emits to stream " + streamId + "; a Trident stream takes the default one only");
        }
        Request request = new Request(next++, messageId);
        requests.put(request.transaction, request);
        RoundId id = new RoundId(request.transaction, 0, 0);
        BatchRouter.Sender sender = (to, stream, input, width, rows) -> {
            request.open++;
            collector.emitDirect(to, stream, new Values(task, request.transaction, 0, input, width, rows), id);
        };
        PartitionBuffer buffer = router.buffer(request.transaction);
        router.add(buffer, group, 0, tuple.toArray(), sender);
        router.flush(buffer, sender);
        return List.of();
    }

    @Override
    public void emitDirect(int taskId, String streamId, List<Object> tuple, Object messageId) {
        throw new IllegalArgumentException(spout.getClass().getName() + " emits to a task of its choice; in a Trident stream it cannot choose one");
    }

    @Override
    public void reportError(Throwable error) {
        collector.reportError(error);
    }

    @Override
    public void flush() {
        collector.flush();
    }

    @Override
    public long getPendingCount() {
        return requests.size();
    }

    @Override
    public void ack(Object msgId) {
        RoundId id = (RoundId) msgId;
        Request request = requests.get(id.transaction());
        if (request == null || request.round != id.round() || --request.open > 0) {
            return;
        }
        request.round++;
        if (request.round < rounds.count()) {
            request.open = 1;
            collector.emit(rounds.stream(request.round), new Values(requests.firstKey(), request.transaction, 0, request.round, request.began),
                new RoundId(request.transaction, 0, request.round));
            return;
        }
        requests.remove(request.transaction);
        if (request.messageId != null) {
            spout.ack(request.messageId);
        }
    }

    @Override
    public void fail(Object msgId) {
        Request request = requests.remove(((RoundId) msgId).transaction());
        if (request != null && request.messageId != null) {
            spout.fail(request.messageId);
        }
    }

    @Override
    public void nextTuple() {
        spout.nextTuple();
    }

    @Override
    public void activate() {
        spout.activate();
    }

    @Override
    public void deactivate() {
        spout.deactivate();
    }

    @Override
    public void close() {
        spout.close();
    }

    @Override
    public void declareOutputFields(OutputFieldsDeclarer declarer) {
        for (OutputRoutes output : outputs) {
            declarer.declareStream(output.stream(), true, StageBolt.PACKET);
        }
        for (int round = 1; round < rounds.count(); round++) {
            declarer.declareStream(rounds.stream(round), new Fields("oldest", "tx", "attempt", "round", "began"));
        }
    }

    @Override
    public Map<String, Object> getComponentConfiguration() {
        return null;
    }
}
