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
import java.nio.file.Path;
import java.util.List;
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
 * The page as an operator has it: a real cluster that runs a word count and a topology in trouble, a real browser. With
 * {@code -Dscreenshots=FOLDER} the pictures of the documentation are taken on the way.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WebPageTest {
    private static final String FAULTY = "faulty<b>";
    private Browser browser;
    private TestCluster cluster;

    @BeforeAll
    void start() throws Exception {
        browser = Browser.open();
        PlaywrightAssertions.setDefaultAssertionTimeout(TestCluster.PATIENCE.toMillis());
        cluster = TestCluster.start();
        cluster.startDaemon("ui");
        cluster.startDaemon("logviewer");
        cluster.storm("jar", cluster.starterJar().toString(), "org.apache.storm.starter.WordCountTopology", "words").ok();
        cluster.storm("jar", cluster.foreignJar().toString(), "foreign.Troubled", "troubled").ok();
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
        String before = acked.innerText();
        assertThat(acked).not().hasText(before);
        assertThat(page.locator(".chart path.line").first()).isVisible();
        Browser.assertAccessible(page);
        page.context().close();
    }

    @Test
    @Order(2)
    void theSlowBoltIsNamedAsTheBottleneck() {
        Page page = at("topology/" + id("troubled"));
        assertThat(page.locator(".banner.warm")).containsText(Pattern.compile("\\bslow\\b.*bottleneck"));
        assertThat(page.locator("svg a.node.marked")).containsText("slow");
        assertThat(page.locator("svg a.node.hot")).containsText("slow");
        screenshot(page, "topology");
        page.context().close();
    }

    @Test
    @Order(3)
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
    @Order(4)
    void failuresSayWhichTuplesAndWhy() {
        Page page = at("topology/" + id("troubled") + "/failures");
        assertThat(page.locator(".failure h2").first()).containsText(FAULTY + " failed by a bolt");
        assertThat(page.locator(".failure td code, .failure th code").first()).containsText("number ");
        Browser.assertAccessible(page);
        page.context().close();
    }

    @Test
    @Order(5)
    void aShareOfTheTreesIsTracedOnRequestAndDrawnHopByHop() {
        Page page = at("topology/" + id("troubled") + "/traces");
        assertThat(page.locator("main")).containsText("Tracing is off");
        page.locator("main select").selectOption("100");
        page.locator(".tree button").first().click();
        assertThat(page.locator(".waterfall tbody tr").filter(new Locator.FilterOptions().setHasText("slow"))).isVisible();
        assertThat(page.locator(".waterfall tbody tr").filter(new Locator.FilterOptions().setHasText(FAULTY))).isVisible();
        Browser.assertAccessible(page);
        screenshot(page, "trace");
        page.locator("main select").selectOption("0");
        page.context().close();
    }

    @Test
    @Order(6)
    void logsOfAWorkerAreShownAndFollowed() {
        Page page = at("topology/" + id("words") + "/logs");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(Pattern.compile("worker\\.log$"))).first().click();
        assertThat(page.locator("pre.log")).containsText("INFO");
        Browser.assertAccessible(page);
        page.context().close();
    }

    @Test
    @Order(7)
    void darkNarrowAndByKeyboard() {
        Page dark = browser.page(new NewContextOptions().setColorScheme(ColorScheme.DARK).setViewportSize(390, 800));
        dark.navigate(address("topology/" + id("words")));
        assertThat(dark.locator("svg a.node").first()).isVisible();
        assertEquals("rgb(16, 21, 28)", dark.evaluate("getComputedStyle(document.body).backgroundColor"));
        assertTrue((int) dark.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, "the page is wider than the screen");
        Browser.assertAccessible(dark);
        dark.context().close();

        Page page = at("");
        Locator link = page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("words").setExact(true));
        link.focus();
        page.keyboard().press("Enter");
        Locator kill = page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Kill"));
        kill.focus();
        page.keyboard().press("Enter");
        assertThat(page.getByRole(AriaRole.DIALOG)).isVisible();
        assertNotEquals("BODY", page.evaluate("document.activeElement.tagName"));
        page.keyboard().press("Escape");
        assertThat(page.getByRole(AriaRole.DIALOG)).hasCount(0);
        page.context().close();
    }

    @Test
    @Order(8)
    void figuresAtRestAreThoseOfTheRestApiAndKillEndsTheTopology() throws Exception {
        String id = id("words");
        Page page = at("topology/" + id);
        act(page, "Deactivate", "Deactivate");
        assertThat(page.locator("h1 .status")).hasText("INACTIVE");
        page.navigate(address("topology/" + id + "/component/split"));
        cluster.await("the figures to rest and to equal those of the REST API", () -> {
            String told = page.request().get("http://localhost:" + cluster.uiPort() + "/api/v1/topology/" + id + "/component/split").text();
            long executed = Pattern.compile("\"executed\":(\\d+)").matcher(told).results().mapToLong(m -> Long.parseLong(m.group(1))).max().orElse(0);
            long shown = page.locator("section").filter(new Locator.FilterOptions().setHasText("Inputs")).locator("tbody td.figure").first()
                .innerText().transform(text -> text.matches("[0-9,]+") ? Long.parseLong(text.replace(",", "")) : -1);
            return executed > 0 && (shown == executed || shown == -1);
        });
        page.navigate(address("topology/" + id));
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Kill")).click();
        page.getByLabel("Wait (seconds)").fill("0");
        page.getByRole(AriaRole.DIALOG).getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Kill")).click();
        assertThat(page.locator("dialog .done")).containsText("words ends in 0 s");
        cluster.await("the topology to end", () -> !cluster.storm("list").ok().out().contains("words"));
        page.navigate(address(""));
        assertThat(page.locator("main")).not().containsText("words");
        page.context().close();
        browser.forgetComplaints();
    }

    @Test
    @Order(9)
    void nimbusAwayIsToldAndThePageRecoversByItself() throws Exception {
        Page page = at("");
        assertThat(page.locator("main")).containsText("troubled");
        cluster.daemon("nimbus").destroy();
        cluster.daemon("nimbus").waitFor();
        assertThat(page.locator(".banner.bad")).containsText("Nimbus is away");
        assertThat(page.locator("main")).containsText("troubled");
        cluster.startDaemon("nimbus");
        assertThat(page.locator(".banner.bad")).hasCount(0);
        page.context().close();
        browser.forgetComplaints();
    }

    private void act(Page page, String button, String verb) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button)).first().click();
        Locator dialog = page.getByRole(AriaRole.DIALOG);
        dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(verb)).click();
        assertThat(dialog.locator(".done")).isVisible();
        dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Close")).click();
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
        try {
            String told = page.request().get("http://localhost:" + cluster.uiPort() + "/api/v1/topology/summary").text();
            return Pattern.compile("\"id\":\"(" + name + "-[^\"]+)\"").matcher(told).results().findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not in " + told)).group(1);
        } finally {
            page.context().close();
        }
    }

    private static void screenshot(Page page, String name) {
        String folder = System.getProperty("screenshots", "");
        if (!folder.isEmpty()) {
            page.screenshot(new Page.ScreenshotOptions().setPath(Path.of(folder, name + ".png")).setFullPage(true));
        }
    }
}
