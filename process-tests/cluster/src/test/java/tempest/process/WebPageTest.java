// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.process;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The page as an operator sees it: a real cluster that runs a word count and a topology with failures, a real browser. With
 * {@code -Dscreenshots=FOLDER} the pictures of the documentation are taken.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WebPageTest {
    private static final String FAULTY = "faulty<b>";
    private Browser browser;
    private TestCluster cluster;
    private String killed;

    @BeforeAll
    void start() throws Exception {
        browser = Browser.open();
        PlaywrightAssertions.setDefaultAssertionTimeout(TestCluster.PATIENCE.toMillis());
        cluster = TestCluster.start();
        cluster.startDaemon("ui");
        cluster.startDaemon("logviewer");
        // Browser and page need the processors more than the topologies do.
        cluster.storm("jar", cluster.starterJar().toString(), "org.apache.storm.starter.WordCountTopology", "words", "-c", "starter.tuples.per.second=100").ok();
        cluster.storm("jar", cluster.foreignJar().toString(), "foreign.Troubled", "troubled", "-c", "topology.eventlogger.executors=1").ok();
        cluster.await("the UI to answer", () -> {
            Page page = browser.page();
            try {
                return page.request().get(address("")).ok();
            } catch (com.microsoft.playwright.PlaywrightException e) {
                return false;
            } finally {
                page.context().close();
            }
        });
        browser.forgetComplaints();
    }

    @AfterAll
    void stop() throws Exception {
        if (cluster != null) {
            cluster.close();
        }
        if (browser != null) {
            browser.close();
        }
    }

    @AfterEach
    void nothingWasComplainedOf() {
        browser.assertNoComplaints();
    }

    @Test
    @Order(1)
    void theClusterShowsWhatRunsAndWhereWithFiguresThatMove() {
        Page page = at("");
        Locator row = page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText("words"));
        assertThat(row).containsText("ACTIVE");
        assertThat(row).containsText(Pattern.compile("[1-9][0-9,]*/s"));
        assertThat(page.locator(".slot.used").filter(new Locator.FilterOptions().setHasText("words")).first()).isVisible();
        assertThat(page.locator(".figures")).containsText("Leader");
        Browser.assertAccessible(page);
        screenshot(page, "cluster");
        row.getByRole(AriaRole.LINK).first().click();
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1))).containsText("words");
        for (String part : List.of("spout", "split", "count")) {
            assertThat(page.locator("svg a.node").filter(new Locator.FilterOptions().setHasText(part)).first()).isVisible();
        }
        Locator acked = page.locator(".figures div").filter(new Locator.FilterOptions().setHasText("Acked")).locator("dd");
        assertThat(acked).not().hasText(acked.innerText());
        assertThat(page.locator(".chart path.line").first()).isVisible();
        Browser.assertAccessible(page);
        // A browser gives a host six connections: no tab may keep one.
        for (int tab = 2; tab <= 8; tab++) {
            Page another = page.context().newPage();
            another.navigate(address(""));
            assertThat(another.locator(".slot.used").first()).isVisible();
        }
        page.context().close();
    }

    @Test
    @Order(2)
    void aBoltThatFailsShowsItsStackAndMarkupStaysText() {
        Page page = at("topology/" + id("troubled") + "/component/faulty%3Cb%3E");
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1))).containsText(FAULTY);
        assertThat(page.locator(".error pre").first()).containsText("at user//foreign.Troubled$Faulty.execute(Troubled.java:");
        assertThat(page.locator(".error pre").first()).containsText("<script>document.title");
        assertEquals(0, page.locator("main script, main b b").count());
        assertFalse(page.title().contains("stolen"), page.title());
        Browser.assertAccessible(page);
        screenshot(page, "component");
        page.locator(".error a").first().click();
        assertThat(page.locator(".matches mark").first()).containsText("cannot work on <script>");
        Browser.assertAccessible(page);
        page.context().close();
    }

    @Test
    @Order(3)
    void failuresSayWhichTuplesAndWhy() {
        Page page = at("topology/" + id("troubled") + "/failures");
        assertThat(page.locator(".failure h2").first()).containsText(FAULTY + " failed by a bolt");
        assertThat(page.locator(".failure p").first()).containsText(Pattern.compile("^[0-9.,]+ tuples? from \\S+; median .* max .* Failed: a bolt called fail"));
        assertThat(page.locator(".failure td code, .failure th code").first()).containsText("number ");
        assertThat(page.locator(".crumbs")).hasText("troubled");
        assertThat(page.locator(".failure tbody tr").first()).containsText(Pattern.compile("task \\d+ on \\S+:\\d+"));
        Browser.assertAccessible(page);
        page.context().close();
    }

    @Test
    @Order(4)
    void aShareOfTheTreesIsTracedOnRequestAndDrawnHopByHop() throws Exception {
        Page page = at("topology/" + id("troubled") + "/traces");
        assertThat(page.locator("main")).containsText("Tracing is off");
        page.locator("main select").selectOption("100");
        openATree(page);
        assertThat(page.locator(".waterfall tbody tr").filter(new Locator.FilterOptions().setHasText("slow"))).isVisible();
        assertThat(page.locator(".waterfall tbody tr").filter(new Locator.FilterOptions().setHasText(FAULTY))).isVisible();
        Browser.assertAccessible(page);
        screenshot(page, "trace");
        // Stays on: a later test opens the trees on other screens.
        page.context().close();
    }

    /** Opens a complete tree; again if the list changed under the click. */
    private void openATree(Page page) throws Exception {
        Locator whole = page.locator(".tree button").filter(new Locator.FilterOptions().setHasText("2 hops"));
        cluster.await("a tree to open", () -> {
            whole.first().click();
            return page.locator(".waterfall").count() > 0;
        });
    }

    @Test
    @Order(5)
    void logsOfAWorkerAreShownAndFollowed() {
        Page page = at("topology/" + id("words") + "/logs");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(Pattern.compile("worker\\.log$"))).first().click();
        assertThat(page.locator("pre.log")).containsText("INFO");
        Browser.assertAccessible(page);
        page.context().close();
    }

    @Test
    @Order(6)
    void darkNarrowAndByKeyboard() {
        Page dark = browser.page(new NewContextOptions().setColorScheme(ColorScheme.DARK).setViewportSize(390, 800));
        dark.navigate(address("topology/" + id("words")));
        assertThat(dark.locator(".graph a.node").first()).isVisible();
        assertEquals("rgb(16, 21, 28)", dark.evaluate("getComputedStyle(document.body).backgroundColor"));
        assertTrue((int) dark.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, "the page is wider than the screen");
        Browser.assertAccessible(dark);
        dark.context().close();

        Page page = at("");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("words").setExact(true)).focus();
        page.keyboard().press("Enter");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Kill")).focus();
        page.keyboard().press("Enter");
        assertThat(page.getByRole(AriaRole.DIALOG)).isVisible();
        assertNotEquals("BODY", page.evaluate("document.activeElement.tagName"));
        page.keyboard().press("Escape");
        assertThat(page.getByRole(AriaRole.DIALOG)).hasCount(0);
        page.context().close();
    }

    @Test
    @Order(7)
    void everyViewFitsNarrowAndWideScreensAndIsAccessibleInTheDark() {
        String words = "topology/" + id("words"), troubled = "topology/" + id("troubled");
        Map<String, String> views = new LinkedHashMap<>();
        views.put("", ".slot.used");
        views.put(words, ".graph a.node");
        views.put(troubled + "/system", ".graph a.node.system");
        views.put(troubled + "/component/faulty%3Cb%3E", ".error pre");
        views.put(words + "/failures", ".empty");
        views.put(troubled + "/traces", ".tree button");
        views.put(words + "/logs", "tbody tr");
        views.put(troubled + "/logs/search/faulty", ".matches mark");
        views.put(words + "/configuration", "code.value");
        views.put("configuration", "code.value");
        // Colours change no widths; axe-core checks the light ones in the other tests.
        Page page = browser.page(new NewContextOptions().setColorScheme(ColorScheme.DARK).setViewportSize(390, 800));
        views.forEach((view, shown) -> {
            page.setViewportSize(390, 800);
            page.navigate(address(view));
            assertThat(page.locator(shown).first()).isVisible();
            if (view.endsWith("/traces")) {
                page.locator(shown).first().click();
                assertThat(page.locator(".waterfall")).isVisible();
            }
            assertFits(page);
            if (!view.startsWith(words)) {
                Browser.assertAccessible(page);
            }
            page.setViewportSize(2560, 1300);
            assertFits(page);
        });
        page.context().close();
    }

    private static void assertFits(Page page) {
        assertEquals(List.of(), page.evaluate("""
            () => document.documentElement.scrollWidth <= innerWidth ? []
              : [`${document.documentElement.scrollWidth} pixels`,
                ...[...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1).slice(0, 3).map(e => e.outerHTML.slice(0, 200))]"""),
            () -> page.url() + " is wider than " + page.viewportSize().width + " pixels");
    }

    @Test
    @Order(8)
    void theSlowBoltIsNamedAsTheBottleneck() {
        Page page = at("topology/" + id("troubled"));
        assertThat(page.locator(".banner.warm").last()).containsText(Pattern.compile("^Bottleneck: slow\\. Its .*it needs at least \\d+ executors.*View component$"));
        assertThat(page.locator(".banner.bad").filter(new Locator.FilterOptions().setHasText("are failing"))).hasText(Pattern.compile("^[0-9.,]+ of [0-9.,]+ tuples/s are failing \\([0-9.]+ %\\).* View failures$"));
        assertThat(page.locator("svg a.node.marked")).containsText("slow");
        assertThat(page.locator("svg a.node.hot")).containsText("slow");
        screenshot(page, "topology");
        page.context().close();
    }

    @Test
    @Order(9)
    void aWorkersStacksAndRecordingArriveAndAreDownloaded() throws Exception {
        String id = id("troubled");
        Page page = at("topology/" + id);
        // Between two of its calls the slow bolt is not in the user's code.
        cluster.await("a dump that meets the slow bolt at work", () -> {
            Locator stacks = profile(page, "Thread dump").locator(".done a[download]");
            assertThat(stacks).containsText(Pattern.compile("jstack-.*\\.txt"));
            assertThat(page.locator(".done a").last()).hasText("Open here");
            boolean met = page.request().get(stacks.getAttribute("href")).text().contains("foreign.Troubled$Slow");
            close(page);
            return met;
        });
        assertThat(profile(page, "Start flight recorder").locator(".done")).containsText(Pattern.compile("^Flight recorder running on \\S+ for 10 minutes"));
        close(page);
        Locator recording = profile(page, "Stop flight recorder").locator(".done a");
        assertThat(recording).containsText(Pattern.compile("recording-.*\\.jfr"));
        byte[] recorded = page.request().get(recording.getAttribute("href")).body();
        assertEquals("FLR", new String(recorded, 0, 3, StandardCharsets.ISO_8859_1));
        String told = rest(page, "/api/v2/topologies/" + id + "/logs");
        assertTrue(told.contains("/jstack-") && told.contains("/recording-"), told);
        page.context().close();
    }

    /** Requests one kind of profile of the first worker; the dialog stays open. */
    private static Locator profile(Page page, String kind) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Profile")).first().click();
        Locator dialog = page.getByRole(AriaRole.DIALOG);
        dialog.getByLabel(kind).check();
        dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(kind)).click();
        return dialog;
    }

    @Test
    @Order(10)
    void aLogLevelIsSetTakenByTheWorkerAndReset() throws Exception {
        String id = id("troubled");
        Page page = at("topology/" + id);
        Locator dialog = open(page, "Log level");
        dialog.getByLabel("Logger").fill("foreign.sample");
        dialog.getByLabel("Level").selectOption("DEBUG");
        Browser.assertAccessible(page);
        confirm(page, "Set");
        assertTrue(rest(page, "/api/v1/topology/" + id + "/logconfig").contains("\"target_level\":\"DEBUG\""));
        logged(page, id, "Logger foreign.sample is at level DEBUG now");
        open(page, "Log level").getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Reset foreign.sample")).click();
        confirm(page, "Reset");
        assertEquals("{\"namedLoggerLevels\":{}}", rest(page, "/api/v1/topology/" + id + "/logconfig"));
        logged(page, id, "Logger foreign.sample is back at level of its parent");
        page.context().close();
    }

    @Test
    @Order(11)
    void debugSamplingWritesTuplesUntilItIsStopped() throws Exception {
        String id = id("troubled");
        Page page = at("topology/" + id);
        open(page, "Debug sampling").getByLabel("Percent of tuples").fill("50");
        confirm(page, "Start");
        cluster.await("sampled tuples in events.log", () -> Pattern.compile("/events\\.log\",\"bytes\":[1-9]").matcher(rest(page, "/api/v2/topologies/" + id + "/logs")).find());
        assertTrue(rest(page, "/api/v1/topology/" + id).contains("\"samplingPct\":50"), rest(page, "/api/v1/topology/" + id));
        assertThat(open(page, "Debug sampling")).containsText("Sampled tuples are being written to events.log.");
        confirm(page, "Stop");
        assertTrue(rest(page, "/api/v2/topologies/" + id).contains("\"debug\":{\"enabled\":false"), rest(page, "/api/v2/topologies/" + id));
        page.navigate(address("topology/" + id("words")));
        assertThat(open(page, "Debug sampling")).containsText("Event logging is off. Set topology.eventlogger.executors to 1 or more and resubmit.");
        page.context().close();
    }

    @Test
    @Order(12)
    void aTopologyIsPausedAndGoesOn() {
        String id = id("troubled");
        Page page = at("topology/" + id);
        open(page, "Deactivate");
        confirm(page, "Deactivate");
        assertThat(page.locator("h1 .status")).hasText("INACTIVE");
        assertTrue(rest(page, "/api/v1/topology/" + id).contains("\"status\":\"INACTIVE\""));
        open(page, "Activate");
        confirm(page, "Activate");
        assertThat(page.locator("h1 .status")).hasText("ACTIVE");
        assertTrue(rest(page, "/api/v1/topology/" + id).contains("\"status\":\"ACTIVE\""));
        page.context().close();
    }

    @Test
    @Order(13)
    void aRebalanceSaysWhatWillChangeAndChangesThat() throws Exception {
        String id = id("words");
        Page page = at("topology/" + id);
        Locator dialog = open(page, "Rebalance");
        Locator change = dialog.getByRole(AriaRole.STATUS);
        Locator go = dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Rebalance"));
        assertThat(change).hasText("Changes: none; executors are only rescheduled.");
        dialog.getByLabel("Workers").fill("");
        assertThat(go).isDisabled();
        dialog.getByLabel("Wait (seconds)").fill("0");
        dialog.getByLabel("Workers").fill("1");
        dialog.getByLabel("split").fill("2");
        assertThat(change.getByRole(AriaRole.LISTITEM)).hasText(new String[] {"workers: 2 → 1", "split: 3 → 2 executors"});
        Browser.assertAccessible(page);
        confirm(page, "Rebalance");
        cluster.await("one worker with two executors of split", () -> {
            String told = rest(page, "/api/v1/topology/" + id);
            return told.contains("\"workersTotal\":1") && Pattern.compile("\"boltId\":\"split\"[^}]*\"executors\":2").matcher(told).find()
                && told.contains("\"status\":\"ACTIVE\"");
        });
        assertThat(figure(page, "Workers")).hasText("1");
        assertThat(figure(page, "Acked")).hasText(Pattern.compile("[1-9].*/s"));
        page.context().close();
    }

    @Test
    @Order(14)
    void figuresAtRestAreThoseOfTheRestApiAndKillEndsTheTopology() throws Exception {
        String id = id("words");
        Page page = at("topology/" + id);
        AtomicLong before = new AtomicLong(Long.MAX_VALUE);
        cluster.await("the rescheduled workers to work", () -> {
            long now = executed(page, id);
            return before.getAndSet(now > 0 ? now : Long.MAX_VALUE) < now;
        });
        open(page, "Deactivate");
        confirm(page, "Deactivate");
        assertThat(page.locator("h1 .status")).hasText("INACTIVE");
        page.navigate(address("topology/" + id + "/component/split"));
        cluster.await("the figures to rest and to equal those of the REST API", () -> {
            long executed = executed(page, id);
            long shown = page.locator("section").filter(new Locator.FilterOptions().setHasText("Inputs")).locator("tbody td.figure").first()
                .innerText().transform(text -> text.matches("[0-9,]+") ? Long.parseLong(text.replace(",", "")) : -1);
            return executed > 0 && (shown == executed || shown == -1);
        });
        page.navigate(address("topology/" + id));
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Kill")).click();
        page.getByLabel("Wait (seconds)").fill("0");
        page.getByLabel("Name of the topology").all().forEach(name -> name.fill("words"));
        page.getByRole(AriaRole.DIALOG).getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Kill")).click();
        assertThat(page.locator("dialog .done")).hasText("Kill requested; words ends in 0 s.");
        cluster.await("the topology to end", () -> !rest(page, "/api/v1/topology/summary").contains("\"words\""));
        assertThat(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Worker logs"))).isVisible();
        page.navigate(address(""));
        assertThat(table(page, "Topologies").filter(new Locator.FilterOptions().setHasText("words"))).hasCount(0);
        killed = id;
        page.context().close();
        browser.forgetComplaints();
    }

    @Test
    @Order(15)
    void logsOfAKilledTopologyAreListedShownAndSearched() throws Exception {
        Page page = at("");
        Locator words = table(page, "Recently killed").filter(new Locator.FilterOptions().setHasText("words"));
        words.getByRole(AriaRole.LINK).first().click();
        assertThat(page.locator("h1")).hasText("words ENDED");
        assertThat(page.locator(".chart path.line").first()).isVisible();
        assertThat(page.locator("ol.marks li").filter(new Locator.FilterOptions().setHasText("Rebalanced: 1 worker instead of 2; split with 2 executors instead of 3"))).isVisible();
        assertThat(page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText("split"))).isVisible();
        Browser.assertAccessible(page);
        screenshot(page, "ended");
        page.navigate(address(""));
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Logs of " + killed)).click();
        assertThat(page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText("worker.log")).first()).containsText("exited");
        Browser.assertAccessible(page);
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(Pattern.compile("worker\\.log$"))).first().click();
        assertThat(page.locator("pre.log")).containsText("INFO");
        page.getByLabel("Search all workers").fill("Starting with");
        page.keyboard().press("Enter");
        assertThat(page.locator(".matches mark").first()).containsText("Starting with");
        assertEquals(404, page.request().get("http://localhost:" + cluster.uiPort() + "/api/v2/topologies/never-1-2/logs").status());
        page.context().close();
    }

    @Test
    @Order(16)
    void withoutANimbusLeaderThePageSaysSoAndRecoversByItself() throws Exception {
        Page page = at("");
        assertThat(page.locator("main")).containsText("troubled");
        cluster.signal("nimbus", "STOP");
        assertThat(page.locator(".live.stale .age.old")).hasText(Pattern.compile("^Updated \\d+ s ago$"));
        assertThat(page.locator("main")).containsText("troubled");
        cluster.signal("nimbus", "CONT");
        assertThat(page.locator(".stale")).hasCount(0);
        cluster.daemon("nimbus").destroy();
        cluster.daemon("nimbus").waitFor();
        assertThat(page.locator("[role=status] .banner.bad")).hasText(Pattern.compile("^No Nimbus leader\\. Showing data from \\d.*; reconnecting$"));
        assertThat(page.locator("main")).containsText("troubled");
        cluster.startDaemon("nimbus");
        assertThat(page.locator(".banner.bad")).hasCount(0);
        page.context().close();
        browser.forgetComplaints();
    }

    /** The dialog of an action. */
    private static Locator open(Page page, String button) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button).setExact(true)).first().click();
        Locator dialog = page.getByRole(AriaRole.DIALOG);
        assertThat(dialog).isVisible();
        return dialog;
    }

    /** Confirms the open dialog, and closes it once it is done. */
    private static void confirm(Page page, String verb) {
        Locator dialog = page.getByRole(AriaRole.DIALOG);
        dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(verb).setExact(true)).click();
        assertThat(dialog.locator(".done")).isVisible();
        close(page);
    }

    private static void close(Page page) {
        page.getByRole(AriaRole.DIALOG).getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Close")).click();
    }

    /** The rows of a table. */
    private static Locator table(Page page, String caption) {
        return page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName(caption).setExact(true)).getByRole(AriaRole.ROW);
    }

    private static Locator figure(Page page, String name) {
        return page.locator(".figures div").filter(new Locator.FilterOptions().setHas(page.getByText(name, new Page.GetByTextOptions().setExact(true)))).locator("dd");
    }

    /** How many tuples split has executed, by the REST API. */
    private long executed(Page page, String id) {
        return Pattern.compile("\"executed\":(\\d+)").matcher(rest(page, "/api/v1/topology/" + id + "/component/split")).results()
            .mapToLong(m -> Long.parseLong(m.group(1))).max().orElse(0);
    }

    private String rest(Page page, String path) {
        return page.request().get("http://localhost:" + cluster.uiPort() + path).text();
    }

    /** Waits until a worker of the topology has logged a text. */
    private void logged(Page page, String id, String text) throws Exception {
        cluster.await(text + " in its log", () -> rest(page, "/api/v2/topologies/" + id + "/logs/search?text=" + text.replace(" ", "%20")).contains("\"byteOffset\""));
    }

    private Page at(String view) {
        Page page = browser.page();
        page.navigate(address(view));
        return page;
    }

    private String address(String view) {
        return "http://localhost:" + cluster.uiPort() + "/" + (view.isEmpty() ? "" : "#/" + view);
    }

    /** The id of a topology, by the REST API. */
    private String id(String name) {
        Page page = browser.page();
        String told = rest(page, "/api/v1/topology/summary");
        page.context().close();
        return Pattern.compile("\"id\":\"(" + name + "-[^\"]+)\"").matcher(told).results().findFirst()
            .orElseThrow(() -> new AssertionError(name + " is not in " + told)).group(1);
    }

    private static void screenshot(Page page, String name) {
        if (!System.getProperty("screenshots", "").isEmpty()) {
            page.screenshot(new Page.ScreenshotOptions().setPath(Path.of(System.getProperty("screenshots"), name + ".png")).setFullPage(true));
        }
    }
}
