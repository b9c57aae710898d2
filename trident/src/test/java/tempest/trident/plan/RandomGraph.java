// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.trident.JoinOutFieldsMode;
import org.apache.storm.trident.JoinType;
import org.apache.storm.trident.Stream;
import org.apache.storm.trident.TridentState;
import org.apache.storm.trident.TridentTopology;
import org.apache.storm.trident.operation.BaseAggregator;
import org.apache.storm.trident.operation.BaseFilter;
import org.apache.storm.trident.operation.BaseFunction;
import org.apache.storm.trident.operation.CombinerAggregator;
import org.apache.storm.trident.operation.ReducerAggregator;
import org.apache.storm.trident.operation.TridentCollector;
import org.apache.storm.trident.operation.builtin.Count;
import org.apache.storm.trident.operation.builtin.MapGet;
import org.apache.storm.trident.spout.ITridentSpout;
import org.apache.storm.trident.tuple.TridentTuple;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Values;

/** A topology of random operations, and beside it what each of them gives, computed from whole batches with plain lists. */
final class RandomGraph {
    /** What a stream has of one batch. */
    interface Model {
        List<List<Object>> of(Batch batch);
    }

    /** One batch of the model: its rows by spout, and what was computed of them already. */
    static final class Batch {
        final Map<String, List<List<Object>>> rows = new HashMap<>();
        final Map<Model, List<List<Object>>> done = new HashMap<>();

        List<List<Object>> of(Model model) {
            List<List<Object>> known = done.get(model);
            if (known == null) {
                known = model.of(this);
                done.put(model, known);
            }
            return known;
        }
    }

    private record Live(Stream stream, Model model) {
        Fields fields() {
            return stream.getOutputFields();
        }
    }

    final TridentTopology topology = new TridentTopology();
    final List<String> spouts = new ArrayList<>();
    /** What each {@link Kept} state of rows must have. */
    final Map<String, Model> kept = new LinkedHashMap<>();
    /** What each aggregated state must have in the end: updated as batches of the model are computed, in their order. */
    final Map<String, Map<List<Object>, Object>> totals = new LinkedHashMap<>();
    final Map<String, Model> updates = new LinkedHashMap<>();
    final Kept.Kind kind;
    private final Random random;
    private final String name;
    private final List<Live> live = new ArrayList<>();
    private final int failEvery;
    private int names;

    /** @param exactRows whether a replayed batch has the same rows */
    RandomGraph(long seed, boolean exactRows) {
        this(seed, exactRows, spout -> new AnySpout(), 0);
    }

    /** @param failEvery how often the write of a state fails though it was made; 0 for never */
    RandomGraph(long seed, boolean exactRows, Function<String, ITridentSpout<?>> source, int failEvery) {
        this.failEvery = failEvery;
        random = new Random(seed);
        name = "graph" + seed + "-";
        kind = exactRows && random.nextBoolean() ? Kept.Kind.TRANSACTIONAL : Kept.Kind.OPAQUE;
        for (int s = 0; s <= random.nextInt(2); s++) {
            String spout = name + "spout" + s;
            spouts.add(spout);
            live.add(new Live(topology.newStream(spout, source.apply(spout)).parallelismHint(tasks()), batch -> batch.rows.get(spout)));
        }
        int operations = 3 + random.nextInt(8);
        for (int i = 0; i < operations; i++) {
            operation();
        }
        for (Live end : live) {
            if (exactRows) {
                keep(end);
            } else {
                aggregateInState(end);
            }
        }
    }

    private String fresh() {
        return "f" + names++;
    }

    private int tasks() {
        return 1 + random.nextInt(3);
    }

    private Live pick() {
        return live.get(random.nextInt(live.size()));
    }

    private void operation() {
        int at = random.nextInt(live.size());
        Live in = live.get(at);
        Live out = switch (random.nextInt(14)) {
            case 0, 1 -> each(in);
            case 2 -> filter(in);
            case 3 -> map(in);
            case 4 -> project(in);
            case 5, 6, 7 -> repartition(in);
            case 8 -> group(in);
            case 9 -> whole(in);
            case 10 -> chain(in);
            case 11 -> merge(in, pick());
            case 12 -> join(in, pick());
            default -> persistent(in);
        };
        if (random.nextInt(3) > 0) {
            live.set(at, out);
        } else if (live.size() < 4) {
            live.add(out);
        }
    }

    private List<String> some(Fields fields) {
        List<String> all = fields.toList();
        Collections.shuffle(all, random);
        return all.subList(0, 1 + random.nextInt(all.size()));
    }

    private static List<Object> select(Fields fields, List<String> some, List<Object> row) {
        return fields.select(new Fields(some), row);
    }

