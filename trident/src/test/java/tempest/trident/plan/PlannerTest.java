// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.apache.storm.trident.Plans;
import org.apache.storm.trident.Stream;
import org.apache.storm.trident.TridentState;
import org.apache.storm.trident.TridentTopology;
import org.apache.storm.trident.operation.builtin.Count;
import org.apache.storm.trident.operation.builtin.FilterNull;
import org.apache.storm.trident.operation.builtin.MapGet;
import org.apache.storm.trident.operation.builtin.Sum;
import org.apache.storm.trident.testing.FixedBatchSpout;
import org.apache.storm.trident.testing.MemoryMapState;
import org.apache.storm.trident.testing.Split;
import org.apache.storm.tuple.Fields;
import org.junit.jupiter.api.Test;

/** What is fused, what is sent, and how many tasks run it. */
class PlannerTest {
    private final TridentTopology topology = new TridentTopology();

    private Stream stream(String id) {
        return topology.newStream(id, new RandomGraph.AnySpout());
    }

    private Plan plan() {
        return Plans.of(topology);
    }

    private Part part(String id) {
        return plan().parts().stream().filter(p -> p.id.equals(id)).findFirst().orElseThrow(() -> new AssertionError(id + " is not in\n" + plan()));
    }

    private List<String> ids() {
        return plan().parts().stream().map(p -> p.id).toList();
    }

    @Test
    void wordCountWithItsQueryIsTwoComponentsAndTheRequests() {
        FixedBatchSpout sentences = new FixedBatchSpout(new Fields("sentence"), 3);
        TridentState counts = topology.newStream("spout1", sentences).parallelismHint(16)
            .each(new Fields("sentence"), new Split(), new Fields("word")).groupBy(new Fields("word"))
            .persistentAggregate(new MemoryMapState.Factory(), new Count(), new Fields("count")).parallelismHint(6);
        topology.newDRPCStream("words").each(new Fields("args"), new Split(), new Fields("word")).groupBy(new Fields("word"))
            .stateQuery(counts, new Fields("word"), new MapGet(), new Fields("count")).each(new Fields("count"), new FilterNull())
            .aggregate(new Fields("count"), new Sum(), new Fields("sum"));
        assertEquals("""
            spout-spout1: 1 task, batches of bg0
                newStream spout1 FixedBatchSpout -> [sentence]
                each Split[sentence] -> [sentence, word]
                partitionAggregate CombinePerGroup[word] -> [word, count]
              gives s2 [word, count]
            b-0: 6 tasks, batches of bg0, bg1, commits bg0
              from spout-spout1 s2 [word, count], partitionBy [word]
              from b-1 s8 [word], partitionBy [word]
                partitionAggregate CombinePerGroup[word, count] -> [word, count]
                partitionPersist MapCombinerAggStateUpdater[word, count] -> [word, count]
                stateQuery MapGet[word] -> [args, word, count]
                filter FilterNull[count] -> [args, word, count]
                partitionAggregate Combine[count] -> [sum]
              gives s12 [sum]
            spout0: 1 task, batches of bg1
                newDRPCStream words -> [args, return-info]
              gives s6 [args, return-info]
            b-1: 1 task, batches of bg1
              from spout0 s6 [args, return-info], task by task
                project [args] -> [args]
                each Split[args] -> [args, word]
                project [return-info] -> [return-info]
              gives s8 [word]
              gives s15 [return-info]
            b-2: 1 task, batches of bg1
              from b-0 s12 [sum], batchGlobal
              from b-1 s15 [return-info], batchGlobal
                partitionAggregate OncePerBatch[sum] -> [sum]
                return results -> []
            """, plan().toText());
    }

    @Test
    void aChainWithoutRepartitioningIsTheSpoutAlone() {
        stream("a").each(new Fields("k"), new RandomGraph.Repeat(), new Fields("x")).project(new Fields("x")).parallelismHint(3);
        assertEquals(List.of("spout-a"), ids());
        assertEquals(3, part("spout-a").tasks);
    }

