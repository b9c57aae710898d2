package ${package};

import java.util.HashMap;
import java.util.Map;
import org.apache.storm.spout.SpoutOutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.base.BaseRichSpout;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Values;
import org.apache.storm.utils.Utils;

/** A source of sentences. Each is emitted with an id, and emitted again if it fails. */
public class Sentences extends BaseRichSpout {
    private static final String[] SENTENCES = {
        "The storm broke at noon.",
        "At noon the harbour was empty.",
        "The boats had gone before the storm.",
    };

    private final Map<Object, String> inFlight = new HashMap<>();
    private SpoutOutputCollector collector;
    private long next;

    @Override
    public void open(Map<String, Object> conf, TopologyContext context, SpoutOutputCollector collector) {
        this.collector = collector;
    }

    @Override
    public void nextTuple() {
        Utils.sleep(1); // about a thousand sentences a second; without it, as many as go through
        String sentence = SENTENCES[(int) (next % SENTENCES.length)];
        inFlight.put(next, sentence);
        collector.emit(new Values(sentence), next);
        next++;
    }

    @Override
    public void ack(Object id) {
        inFlight.remove(id); // every word of it was counted
    }

    @Override
    public void fail(Object id) {
        collector.emit(new Values(inFlight.get(id)), id); // a bolt failed it, or 30 seconds have passed
    }

    @Override
    public void declareOutputFields(OutputFieldsDeclarer declarer) {
        declarer.declare(new Fields("sentence"));
    }
}
