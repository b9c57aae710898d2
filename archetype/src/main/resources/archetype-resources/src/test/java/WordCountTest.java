package ${package};

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.storm.Testing;
import org.apache.storm.testing.CompleteTopologyParam;
import org.apache.storm.testing.MockedSources;
import org.apache.storm.tuple.Values;
import org.junit.jupiter.api.Test;

/** Runs the whole topology in a cluster inside this JVM, on sentences of its own. */
class WordCountTest {
    @Test
    void wordsAreCountedOverAllSentences() {
        MockedSources sources = new MockedSources();
        sources.addMockData("sentences", new Values("The cat saw the dog."), new Values("A dog slept!"));
        CompleteTopologyParam run = new CompleteTopologyParam();
        run.setMockedSources(sources);
        run.setTimeoutMs(60_000);

        Map<String, Long> counts = new HashMap<>();
        Testing.withLocalCluster(cluster -> {
            var emitted = Testing.completeTopology(cluster, WordCount.topology().createTopology(), run);
            for (List<Object> each : Testing.readTuples(emitted, "count")) {
                counts.merge((String) each.get(0), (Long) each.get(1), Math::max);
            }
        });

        assertEquals(Map.of("the", 2L, "cat", 1L, "saw", 1L, "dog", 2L, "a", 1L, "slept", 1L), counts);
    }
}