    @Test
    void hintsCountBackToTheRepartitioningAndTheGreatestWins() {
        stream("a").parallelismHint(2).filter(new RandomGraph.Mostly()).parallelismHint(4).shuffle().filter(new RandomGraph.Mostly())
            .filter(new RandomGraph.Mostly()).parallelismHint(5).global().filter(new RandomGraph.Mostly());
        assertEquals(List.of(4, 5, 1), plan().parts().stream().map(p -> p.tasks).toList());
    }

    @Test
    void aHintOnARepartitioningIsForWhatComesBeforeIt() {
        stream("a").shuffle().parallelismHint(3).filter(new RandomGraph.Mostly()).parallelismHint(2);
        assertEquals(List.of(3, 2), plan().parts().stream().map(p -> p.tasks).toList());
    }

    @Test
    void componentsThatKeepPartitionsBetweenThemHaveAsManyTasks() {
        stream("a").parallelismHint(3).identityPartition().filter(new RandomGraph.Mostly()).parallelismHint(2);
        assertEquals(List.of(3, 3), plan().parts().stream().map(p -> p.tasks).toList());
    }

    @Test
    void aStateWithoutKeysHasOnePartitionWhateverTheHint() {
        stream("a").persistentAggregate(new MemoryMapState.Factory(), new Count(), new Fields("n")).parallelismHint(7);
        assertEquals(1, part("b-0").tasks);
    }

    @Test
    void onlyFieldsThatSomebodyReadsAreSent() {
        Stream wide = stream("a").each(new Fields("k"), new RandomGraph.Repeat(), new Fields("x")).each(new Fields("v"), new RandomGraph.Repeat(), new Fields("y"));
        wide.partitionBy(new Fields("x")).each(new Fields("y"), new RandomGraph.Repeat(), new Fields("z")).project(new Fields("z"))
            .partitionPersist(new Kept.Rows("none"), new Fields("z"), new Kept.KeepRows());
        assertEquals(new Fields("x", "y"), part("b-0").inputs.get(0).output().fields());
    }

    @Test
    void operationsThatWouldWaitForThemselvesAreKeptApart() {
        Stream a = stream("a").filter(new RandomGraph.Mostly());
        Stream round = a.shuffle().filter(new RandomGraph.Mostly());
        topology.merge(a, round).filter(new RandomGraph.Mostly());
        assertEquals(List.of("spout-a", "b-0"), ids());
        assertTrue(part("b-0").inputs.stream().anyMatch(i -> i.edge().direct()), plan().toText());
    }

    @Test
    void twoSpoutsThatAreMergedShareABatchAndStayApart() {
        topology.merge(stream("a"), stream("b")).filter(new RandomGraph.Mostly());
        assertEquals(List.of("spout-a", "spout-b"), ids());
        assertEquals(1, plan().groups().count);
        assertEquals(1, part("spout-a").inputs.size() + part("spout-b").inputs.size());
    }

    @Test
    void namesOfStreamsShowInTheIdsOfBolts() {
        stream("a").shuffle().name("left").filter(new RandomGraph.Mostly()).name("right").filter(new RandomGraph.Mostly());
        assertEquals(List.of("spout-a", "b-0-left-right"), ids());
    }

    @Test
    void theLastOfSeveralRepartitioningsCountsAndWhatWasMultipliedArrivesFirst() {
        stream("a").shuffle().global().filter(new RandomGraph.Mostly());
        assertEquals("global", part("b-0").inputs.get(0).edge().label());
        TridentTopology other = new TridentTopology();
        other.newStream("a", new RandomGraph.AnySpout()).broadcast().shuffle().filter(new RandomGraph.Mostly());
        assertEquals(3, Plans.of(other).parts().size());
    }

    @Test
    void aPlanIsAGraphToo() {
        stream("a").groupBy(new Fields("k")).aggregate(new Count(), new Fields("n"));
        String dot = plan().toDot();
        assertTrue(dot.startsWith("digraph plan {") && dot.contains("\"spout-a\" -> \"b-0\" [label=\"partitionBy [k]\\n[k, n]\"]"), dot);
    }
}
