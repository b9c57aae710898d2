// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.starter.keyed;

import java.util.ArrayList;
import java.util.List;
import org.apache.storm.LocalCluster;
import org.apache.storm.starter.Seen;
import org.apache.storm.topology.BasicOutputCollector;
import org.apache.storm.topology.TopologyBuilder;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.tuple.Values;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The examples of windows, joins and patterns by key give the right results, on one local cluster. */
class KeyedExamplesTest {
    private static LocalCluster cluster;

    @BeforeAll
    static void startTheCluster() throws Exception {
        cluster = new LocalCluster();
    }

    @AfterAll
    static void stopTheCluster() throws Exception {
        cluster.close();
    }

    private static Values click(String user, String page, long seconds, long at) {
        return new Values(user, page, seconds, at);
    }

    private static Seen.Rows clicks(Values... clicks) {
        return new Seen.Rows(new Fields("user", "page", "seconds", "at"), clicks);
    }

    private static void run(String name, TopologyBuilder builder, String component, String... expected) throws Exception {
        builder.setBolt("seen", new Seen.Sink(name)).shuffleGrouping(component);
        Seen.run(cluster, name, builder.createTopology(), expected);
    }

    @Test
    void tumblingCounts() throws Exception {
        run("tumbling-count", TumblingCountTopology.topology(clicks(click("ann", "start", 1, 1_000), click("bob", "start", 1, 9_999), click("ann", "start", 1, 10_000),
            click("cleo", "start", 1, 9_000), click("ann", "start", 1, 32_000))), "counts", "[start, 0, 10000, 3, false]", "[start, 10000, 20000, 1, false]");
    }

    @Test
    void hoppingAverages() throws Exception {
        List<String> expected = new ArrayList<>(List.of("[start, -59000, 1000, 10.0, false]", "[start, 1000, 61000, 20.0, false]"));
        for (long end = 2_000; end <= 60_000; end += 1_000) {
            expected.add("[start, " + (end - 60_000) + ", " + end + ", 15.0, false]");
        }
        run("hopping-average", HoppingAverageTopology.topology(clicks(click("ann", "start", 10, 500), click("bob", "start", 20, 1_500), click("ann", "start", 1, 100_000))),
            "averages", expected.toArray(String[]::new));
    }

    @Test
    void movingMaximum() throws Exception {
        run("moving-maximum", MovingMaximumTopology.topology(clicks(click("ann", "a", 30, 1_000), click("ann", "b", 40, 30_000), click("ann", "c", 20, 61_001),
            click("ann", "d", 10, 90_000), click("ann", "e", 5, 200_000))), "longest", "[ann, -58999, 1001, 30, false]", "[ann, -29999, 30001, 40, false]",
            "[ann, 1002, 61002, 40, false]", "[ann, 30001, 90001, 20, false]");
    }

    @Test
    void clickSessions() throws Exception {
        long never = Long.MAX_VALUE;
        run("click-sessions", ClickSessionsTopology.topology(clicks(click("ann", "start", 1, 1_000), click("ann", "basket", 1, 20_000), click("ann", "order", 1, 50_000),
            click("ann", "start", 1, 100_000), click("ann", "search", 1, 131_001), click("ann", "start", 1, 500_000)), never), "sessions",
            "[ann, 1000, 80000, [start, basket, order], false]", "[ann, 100000, 130000, [start], false]", "[ann, 131001, 161001, [search], false]");
    }

    @Test
    void everyThirdClick() throws Exception {
        TopologyBuilder builder = EveryThirdClickTopology.topology(clicks(click("ann", "a", 1, 0), click("ann", "b", 2, 0), click("bob", "c", 9, 0), click("ann", "d", 4, 0),
            click("ann", "e", 8, 0)));
        builder.setBolt("sums", (Tuple tuple, BasicOutputCollector collector) -> collector.emit(new Values(tuple.getValueByField("key"), tuple.getValueByField("result"))),
            "key", "sum").shuffleGrouping("threes");
        run("every-third", builder, "sums", "[ann, 7]");
    }

    private static Seen.Rows orders(String what, Values... orderAmountAndTime) {
        Values[] rows = new Values[orderAmountAndTime.length];
        for (int i = 0; i < rows.length; i++) {
            Values row = orderAmountAndTime[i];
            rows[i] = new Values(row.get(0), what, row.get(1), row.get(2));
        }
        return new Seen.Rows(new Fields("order", "what", "amount", "at"), rows);
    }

    private static Values row(int order, int amount, long at) {
        return new Values(order, amount, at);
    }

    @Test
    void paidOrders() throws Exception {
        run("paid-orders", PaidOrdersTopology.topology(orders("order", row(1, 10, 0), row(2, 20, 5_000), row(1, 1, 50_000), row(2, 1, 50_000)),
            orders("payment", row(1, 7, 1_000), row(1, 3, 10_000), row(2, 20, 15_001), row(1, 1, 50_000), row(2, 1, 50_000))), "paid",
            "[1, 10, 7]", "[1, 10, 3]", "[2, 20, null]", "[1, 1, 1]", "[2, 1, 1]");
    }

    @Test
    void paymentsWithOrders() throws Exception {
        run("payments-with-orders", PaymentsWithOrdersTopology.topology(orders("order", row(1, 10, 0), row(1, 11, 5_000), row(1, 12, 50_000)),
            orders("payment", row(1, 1, 4_999), row(1, 2, 5_000), row(1, 3, 50_000))), "looked-up", "[1, 1, 10]", "[1, 2, 11]");
    }

    @Test
    void openAmounts() throws Exception {
        // the two sides come in any order, so only one has rows
        run("open-amounts", OpenAmountsTopology.topology(orders("order", row(1, 10, 0), row(1, 11, 5_000)), orders("payment")), "amounts",
            "[1, 10, null, false]", "[1, 10, null, true]", "[1, 11, null, false]");
    }

    @Test
    void unpaidOrders() throws Exception {
        run("unpaid-orders", UnpaidOrdersTopology.topology(orders("order", row(1, 10, 0), row(2, 20, 0), row(1, 1, 50_000), row(2, 1, 50_000)),
            orders("payment", row(1, 10, 9_000), row(1, 1, 50_000), row(2, 1, 50_000))), "unpaid", "[2, 0, 10000, {order=[order]}]");
    }
}
