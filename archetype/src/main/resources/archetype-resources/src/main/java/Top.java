package ${package};

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.storm.Config;
import org.apache.storm.topology.BasicOutputCollector;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.base.BaseBasicBolt;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.utils.TupleUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs the most frequent words whenever a tick comes, which is every two seconds. */
public class Top extends BaseBasicBolt {
    private static final Logger LOG = LoggerFactory.getLogger(Top.class);
    private static final int SHOWN = 3;

    private final Map<String, Long> counts = new HashMap<>();

    @Override
    public Map<String, Object> getComponentConfiguration() {
        return Map.of(Config.TOPOLOGY_TICK_TUPLE_FREQ_SECS, 2);
    }

    @Override
    public void execute(Tuple input, BasicOutputCollector collector) {
        if (TupleUtils.isTick(input)) {
            LOG.info("most frequent: {}", mostFrequent());
        } else {
            counts.put(input.getStringByField("word"), input.getLongByField("count"));
        }
    }

    private List<Map.Entry<String, Long>> mostFrequent() {
        return counts.entrySet().stream().sorted(Map.Entry.<String, Long>comparingByValue().reversed()).limit(SHOWN).toList();
    }

    @Override
    public void declareOutputFields(OutputFieldsDeclarer declarer) {
        // The end of the line: it emits nothing.
    }
}