    static int hash(List<Object> values) {
        int h = 7;
        for (Object value : values) {
            h = 31 * h + (value == null ? 0 : value.hashCode());
        }
        return h ^ (h >>> 16);
    }

    private Live each(Live in) {
        List<String> some = some(in.fields());
        String field = fresh();
        Stream stream = in.stream.each(new Fields(some), new Repeat(), new Fields(field)).parallelismHint(tasks());
        return new Live(stream, batch -> {
            List<List<Object>> out = new ArrayList<>();
            for (List<Object> row : batch.of(in.model)) {
                int hash = hash(select(in.fields(), some, row));
                for (int i = 0; i < Math.floorMod(hash, 3); i++) {
                    out.add(plus(row, Math.floorMod(hash + i, 5)));
                }
            }
            return out;
        });
    }

    private static List<Object> plus(List<Object> row, Object... more) {
        List<Object> longer = new ArrayList<>(row);
        Collections.addAll(longer, more);
        return longer;
    }

    private Live filter(Live in) {
        List<String> some = some(in.fields());
        return new Live(in.stream.filter(new Fields(some), new Mostly()), batch -> batch.of(in.model).stream()
            .filter(row -> Math.floorMod(hash(select(in.fields(), some, row)), 4) != 0).toList());
    }

    private Live map(Live in) {
        Fields out = new Fields(fresh(), fresh());
        if (random.nextBoolean()) {
            return new Live(in.stream.map(t -> new Values(t.getValue(0), Math.floorMod(hash(t), 6)), out), batch -> batch.of(in.model).stream()
                .map(row -> Arrays.asList(row.get(0), Math.floorMod(hash(row), 6))).toList());
        }
        return new Live(in.stream.flatMap(t -> List.of(new Values(1, Math.floorMod(hash(t), 6)), new Values(2, t.size())), out), batch -> {
            List<List<Object>> rows = new ArrayList<>();
            for (List<Object> row : batch.of(in.model)) {
                rows.add(List.of(1, Math.floorMod(hash(row), 6)));
                rows.add(List.of(2, row.size()));
            }
            return rows;
        });
    }

    private Live project(Live in) {
        List<String> some = some(in.fields());
        return new Live(in.stream.project(new Fields(some)), batch -> batch.of(in.model).stream().map(row -> select(in.fields(), some, row)).toList());
    }

    private Live repartition(Live in) {
        Stream stream = switch (random.nextInt(6)) {
            case 0 -> in.stream.shuffle();
            case 1 -> in.stream.partitionBy(new Fields(some(in.fields())));
            case 2 -> in.stream.global();
            case 3 -> in.stream.batchGlobal();
            case 4 -> in.stream.identityPartition();
            default -> in.stream.localOrShuffle();
        };
        return new Live(stream.filter(new Mostly.All()).parallelismHint(tasks()), in.model);
    }

    private Map<List<Object>, List<List<Object>>> groups(Live in, List<String> key, Batch batch) {
        Map<List<Object>, List<List<Object>>> groups = new LinkedHashMap<>();
        for (List<Object> row : batch.of(in.model)) {
            groups.computeIfAbsent(select(in.fields(), key, row), k -> new ArrayList<>()).add(row);
        }
        return groups;
    }

    private Live group(Live in) {
        List<String> key = some(in.fields());
        List<String> read = some(in.fields());
        String field = fresh();
        Stream stream = switch (random.nextInt(3)) {
            case 0 -> in.stream.groupBy(new Fields(key)).aggregate(new Fields(read), new HashSum(), new Fields(field));
            case 1 -> in.stream.groupBy(new Fields(key)).aggregate(new Fields(read), new HashReducer(), new Fields(field));
            default -> in.stream.groupBy(new Fields(key)).aggregate(new Fields(read), new HashAggregator(), new Fields(field));
        };
        return new Live(stream.parallelismHint(tasks()), batch -> {
            List<List<Object>> out = new ArrayList<>();
            groups(in, key, batch).forEach((k, rows) -> out.add(plus(k, sum(in, read, rows))));
            return out;
        });
    }

    private static long sum(Live in, List<String> read, List<List<Object>> rows) {
        return rows.stream().mapToLong(row -> hash(select(in.fields(), read, row))).sum();
    }

    private Live whole(Live in) {
        List<String> read = some(in.fields());
        String field = fresh();
        Stream stream = switch (random.nextInt(3)) {
            case 0 -> in.stream.aggregate(new Fields(read), new HashSum(), new Fields(field));
            case 1 -> in.stream.aggregate(new Fields(read), new HashReducer(), new Fields(field));
            default -> in.stream.aggregate(new Fields(read), new HashAggregator(), new Fields(field));
        };
        return new Live(stream.parallelismHint(tasks()), batch -> List.of(List.of(sum(in, read, batch.of(in.model)))));
    }

