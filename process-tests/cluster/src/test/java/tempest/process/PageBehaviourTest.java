// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.process;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The page in a real browser, with made-up answers instead of a cluster: dialogs, odd names, the graph, charts. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PageBehaviourTest {
    private static final String ID = "words-1-1800000000";
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
        page.keyboard().press("Escape");
        assertThat(button(page, "Kill")).isFocused();
        page.keyboard().press("Enter");
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
        page.keyboard().press("Escape");
        button(page, "Debug sampling").click();
        page.getByLabel("Percent of tuples").fill("500");
        assertThat(page.locator(".problem")).hasText("500 % cannot be sampled: it must be more than 0 and at most 100.");
        assertThat(button(page, "Start")).isDisabled();
        page.keyboard().press("Escape");
        button(page, "Rebalance").click();
        page.getByRole(AriaRole.DIALOG).getByLabel("Workers").fill("");
        assertThat(page.locator(".problem")).hasText("The workers must be a whole number, 1 or more.");
        Browser.assertAccessible(page);
        page.keyboard().press("Escape");
        button(page, "Profile").click();
        page.getByLabel("Dump recording").check();
        assertThat(page.locator(".problem")).hasText("No recording is running on a:6700: start the flight recorder first.");
        ui.answer("v2/topologies/" + ID, words().worker(",\"recordingUntilMillis\":1800000600000").json());
        assertThat(button(page, "Dump recording")).isEnabled();
        page.context().close();
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
            .answer("v1/topology/" + ID + "/logconfig", "{}")
            .answer("v2/cluster", "{\"title\":\"Storm UI\",\"topologies\":[],\"supervisors\":[],\"nimbuses\":[],\"nowMillis\":1800000000000,\"tableRows\":20}")
            .answer("v1/history/summary", "{\"topo-history\":[]}");
        Page page = browser.page();
        ui.serve(page);
        page.navigate(CannedUi.ADDRESS + (view.isEmpty() ? "" : "#/" + view));
        return page;
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true)).first();
    }
}
