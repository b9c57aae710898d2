// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.process;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The page in a real browser, with made-up answers instead of a cluster: dialogs, odd names, the graph, charts. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PageBehaviourTest {
    private static final String ID = "words-1-1800000000";
    private static final String CLUSTER = """
        {"title":"Storm UI","tempestVersion":"0.1.0","version":"2.8.3","nowMillis":1800000000000,"tableRows":20,"nimbuses":[{"host":"n","port":6627,"leader":true,"status":"Leader","uptimeSeconds":9,"version":"2.8.3","logLink":null}],
        "topologies":[{"id":"%s","name":"words","owner":"ann","status":"ACTIVE","uptimeSeconds":300,"workers":1,"executors":8,"tasks":8,"ackedPerSecond":90.0,"failedPerSecond":0.0,"timedOutPerSecond":0.0,"completeP99Ms":3.0,"workerEnds":0,
        "spark":{"t":[],"acked":[],"p99":[]}},{"id":"x-1-1","name":"x","owner":"bob","status":"ACTIVE","uptimeSeconds":300,"workers":0,"executors":0,"tasks":0,"workerEnds":0,"spark":{"t":[],"acked":[],"p99":[]}}],
        "supervisors":[{"id":"s","host":"a","uptimeSeconds":99,"version":"0.1.0","blacklisted":false,"total":2,"used":1,"totalMemMb":4096.0,"usedMemMb":5000.0,"totalCpu":400.0,"usedCpu":20.0,"slots":[
        {"port":6700,"topologyId":"%s","topologyName":"words","executors":8,"memMb":832.0,"uptimeSeconds":300},{"port":6701,"topologyId":null,"topologyName":null,"executors":null,"memMb":null,"uptimeSeconds":null}]}]}"""
        .formatted(ID, ID);
    private static final String TURNING = "evil\u202Elive";
    private Browser browser;
    private CannedUi ui;

    @BeforeAll
    void start() {
        browser = Browser.open();
        PlaywrightAssertions.setDefaultAssertionTimeout(TestCluster.PATIENCE.toMillis());
    }

    @AfterAll
    void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void timesLinesAndNamesAreDrawnAsTheyAreRead() {
        Page page = open(words(), "");
        // A time in the unit that says something; the marks of an axis all in one.
        assertEquals(List.of("0 µs", "5 µs", "60 µs", "1.0 ms", "12.5 ms", "250 ms", "12.0 s", "–"),
            in(page, "lib.js", "[0, 0.005, 0.06, 0.9996, 12.5, 250, 12000, null].map(m.millis)"));
        assertEquals(List.of("0 ms", "0.5 ms", "1 ms"), in(page, "lib.js", "[0, 0.5, 1].map(m.millis.axis(1))"));
        assertEquals(List.of("0 µs", "5 µs", "10 µs"), in(page, "lib.js", "[0, 0.005, 0.01].map(m.millis.axis(0.01))"));
        // A line is broken where nothing is known.
        String line = "m.line(%s, %s, i => i, v => v)";
        assertEquals("M0.0 1.0L1.0 2.0M3.0 4.0L4.0 5.0", in(page, "charts.js", line.formatted("[1, 2, null, 4, 5]", "[0, 10, 20, 30, 40]")));
        assertEquals("M0.0 1.0L1.0 2.0M2.0 3.0L3.0 4.0L4.0 5.0", in(page, "charts.js", line.formatted("[1, 2, 3, 4, 5]", "[0, 10, 600, 610, 620]")));
        assertEquals("M0.0 1.0h0M2.0 3.0h0", in(page, "charts.js", line.formatted("[1, null, 3, null]", "null")));
        // A long name keeps the part that tells it from others.
        assertEquals(List.of("short", "aggregat…inute-07", "aggregat…inute-08"),
            in(page, "names.js", "[...m.shortened(['short', 'aggregate-per-minute-07', 'aggregate-per-minute-08'], 17).values()]"));
        assertEquals(List.of("aggre…e-first-pe…", "aggre…e-other-pe…"),
            in(page, "names.js", "[...m.shortened(['aggregate-the-first-per-minute-window', 'aggregate-the-other-per-minute-window'], 17).values()]"));
        page.context().close();
    }

    @Test
    void aNameThatTurnsTheWritingTurnsNothingButItself() {
        CannedTopology topology = new CannedTopology(ID, TURNING).spout("spout").bolt(TURNING).edge("spout", TURNING, "default", "shuffle")
            .finding("warm", "bottleneck", "Bottleneck: " + TURNING + ". Its queue is full.", TURNING);
        Page page = open(topology, "topology/" + ID);
        assertThat(page.locator("h1 bdi")).hasText(TURNING);
        assertThat(page.locator(".banner.warm bdi")).hasText("Bottleneck: \u2068" + TURNING + "\u2069. Its queue is full.");
        assertThat(page.locator("th bdi").filter(new Locator.FilterOptions().setHasText(TURNING))).hasCount(1);
        assertEquals("\u2068" + TURNING + "\u2069 · Tempest", page.title());
        button(page, "Rebalance").click();
        assertThat(page.locator("dialog h2 bdi")).hasText(TURNING);
        page.context().close();
    }

    @Test
    void enterTwiceKillsNothingAndTheNameDoes() {
        ui = new CannedUi(folder());
        Page page = open(words(), "topology/" + ID);
        ui.answer("v1/topology/" + ID + "/kill/30", "{}");
        button(page, "Kill").focus();
        page.keyboard().press("Enter");
        assertThat(page.getByLabel("Name of the topology")).isFocused();
        page.keyboard().press("Enter");
        assertThat(page.locator(".problem")).containsText("Type words to kill it");
        assertEquals(List.of(), ui.changes());
        leaveDialog(page);
        assertThat(button(page, "Kill")).isFocused();
        page.keyboard().press("Enter");
        assertThat(page.getByLabel("Name of the topology")).isFocused();
        page.keyboard().type("words");
        page.keyboard().press("Enter");
        assertThat(page.locator("dialog .done")).hasText("Kill requested; words ends in 30 s.");
        assertEquals(List.of("POST v1/topology/" + ID + "/kill/30 {}"), ui.changes());
        // The dialog's own button has the focus, and then again what opened it.
        assertThat(button(page, "Close")).isFocused();
        page.keyboard().press("Enter");
        assertThat(page.getByRole(AriaRole.DIALOG)).hasCount(0);
        assertThat(button(page, "Kill")).isFocused();
        page.context().close();
    }

    @Test
    void anIdleTopologyIsKilledWithoutItsNameButNotByEnterTwice() {
        ui = new CannedUi(folder());
        Page page = open(words().ackedPerSecond(0), "topology/" + ID);
        ui.answer("v1/topology/" + ID + "/kill/30", "{}");
        button(page, "Kill").focus();
        page.keyboard().press("Enter");
        assertThat(page.getByRole(AriaRole.DIALOG).getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Cancel"))).isFocused();
        page.keyboard().press("Enter");
        assertThat(page.getByRole(AriaRole.DIALOG)).hasCount(0);
        assertEquals(List.of(), ui.changes());
        page.context().close();
    }

    @Test
    void whatCannotBeDoneIsToldInASentence() {
        Page page = open(words().worker(",\"recordingUntilMillis\":null"), "topology/" + ID);
        button(page, "Log level").click();
        page.getByLabel("Logger").fill("not a class!!");
        assertThat(page.locator(".problem")).hasText("“not a class!!” is not the name of a logger: write a package or class such as org.example.CountBolt, or ROOT for all.");
        assertThat(button(page, "Set")).isDisabled();
        page.getByLabel("Logger").fill("org.example.Count$Inner");
        assertThat(button(page, "Set")).isEnabled();
        leaveDialog(page);
        button(page, "Debug sampling").click();
        page.getByLabel("Percent of tuples").fill("500");
        assertThat(page.locator(".problem")).hasText("500 % cannot be sampled: it must be more than 0 and at most 100.");
        assertThat(button(page, "Start")).isDisabled();
        leaveDialog(page);
        button(page, "Rebalance").click();
        page.getByRole(AriaRole.DIALOG).getByLabel("Workers").fill("");
        assertThat(page.locator(".problem")).hasText("The workers must be a whole number, 1 or more.");
        Browser.assertAccessible(page);
        leaveDialog(page);
        button(page, "Profile").click();
        page.getByLabel("Dump recording").check();
        assertThat(page.locator(".problem")).hasText("No recording is running on a:6700: start the flight recorder first.");
        ui.answer("v2/topologies/" + ID, words().worker(",\"recordingUntilMillis\":1800000600000").json());
        assertThat(button(page, "Dump recording")).isEnabled();
        page.context().close();
    }

    @Test
    void theGraphTellsManyLongNamesApartAndIsMovedByKeys() {
        CannedTopology many = new CannedTopology(ID, "words").spout("source");
        for (int i = 10; i < 50; i++) {
            many.bolt("aggregate-per-minute-" + i).edge("source", "aggregate-per-minute-" + i, "minutes", "fields (minute)");
        }
        Page page = open(many, "topology/" + ID);
        Locator names = page.locator("svg a.node .name");
        assertThat(names).hasCount(41);
        assertEquals(41, names.allTextContents().stream().distinct().count(), names.allTextContents().toString());
        assertThat(page.locator("svg a.node").filter(new Locator.FilterOptions().setHasText("nute-37")).locator("title")).containsText("bolt aggregate-per-minute-37: executes 90/s");
        Locator picture = page.locator(".graph svg");
        assertTrue(((Number) picture.evaluate("e => e.getBoundingClientRect().height")).intValue() > 300);
        String before = picture.getAttribute("viewBox");
        picture.focus();
        page.keyboard().press("+");
        assertThat(picture).not().hasAttribute("viewBox", before);
        String larger = picture.getAttribute("viewBox");
        page.keyboard().press("ArrowRight");
        assertThat(picture).not().hasAttribute("viewBox", larger);
        page.keyboard().press("0");
        assertThat(page.locator("svg a.node").last()).isInViewport();
        // What has several pages can be searched; what has one needs no field for it.
        Locator rows = page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Components").setExact(true)).locator("tbody tr");
        assertThat(rows).hasCount(20);
        page.getByLabel("Search components").fill("minute-3");
        assertThat(rows).hasCount(10);
        assertThat(page.getByText("10 of 41")).isVisible();
        page.getByLabel("Search components").fill("none of them");
        assertThat(rows).hasCount(0);
        assertThat(page.getByLabel("Search workers")).hasCount(0);
        page.context().close();
    }

    @Test
    void edgesSayWhatTheyCarryAndCoordinationIsMutedAndFolded() {
        Page page = open(words().edge("spout", "split", "$batch", "all").edge("split", "count", "late", "shuffle"), "topology/" + ID);
        assertThat(page.locator(".edge").filter(new Locator.FilterOptions().setHas(page.locator("title", new Page.LocatorOptions().setHasText("split → count"))))
            .locator("tspan")).hasText(new String[] {"90/s", "fields (word)", "90/s", "late · shuffle"});
        assertThat(page.locator(".edge:not(.coordination) .line").first()).hasAttribute("marker-end", "url(#arrow)");
        assertThat(page.locator(".edge.coordination")).hasCount(1);
        assertThat(page.locator(".edge.coordination tspan")).hasCount(0);
        button(page, "Coordination").click();
        assertThat(page.locator(".edge.coordination")).hasCount(0);
        page.context().close();
    }

    @Test
    void atAPhonesWidthTheGraphIsAListInTheOrderOfTheFlow() {
        ui = new CannedUi(folder());
        ui.answer("v2/topologies/" + ID, words().json()).answer("v2/topologies/" + ID + "/series", words().series(30));
        Page page = browser.page(new NewContextOptions().setViewportSize(390, 800).setColorScheme(ColorScheme.DARK));
        ui.serve(page);
        page.navigate(CannedUi.ADDRESS + "#/topology/" + ID);
        assertThat(page.locator(".flow > li > a")).hasText(new String[] {"spout", "split", "count"});
        assertThat(page.locator(".flow > li").first()).containsText(Pattern.compile("→ split shuffle 90/s"));
        assertEquals(0, page.evaluate("Math.max(0, document.documentElement.scrollWidth - innerWidth)"));
        Browser.assertAccessible(page);
        page.context().close();
    }

    @Test
    void theRangeOfTimeIsInTheAddressAndIsThatOfEveryChart() {
        Page page = open(words(), "topology/" + ID + "?range=nonsense");
        assertThat(page.locator("section .banner.warm")).hasText("The range “nonsense” in the address is neither one of the list nor FROM-TO in seconds since 1970. Showing the last hour.");
        assertThat(page.locator(".chart").first().locator(".event title")).hasText(new String[] {"Rebalanced: 1 worker instead of 2", "Submitted by ann", "Worker a:6700 started"});
        page.locator(".heading select").selectOption("6h");
        assertThat(page).hasURL(CannedUi.ADDRESS + "#/topology/" + ID + "?range=6h");
        assertThat(page.locator("main")).containsText("Last 6 hours");
        assertThat(page.locator(".flow a, svg a.node").first()).hasAttribute("href", "#/topology/" + ID + "/component/spout?range=6h");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Failures").setExact(true)).click();
        assertThat(page).hasURL(CannedUi.ADDRESS + "#/topology/" + ID + "/failures?range=6h");
        assertThat(page.locator("section h2")).hasText("Last 6 hours");
        page.goBack();
        page.locator(".heading select").selectOption("1h");
        assertThat(page).hasURL(CannedUi.ADDRESS + "#/topology/" + ID);
        // Dragging over a part of any chart.
        Locator chart = page.locator(".chart svg").first();
        chart.scrollIntoViewIfNeeded();
        BoundingBox box = chart.boundingBox();
        page.mouse().move(box.x + box.width * 0.3, box.y + box.height / 2);
        page.mouse().down();
        page.mouse().move(box.x + box.width * 0.6, box.y + box.height / 2);
        page.mouse().up();
        assertThat(page).hasURL(Pattern.compile("\\?range=\\d{10}-\\d{10}$"));
        assertThat(page.locator("section h2").filter(new Locator.FilterOptions().setHasText("Zoomed"))).isVisible();
        assertEquals(List.of("The range in the address begins in the future. Showing the last hour.", "The range in the address ended more than 7 days ago, and no more is kept. Showing the last hour.", 1320, 604_800),
            in(page, "range.js", "[m.rangeOf('1800000100-1800000200', 1800000000).problem, m.rangeOf('1700000000-1700000100', 1800000000).problem,"
                + " m.rangeOf('1799998800-1799999900', 1800000000).seconds, m.rangeOf('all', 1800000000).seconds]"));
        page.context().close();
    }

    @Test
    void aTopologyThatNeverWasOffersNoLogs() {
        Page page = open(words(), "topology/never-7-7");
        assertThat(page.locator(".empty")).hasText("There is no topology never-7-7, and no log of a killed one. Back to the cluster");
        ui.answer("v2/topologies/killed-7-7/logs", "{\"files\":[],\"unreachable\":[]}");
        page.navigate(CannedUi.ADDRESS + "#/topology/killed-7-7");
        assertThat(page.locator(".empty")).hasText("This topology is no longer running. Worker logs · Back to the cluster");
        page.context().close();
    }

    @Test
    void ofAKilledTopologyItsLastFiguresFailuresAndErrorsAreShown() {
        Page page = open(words(), "");
        ui.answer("v2/ended-topologies/ended-7-7", new CannedTopology("ended-7-7", "ended").ended());
        ui.answer("v2/ended-topologies", "{\"topologies\":[{\"id\":\"ended-7-7\",\"name\":\"ended\",\"owner\":\"ann\",\"submittedMillis\":1,\"endedMillis\":2,\"endedBy\":\"bob\",\"workerEndCount\":1}]}");
        page.reload();
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("ended").setExact(true)).click();
        assertThat(page).hasURL(CannedUi.ADDRESS + "#/ended/ended-7-7");
        assertThat(page.locator("h1")).hasText("ended ENDED");
        // An address of it while it ran leads there too.
        page.navigate(CannedUi.ADDRESS + "#/topology/ended-7-7");
        assertThat(page.locator("h1")).hasText("ended ENDED");
        assertThat(page.locator("main .banner").first()).containsText(Pattern.compile("^This topology is no longer running: killed .* by bob, after 1 h 0 min\\."));
        assertThat(page.locator(".figures div").first()).hasText("Acked77/s");
        assertThat(page.locator(".chart").first().locator(".event title")).hasText(new String[] {"Killed, wait 10 s by bob", "Worker a:6700 exited with status 7", "Submitted by ann"});
        assertThat(page.locator(".failure h2")).hasText("split failed by a bolt");
        assertThat(page.locator(".failure tbody")).containsText("message 7");
        assertThat(page.locator(".error summary").last()).containsText("split: java.lang.IllegalStateException: broken");
        assertThat(page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText("topology.workers"))).isVisible();
        assertThat(page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText("ui.port"))).hasCount(0);
        assertThat(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Worker logs"))).isVisible();
        Browser.assertAccessible(page);
        page.setViewportSize(390, 800);
        assertEquals(0, page.evaluate("Math.max(0, document.documentElement.scrollWidth - innerWidth)"));
        page.context().close();
    }

    @Test
    void workersSupervisorsAndOwnersHavePagesThatLeadToEachOther() {
        Page page = open(words(), "");
        ui.answer("v2/topologies/" + ID + "/workers/a:6700", words().workerJson()).answer("v2/cluster", CLUSTER);
        page.navigate(CannedUi.ADDRESS + "#/topology/" + ID);
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("a:6700").setExact(true)).first().click();
        assertThat(page.locator("h1")).hasText("a:6700 worker");
        assertThat(page.locator(".figures")).containsText("Heap100 MB of 900 MB");
        assertThat(page.locator(".figures .bad")).hasText("GC41 %");
        assertThat(page.locator(".figures")).containsText("Threads34");
        assertThat(page.locator("tbody tr")).containsText("split");
        Browser.assertAccessible(page);
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Supervisor a")).click();
        assertThat(page.locator("h1")).hasText("a supervisor");
        assertThat(page.locator(".banner.warm")).hasText("Memory over-committed: its workers may use 5,000 MB of 4,096 MB.");
        assertThat(page.locator("tbody tr")).hasText(new String[] {"6700wordsa:67008832 MB5 min 0 s", "6701free––––"});
        Browser.assertAccessible(page);
        page.navigate(CannedUi.ADDRESS + "#/owner/ann");
        assertThat(page.locator("h1")).hasText("ann owner");
        assertThat(page.locator("tbody tr")).hasCount(1);
        assertThat(page.locator(".figures")).containsText("Memory832 MB");
        page.navigate(CannedUi.ADDRESS + "#/topology/" + ID + "/worker/b:1");
        assertThat(page.locator(".empty")).hasText("No worker b:1 runs for this topology now. Back to the topology");
        page.context().close();
    }

    @Test
    void metricsOfTheTopologysCodeAreChartsAndEventTimeSaysWhatHoldsItBack() {
        CannedTopology topology = new CannedTopology(ID, "words").spout(TURNING).bolt("split").edge(TURNING, "split", "default", "shuffle");
        Page page = open(topology, "");
        ui.answer("v2/topologies/" + ID + "/metrics", CannedTopology.metrics(TURNING)).answer("v2/topologies/" + ID + "/metrics/series", CannedTopology.metricSeries(30));
        page.navigate(CannedUi.ADDRESS + "#/topology/" + ID);
        // Of a component the task that is farthest behind.
        assertThat(region(page, "Event time").locator("tbody tr")).hasText(new Pattern[] {Pattern.compile("^split.*5 min 0 s" + TURNING + "/default5$"),
            Pattern.compile("^" + TURNING + "not begun0 ms–7$")});
        assertThat(page.locator(".metrics figcaption span").first()).hasText(TURNING + ": lines <b>seen per second");
        assertThat(page.locator(".metrics figure .key")).hasText(new String[] {"busiest task 6/s", "all tasks 6/s"});
        assertThat(region(page, "Metrics").locator("tbody tr").first()).hasText("lines <b>seen" + TURNING + "11.23M1.23M1.23M1.23M");
        assertThat(page.locator(".banner.warm")).hasText("3 metrics of this topology are not shown: too many, names too long, or values that are no numbers. The workers' logs say more.");
        button(page, "queue.depth").click();
        assertThat(button(page, "queue.depth")).hasAttribute("aria-pressed", "true");
        assertThat(page.locator(".metrics figure .key")).hasText(new String[] {"max 6", "mean 6", "min -4"});
        // What is below zero has room in the chart.
        assertThat(page.locator(".metrics figure text").filter(new Locator.FilterOptions().setHasText("-5"))).hasCount(1);
        page.locator(".metrics select").selectOption("5");
        assertThat(page.locator(".metrics figure .key")).hasText("task 5 -4");
        Browser.assertAccessible(page);
        page.navigate(CannedUi.ADDRESS + "#/topology/" + ID + "/component/split");
        assertThat(region(page, "Event time").locator("tbody tr").first()).hasText(Pattern.compile("^4.*2.0 s–$"));
        page.context().close();
    }

    private static Locator region(Page page, String name) {
        return page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static CannedTopology words() {
        return new CannedTopology(ID, "words").spout("spout").bolt("split").bolt("count")
            .edge("spout", "split", "default", "shuffle").edge("split", "count", "default", "fields (word)");
    }

    private static Path folder() {
        return Path.of(System.getProperty("tempest.page"));
    }

    private Page open(CannedTopology topology, String view) {
        if (ui == null || !ui.changes().isEmpty()) {
            ui = new CannedUi(folder());
        }
        ui.answer("v2/topologies/" + ID, topology.json()).answer("v2/topologies/" + ID + "/series", topology.series(30))
            .answer("v2/topologies/" + ID + "/metrics", "{\"metrics\":[],\"eventTime\":[],\"leftOut\":0}")
            .answer("v1/topology/" + ID + "/logconfig", "{}").answer("v2/topologies/" + ID + "/failures", "{\"groups\":[],\"messageTimeoutSeconds\":30}")
            .answer("v2/cluster", "{\"title\":\"Storm UI\",\"topologies\":[],\"supervisors\":[],\"nimbuses\":[],\"nowMillis\":1800000000000,\"tableRows\":20}")
            .answer("v1/history/summary", "{\"topo-history\":[]}").answer("v2/ended-topologies", "{\"topologies\":[]}");
        Page page = browser.page();
        ui.serve(page);
        page.navigate(CannedUi.ADDRESS + (view.isEmpty() ? "" : "#/" + view));
        return page;
    }

    /** What an expression on the module {@code m} comes to. */
    private static Object in(Page page, String module, String expression) {
        return page.evaluate("async () => { const m = await import('./" + module + "'); return " + expression + "; }");
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true)).first();
    }

    /** By the Escape key. The browser gives the focus back before the page knows that its dialog is closed. */
    private static void leaveDialog(Page page) {
        page.keyboard().press("Escape");
        assertThat(page.getByRole(AriaRole.DIALOG)).hasCount(0);
    }
}