    private Live chain(Live in) {
        List<String> key = some(in.fields());
        List<String> read = some(in.fields());
        String count = fresh();
        String sum = fresh();
        Stream stream = random.nextBoolean()
            ? in.stream.groupBy(new Fields(key)).chainedAgg().aggregate(new Count(), new Fields(count))
                .aggregate(new Fields(read), new HashSum(), new Fields(sum)).chainEnd()
            : in.stream.groupBy(new Fields(key)).chainedAgg().aggregate(new Count(), new Fields(count))
                .aggregate(new Fields(read), new HashAggregator(), new Fields(sum)).chainEnd();
        return new Live(stream.parallelismHint(tasks()), batch -> {
            List<List<Object>> out = new ArrayList<>();
            groups(in, key, batch).forEach((k, rows) -> out.add(plus(k, (long) rows.size(), sum(in, read, rows))));
            return out;
        });
    }

    private Live merge(Live one, Live other) {
        if (one.fields().size() != other.fields().size() || one == other) {
            return filter(one);
        }
        List<String> out = new ArrayList<>();
        one.fields().forEach(f -> out.add(fresh()));
        return new Live(topology.merge(new Fields(out), one.stream, other.stream), batch -> {
            List<List<Object>> rows = new ArrayList<>(batch.of(one.model));
            rows.addAll(batch.of(other.model));
            return rows;
        });
    }

    private Live join(Live one, Live other) {
        if (one == other || one.fields().size() + other.fields().size() > 8) {
            return filter(one);
        }
        String k1 = some(one.fields()).get(0);
        String k2 = some(other.fields()).get(0);
        List<JoinType> types = JoinType.mixed(JoinType.values()[random.nextInt(2)], JoinType.values()[random.nextInt(2)]);
        boolean compact = random.nextBoolean();
        List<String> out = new ArrayList<>();
        for (int i = compact ? 1 : 0; i < one.fields().size() + other.fields().size(); i++) {
            out.add(fresh());
        }
        // A join of all with all would grow without end.
        Live a = first(one, k1);
        Live b = first(other, k2);
        Stream stream = topology.join(List.of(a.stream, b.stream), List.of(new Fields(k1), new Fields(k2)), new Fields(out), types,
            compact ? JoinOutFieldsMode.COMPACT : JoinOutFieldsMode.PRESERVE);
        return new Live(stream.parallelismHint(tasks()), batch -> {
            Map<List<Object>, List<List<Object>>> left = groups(a, List.of(k1), batch);
            Map<List<Object>, List<List<Object>>> right = groups(b, List.of(k2), batch);
            List<List<Object>> keys = new ArrayList<>(left.keySet());
            right.keySet().stream().filter(k -> !left.containsKey(k)).forEach(keys::add);
            List<List<Object>> rows = new ArrayList<>();
            for (List<Object> key : keys) {
                for (List<Object> l : sides(left.get(key), types.get(0), a.fields(), k1, key.get(0))) {
                    for (List<Object> r : sides(right.get(key), types.get(1), b.fields(), k2, key.get(0))) {
                        List<Object> row = new ArrayList<>(compact ? key : List.of());
                        add(row, l, a.fields().fieldIndex(k1), compact);
                        add(row, r, b.fields().fieldIndex(k2), compact);
                        rows.add(row);
                    }
                }
            }
            return rows;
        });
    }

    private Live first(Live in, String key) {
        List<String> one = List.of(key);
        return new Live(in.stream.filter(new Fields(key), new Mostly()), batch -> batch.of(in.model).stream()
            .filter(row -> Math.floorMod(hash(select(in.fields(), one, row)), 4) != 0).toList());
    }

    private static List<List<Object>> sides(List<List<Object>> rows, JoinType type, Fields fields, String key, Object value) {
        if (rows != null) {
            return rows;
        }
        if (type == JoinType.INNER) {
            return List.of();
        }
        List<Object> absent = new ArrayList<>(Collections.nCopies(fields.size(), null));
        absent.set(fields.fieldIndex(key), value);
        return List.of(absent);
    }

    private static void add(List<Object> row, List<Object> side, int key, boolean withoutKey) {
        for (int i = 0; i < side.size(); i++) {
            if (i != key || !withoutKey) {
                row.add(side.get(i));
            }
        }
    }

