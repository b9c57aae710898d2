// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.abort;

import com.deque.html.axecore.args.AxeRunOptions;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An installed Chromium, headless. {@code -Dchromium=PATH} or {@code CHROMIUM} name it; otherwise it is looked for in {@code PATH}. Where
 * {@code CI} is set a missing browser is a failure, elsewhere its tests are reported as skipped.
 */
final class Browser implements AutoCloseable {
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome");
    private static final double PATIENCE_MILLIS = TestCluster.PATIENCE.toMillis();

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser chromium;
    private final List<String> complaints = Collections.synchronizedList(new ArrayList<>());

    private Browser(Path executable) {
        playwright = Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        chromium = playwright.chromium().launch(new BrowserType.LaunchOptions().setExecutablePath(executable)
            .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync")));
    }

    static Browser open() {
        Optional<Path> executable = find();
        if (executable.isEmpty()) {
            String told = "No Chromium is installed, so the page is not tested; install one, or name it with -Dchromium=PATH";
            if (System.getenv("CI") != null) {
                throw new AssertionError(told);
            }
            abort(told);
        }
        return new Browser(executable.get());
    }

    private static Optional<Path> find() {
        String named = System.getProperty("chromium", System.getenv("CHROMIUM"));
        if (named != null && !named.isBlank()) {
            return Optional.of(Path.of(named));
        }
        return Stream.of(System.getenv("PATH").split(":")).flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
            .filter(Files::isExecutable).findFirst();
    }

    /** A fresh page, whose console errors are collected. */
    Page page(com.microsoft.playwright.Browser.NewContextOptions options) {
        // Without a GPU each frame of a transition is drawn by the processors that the cluster needs.
        BrowserContext context = chromium.newContext(options.setReducedMotion(ReducedMotion.REDUCE));
        context.setDefaultTimeout(PATIENCE_MILLIS);
        Page page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                complaints.add(page.url() + ": " + message.text());
            }
        });
        page.onPageError(error -> complaints.add(page.url() + ": " + error));
        return page;
    }

    Page page() {
        return page(new com.microsoft.playwright.Browser.NewContextOptions().setViewportSize(1440, 900));
    }

    /** Fails if any page has logged an error since the last call. */
    void assertNoComplaints() {
        List<String> told = List.copyOf(complaints);
        complaints.clear();
        assertEquals(List.of(), told);
    }

    void forgetComplaints() {
        complaints.clear();
    }

    /** Fails if axe-core finds faults on {@code page} that it calls serious or critical. */
    static void assertAccessible(Page page) {
        // Spares axe-core to describe all that is in order, and, as nothing is in frames, to open a page of its own for the report.
        AxeRunOptions options = new AxeRunOptions();
        options.setResultTypes(List.of("violations"));
        List<String> faults = new AxeBuilder(page).options(options).setLegacyMode(true).analyze().getViolations().stream()
            .filter(rule -> List.of("serious", "critical").contains(rule.getImpact()))
            .map(rule -> rule.getId() + ": " + rule.getNodes().get(0).getHtml()).toList();
        assertEquals(List.of(), faults, page.url());
    }

    @Override
    public void close() {
        chromium.close();
        playwright.close();
    }
}
