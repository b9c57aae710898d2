// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli.chaos.load;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.storm.spout.SpoutOutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.base.BaseRichSpout;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Values;

/** Emits the numbers of its partition as the checker hands them out, and tells it what was acknowledged and what failed. */
public final class NumberedSpout extends BaseRichSpout {
    private static final long serialVersionUID = 1;

    private transient SpoutOutputCollector collector;
    private transient LedgerConnection ledger;
    private transient Queue<Integer> handed;
    private transient volatile String lost;
    private int partition;

    @Override
    public void open(Map<String, Object> conf, TopologyContext context, SpoutOutputCollector to) {
        collector = to;
        partition = context.getThisTaskIndex();
        handed = new ConcurrentLinkedQueue<>();
        ledger = LedgerConnection.open(conf, 'P', "spout " + partition);
        ledger.write(partition);
        Thread reader = new Thread(this::read, "ledger");
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try {
            DataInputStream in = ledger.in();
            while (true) {
                handed.add(in.readInt());
            }
        } catch (IOException e) {
            lost = "the checker is gone: " + e;
        }
    }

    @Override
    public void nextTuple() {
        Integer number = handed.poll();
        if (number != null) {
            collector.emit(new Values(partition, number), number);
        } else if (lost != null) {
            throw new IllegalStateException(lost);
        }
    }

    @Override
    public void ack(Object number) {
        ledger.write('A', (Integer) number);
    }

    @Override
    public void fail(Object number) {
        ledger.write('F', (Integer) number);
    }

    @Override
    public void close() {
        ledger.close();
    }

    @Override
    public void declareOutputFields(OutputFieldsDeclarer declarer) {
        declarer.declare(new Fields("partition", "number"));
    }
}