    /** Totals per group over all batches; what comes out are the new totals, or the answers of a query after the update. */
    private Live persistent(Live in) {
        List<String> key = some(in.fields());
        String id = name + "totals" + totals.size();
        Map<List<Object>, Object> expected = new HashMap<>();
        totals.put(id, expected);
        String field = fresh();
        TridentState state = in.stream.groupBy(new Fields(key)).persistentAggregate(new Kept.Factory(id, kind, failEvery), new Count(), new Fields(field))
            .parallelismHint(tasks());
        Model model = batch -> {
            List<List<Object>> out = new ArrayList<>();
            groups(in, key, batch).forEach((k, rows) -> {
                Long total = (Long) expected.merge(k, (long) rows.size(), (x, y) -> (Long) x + (Long) y);
                out.add(plus(k, total));
            });
            return out;
        };
        updates.put(id, model);
        if (random.nextBoolean()) {
            return new Live(state.newValuesStream(), model);
        }
        String answer = fresh();
        Stream asked = in.stream.partitionBy(new Fields(key)).stateQuery(state, new Fields(key), new MapGet(), new Fields(answer));
        return new Live(asked, batch -> {
            Map<List<Object>, Object> now = new HashMap<>();
            batch.of(model).forEach(row -> now.put(row.subList(0, key.size()), row.get(key.size())));
            return batch.of(in.model).stream().map(row -> plus(row, now.get(select(in.fields(), key, row)))).toList();
        });
    }

    private void keep(Live end) {
        String id = name + "rows" + kept.size();
        end.stream.partitionBy(end.fields()).partitionPersist(new Kept.Rows(id), end.fields(), new Kept.KeepRows()).parallelismHint(tasks());
        kept.put(id, end.model);
    }

    private void aggregateInState(Live end) {
        String id = name + "totals" + totals.size();
        Map<List<Object>, Object> expected = new HashMap<>();
        totals.put(id, expected);
        end.stream.persistentAggregate(new Kept.Factory(id, kind, failEvery), end.fields(), new HashSum(), new Fields("total"));
        updates.put(id, batch -> {
            expected.merge(List.of("$all"), sum(end, end.fields().toList(), batch.of(end.model)), (x, y) -> (Long) x + (Long) y);
            return List.of();
        });
    }

    /** Stands for a spout in a plan; whoever runs the plan has the rows. */
    static final class AnySpout implements ITridentSpout<Object> {
        @Override
        public BatchCoordinator<Object> getCoordinator(String txStateId, Map<String, Object> conf, TopologyContext context) {
            throw new IllegalStateException("the runner of the plan has the rows");
        }

        @Override
        public Emitter<Object> getEmitter(String txStateId, Map<String, Object> conf, TopologyContext context) {
            throw new IllegalStateException("the runner of the plan has the rows");
        }

        @Override
        public Map<String, Object> getComponentConfiguration() {
            return null;
        }

        @Override
        public Fields getOutputFields() {
            return new Fields("k", "v");
        }
    }

    /** Emits as often as the hash of its input says. */
    static final class Repeat extends BaseFunction {
        @Override
        public void execute(TridentTuple tuple, TridentCollector collector) {
            int hash = hash(tuple);
            for (int i = 0; i < Math.floorMod(hash, 3); i++) {
                collector.emit(new Values(Math.floorMod(hash + i, 5)));
            }
        }
    }

    /** Keeps three of four. */
    static class Mostly extends BaseFilter {
        @Override
        public boolean isKeep(TridentTuple tuple) {
            return Math.floorMod(hash(tuple), 4) != 0;
        }

        /** Keeps all. */
        static final class All extends Mostly {
            @Override
            public boolean isKeep(TridentTuple tuple) {
                return true;
            }
        }
    }

    static final class HashSum implements CombinerAggregator<Long> {
        @Override
        public Long init(TridentTuple tuple) {
            return (long) hash(tuple);
        }

        @Override
        public Long combine(Long a, Long b) {
            return a + b;
        }

        @Override
        public Long zero() {
            return 0L;
        }
    }

    static final class HashReducer implements ReducerAggregator<Long> {
        @Override
        public Long init() {
            return 0L;
        }

        @Override
        public Long reduce(Long curr, TridentTuple tuple) {
            return curr + hash(tuple);
        }
    }

    static final class HashAggregator extends BaseAggregator<long[]> {
        @Override
        public long[] init(Object batchId, TridentCollector collector) {
            return new long[1];
        }

        @Override
        public void aggregate(long[] val, TridentTuple tuple, TridentCollector collector) {
            val[0] += hash(tuple);
        }

        @Override
        public void complete(long[] val, TridentCollector collector) {
            collector.emit(new Values(val[0]));
        }
    }
}
