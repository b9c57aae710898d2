// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.api.join;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.apache.storm.generated.GlobalStreamId;
import org.apache.storm.generated.Grouping;
import org.apache.storm.generated.NullStruct;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.testing.FixedTupleSpout;
import org.apache.storm.topology.TopologyBuilder;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Tuple;
import org.junit.jupiter.api.Test;
import tempest.api.Said;
import tempest.api.window.WatermarkGauges;
import tempest.operators.join.JoinKind;
import tempest.operators.join.StreamTableJoin.Lookup;

/** What the bolts emit, anchor and ack, without a cluster. */
class JoinBoltsTest {
    private static final GlobalStreamId ORDERS = new GlobalStreamId("orders", "default");
    private static final GlobalStreamId PAYMENTS = new GlobalStreamId("payments", "default");
    private static final Fields ORDER_FIELDS = new Fields("id", "item", "at");
    private static final Fields PAYMENT_FIELDS = new Fields("order", "sum", "paid");

    private final Said said = new Said();

    private static Tuple order(Object id, String item, long at) {
        return Said.tuple("orders", ORDER_FIELDS.toList(), id, item, at);
    }

    private static Tuple payment(Object order, Integer sum, long paid) {
        return Said.tuple("payments", PAYMENT_FIELDS.toList(), order, sum, paid);
    }

    private <B extends KeyedJoinBolt<B>> B started(B bolt) {
        bolt.on("id", "order").at("at", "paid").select("orders:item", "payments:sum");
        bolt.checkInputs(Map.of(ORDERS, ORDER_FIELDS, PAYMENTS, PAYMENT_FIELDS), Map.of());
        bolt.prepare(Map.of(), List.of(ORDERS, PAYMENTS), new WatermarkGauges(), new OutputCollector(said));
        return bolt;
    }

    @Test
    void pairsAreAnchoredToBothTuplesAndTheseAreAckedWhenTheyCanHaveNoOtherPartner() {
        IntervalJoinBolt bolt = started(new IntervalJoinBolt("orders", "payments", 0, 10).kind(JoinKind.LEFT).withLateStream("late"));
        bolt.execute(order(1, "book", 0));
        bolt.execute(payment(1, 5, 3));
        bolt.execute(payment(1, 6, 10));
        bolt.execute(order(2, "pen", 5));
        assertEquals(List.of("[book, 5] of [book, 5]", "[book, 6] of [book, 6]"), said.taken());
        assertEquals(List.of(5), said.acked(), "no order comes any more that is as early");
        bolt.execute(order(3, "ink", 16));
        bolt.execute(payment(3, 7, 16));
        bolt.execute(order(4, "cup", 15));
        bolt.execute(order(null, "jar", 20));
        assertEquals(List.of("[pen, null] of [pen]", "[ink, 7] of [ink, 7]", "[orders, 4, [4, cup, 15], 15] of [cup]", "[jar, null] of [jar]"), said.taken());
        assertEquals(List.of(5, "book", 6, "pen", "cup", "jar"), said.acked());
    }

    @Test
    void aTableIsLookedUpAsItWasThenAndARowWithNullIsDeleted() {
        StreamTableJoinBolt bolt = started(new StreamTableJoinBolt("orders", "payments", Lookup.AS_OF).kind(JoinKind.LEFT).deletesIfNull("sum"));
        bolt.execute(payment(1, 5, 3));
        bolt.execute(order(1, "book", 4));
        bolt.execute(payment(1, 6, 5));
        bolt.execute(payment(1, null, 8));
        bolt.execute(order(1, "pen", 7));
        bolt.execute(order(1, "ink", 9));
        bolt.execute(payment(2, 1, 100));
        bolt.execute(order(2, "jar", 100));
        assertEquals(List.of("[book, 5] of [book]", "[pen, 6] of [pen]", "[ink, null] of [ink]"), said.taken());
        assertEquals(List.of("5", "6", "null", "book", "pen", "ink", "1").stream().sorted().toList(), said.acked().stream().map(String::valueOf).sorted().toList());
    }

    @Test
    void aChangeOfATableRetractsWhatWasJoinedBefore() {
        TableJoinBolt bolt = started(new TableJoinBolt("orders", "payments").kind(JoinKind.LEFT).deletesIfNull(null, "sum"));
        bolt.execute(order(1, "book", 0));
        bolt.execute(payment(1, 5, 3));
        bolt.execute(payment(1, null, 4));
        assertEquals(List.of("[book, null, false] of [book]", "[book, null, true] of [5]", "[book, 5, false] of [5]", "[book, 5, true] of [null]",
            "[book, null, false] of [null]"), said.taken());
        assertEquals(3, said.acked().size());
    }

