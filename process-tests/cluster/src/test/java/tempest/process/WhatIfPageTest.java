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
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a topology would do with other executors, in a real browser with made-up answers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WhatIfPageTest {
    private static final String ID = "words-1-1800000000";
    private static final String WHAT_IF = "v2/topologies/" + ID + "/what-if";
    private static final String TURNING = "evil\u202Elive";
    private Browser browser;
    private CannedUi ui;
    private CannedTopology topology;

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

    @BeforeEach
    void answer() {
        topology = new CannedTopology(ID, "words").spout("spout").bolt(TURNING).edge("spout", TURNING, "default", "shuffle");
        ui = new CannedUi(Path.of(System.getProperty("tempest.page"))).answer("v2/topologies/" + ID, topology.json()).answer("v2/topologies/" + ID + "/series", topology.series(30))
            .answer("v2/topologies/" + ID + "/metrics", "{\"metrics\":[],\"eventTime\":[],\"leftOut\":0}").answer(WHAT_IF, topology.whatIf(TURNING, 4, null))
            .answer("v1/topology/" + ID + "/rebalance/30", "{\"status\":\"success\"}");
    }

    private Page open(int width, ColorScheme colors) {
        Page page = browser.page(new NewContextOptions().setViewportSize(width, 900).setColorScheme(colors));
        ui.serve(page);
        page.navigate(CannedUi.ADDRESS + "#/topology/" + ID);
        return page;
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true)).first();
    }

    @Test
    void aSliderMovedByKeysIsPredictedInWordsAndFiguresAndAppliedByARebalance() {
        Page page = open(1440, ColorScheme.LIGHT);
        Locator opens = button(page, "What if");
        assertThat(opens).hasAttribute("aria-expanded", "false");
        opens.press("Enter");
        Locator panel = page.getByRole(AriaRole.GROUP, new Page.GetByRoleOptions().setName("What if"));
        assertThat(button(page, "Apply…")).isDisabled();
        Locator slider = panel.getByRole(AriaRole.SLIDER).last();
        slider.focus();
        page.keyboard().press("End");
        assertThat(panel.locator(".sliders small").last()).hasText("2 → 4 of 4 tasks");
        String isolated = "\u2068" + TURNING + "\u2069";
        assertThat(panel.locator(".banner bdi")).hasText("180 tuples/s from spouts (170 to 190) instead of 90. Bottleneck then: " + isolated + ", busy 97 % of the time.");
        assertThat(panel.locator("li bdi")).hasText("The keys of " + isolated + " are uneven.");
        assertThat(panel.locator(".figures")).containsText("Predicted180/s");
        assertThat(panel.locator(".figures")).containsText("Range170/s to 190/s");
        assertThat(panel.locator("tbody tr")).hasText(TURNING + "490/s then → 180/s97 % then → 49 %");
        assertThat(panel.locator("tbody th bdi")).hasText(TURNING);
        page.waitForCondition(() -> ui.queries().contains(WHAT_IF + "?executors=evil%E2%80%AElive%3A4"));
        Browser.assertAccessible(page);
        button(page, "Apply…").click();
        Locator dialog = page.getByRole(AriaRole.DIALOG);
        assertThat(dialog.locator("li")).hasText(isolated + ": 2 → 4 executors");
        dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Rebalance").setExact(true)).click();
        assertThat(dialog.locator(".done")).hasText("Rebalance requested; starts in 30 s.");
        assertEquals(List.of("POST v1/topology/" + ID + "/rebalance/30 {\"rebalanceOptions\":{\"numWorkers\":1,\"executors\":{\"" + TURNING + "\":4}}}"), ui.changes());
        page.context().close();
    }

    @Test
    void nonsenseIsToldInASentenceAndNotAsked() {
        Page page = open(1440, ColorScheme.LIGHT);
        button(page, "What if").click();
        Locator panel = page.getByRole(AriaRole.GROUP, new Page.GetByRoleOptions().setName("What if"));
        Locator workers = panel.getByRole(AriaRole.SPINBUTTON, new Locator.GetByRoleOptions().setName("Workers").setExact(true));
        workers.fill("0");
        assertThat(panel.locator(".problem")).hasText("The workers must be a whole number, 1 or more.");
        assertThat(button(page, "Apply…")).isDisabled();
        workers.fill("3");
        page.waitForCondition(() -> ui.queries().contains(WHAT_IF + "?workers=3"));
        assertTrue(ui.queries().stream().noneMatch(query -> query.contains("workers=0")), ui.queries().toString());
        button(page, "Reset").click();
        assertThat(workers).hasValue("1");
        page.context().close();
    }

    @Test
    void whyThereIsNoPredictionIsSaidAndAPhoneHasRoomForIt() {
        String why = "Measured for 40 s since it last started or changed: a prediction needs a minute.";
        ui.answer(WHAT_IF, topology.whatIf(TURNING, 2, why));
        Page page = open(390, ColorScheme.DARK);
        button(page, "What if").click();
        assertThat(page.locator(".whatif .banner.warm")).hasText(why);
        assertThat(page.locator(".whatif tbody tr")).hasCount(0);
        assertEquals(0, page.evaluate("Math.max(0, document.documentElement.scrollWidth - innerWidth)"));
        Browser.assertAccessible(page);
        ui.answer(WHAT_IF, topology.whatIf(TURNING, 2, null));
        page.locator(".whatif input[type=range]").last().press("End");
        assertThat(page.locator(".whatif tbody tr")).hasCount(1);
        assertEquals(0, page.evaluate("Math.max(0, document.documentElement.scrollWidth - innerWidth)"));
        Browser.assertAccessible(page);
        page.context().close();
    }
}