    @Test
    void aChangeOfARowThatOthersNameCorrectsAllOfThem() {
        Fields customers = new Fields("name", "town", "at");
        Fields orders = new Fields("id", "item", "customer", "at");
        GlobalStreamId customersStream = new GlobalStreamId("customers", "default");
        TableJoinBolt bolt = new TableJoinBolt("orders", "customers").kind(JoinKind.LEFT).on("id", "name").byForeignKey("customer").at("at").select("orders:item", "customers:town")
            .deletesIfNull("item", "town");
        bolt.checkInputs(Map.of(ORDERS, orders, customersStream, customers), Map.of());
        bolt.prepare(Map.of(), List.of(ORDERS, customersStream), new WatermarkGauges(), new OutputCollector(said));
        bolt.execute(Said.tuple("orders", orders.toList(), 1, "book", "ann", 0L));
        bolt.execute(Said.tuple("orders", orders.toList(), 2, "pen", "ann", 1L));
        bolt.execute(Said.tuple("orders", orders.toList(), 3, "ink", null, 2L));
        assertEquals(List.of("[book, null, false] of [book]", "[pen, null, false] of [pen]", "[ink, null, false] of [ink]"), said.taken());
        bolt.execute(Said.tuple("customers", customers.toList(), "ann", "Graz", 3L));
        assertEquals(List.of("[book, null, true] of [Graz]", "[book, Graz, false] of [Graz]", "[pen, null, true] of [Graz]", "[pen, Graz, false] of [Graz]"), said.taken());
        bolt.execute(Said.tuple("customers", customers.toList(), "bob", "Bonn", 4L));
        bolt.execute(Said.tuple("orders", orders.toList(), 1, "book", "bob", 5L));
        bolt.execute(Said.tuple("orders", orders.toList(), 2, null, "ann", 6L));
        assertEquals(List.of("[book, Graz, true] of [book]", "[book, Bonn, false] of [book]", "[pen, Graz, true] of [null]"), said.taken());
        bolt.execute(Said.tuple("customers", customers.toList(), "ann", null, 7L));
        bolt.execute(Said.tuple("customers", customers.toList(), null, "Rome", 8L));
        assertEquals(List.of(), said.taken());
        assertEquals(9, said.acked().size());
    }

    @Test
    void aJoinByAForeignKeyHasTheRightTableInEachOfItsTasks() {
        TableJoinBolt bolt = new TableJoinBolt("orders", "payments").on("id", "order").byForeignKey("item").at("at", "paid").select("payments:sum");
        Map<GlobalStreamId, Grouping> byKey = Map.of(ORDERS, Grouping.fields(List.of("id")), PAYMENTS, Grouping.fields(List.of("order")));
        assertEquals("its join by a foreign key has 4 tasks, and rows of 'payments' reach one of them alone; call allGrouping(\"payments\"), so that each has all of that table",
            assertThrows(IllegalArgumentException.class, () -> bolt.checkGroupings(byKey, 4)).getMessage());
        assertEquals(List.of(), bolt.checkGroupings(byKey, 1));
        assertEquals(List.of(), bolt.checkGroupings(Map.of(ORDERS, Grouping.fields(List.of("id")), PAYMENTS, Grouping.all(new NullStruct())), 4));
        assertEquals(List.of(), new TableJoinBolt("orders", "payments").checkGroupings(byKey, 4));
        assertThrows(IllegalArgumentException.class, () -> bolt.kind(JoinKind.FULL));
        assertThrows(IllegalArgumentException.class, () -> new TableJoinBolt("orders", "payments").kind(JoinKind.FULL).byForeignKey("item"));
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("orders", new FixedTupleSpout(List.of(), ORDER_FIELDS));
        builder.setSpout("payments", new FixedTupleSpout(List.of(), PAYMENT_FIELDS));
        builder.setBolt("joined", bolt, 2).fieldsGrouping("orders", new Fields("id")).shuffleGrouping("payments");
        assertTrue(assertThrows(IllegalArgumentException.class, builder::createTopology).getMessage().startsWith("Component 'joined': its join by a foreign key has 2 tasks"));
    }

    private static String refused(KeyedJoinBolt<?> bolt) {
        return assertThrows(IllegalArgumentException.class, () -> bolt.checkInputs(Map.of(ORDERS, ORDER_FIELDS, PAYMENTS, PAYMENT_FIELDS), Map.of())).getMessage();
    }

    @Test
    void whatCannotWorkIsToldWhenTheTopologyIsBuilt() {
        assertEquals("its join needs on(...), at(...) and select(...): a key, a time and fields to emit", refused(new TableJoinBolt("orders", "payments").on("id")));
        assertEquals("its join needs field 'id', which stream 'default' of 'payments' does not have; it has [order, sum, paid]",
            refused(new TableJoinBolt("orders", "payments").on("id").at("at", "paid").select("orders:item")));
        assertEquals("its join needs field 'tax', which stream 'default' of 'payments' does not have; it has [order, sum, paid]",
            refused(new TableJoinBolt("orders", "payments").on("id", "order").at("at", "paid").select("payments:tax")));
        assertEquals("its join needs field 'gone', which stream 'default' of 'payments' does not have; it has [order, sum, paid]",
            refused(new StreamTableJoinBolt("orders", "payments", Lookup.LATEST).on("id", "order").at("at", "paid").select("payments:sum").deletesIfNull("gone")));
        assertEquals("its join is of 'orders' and 'refunds', but it subscribes to 'payments' too",
            refused(new TableJoinBolt("orders", "refunds").on("id").at("at").select("orders:item")));
        assertEquals("'sum' is selected; a field is written as 'orders:field' or 'payments:field'",
            assertThrows(IllegalArgumentException.class, () -> new TableJoinBolt("orders", "payments").select("sum")).getMessage());
        assertThrows(IllegalArgumentException.class, () -> new TableJoinBolt("orders", "orders"));
        assertThrows(IllegalArgumentException.class, () -> new IntervalJoinBolt("orders", "payments", 5, -6));
        assertThrows(IllegalArgumentException.class, () -> new IntervalJoinBolt("orders", "payments", 5, 5).withGrace(-1));
        assertThrows(IllegalArgumentException.class, () -> new StreamTableJoinBolt("orders", "payments", Lookup.LATEST).kind(JoinKind.FULL));
    }

    @Test
    void aTimeThatIsNoLongIsToldWithItsFieldAndComponent() {
        TableJoinBolt bolt = started(new TableJoinBolt("orders", "payments"));
        assertEquals("field 'at' of a tuple from 'orders' is soon; the time of a join must be a Long, milliseconds since the epoch",
            assertThrows(IllegalArgumentException.class, () -> bolt.execute(Said.tuple("orders", ORDER_FIELDS.toList(), 1, "book", "soon"))).getMessage());
    }
}
