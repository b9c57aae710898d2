// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The published StormCrawler, in a user's jar that brings nothing of Apache Storm's along, on a cluster of real processes. */
class StormCrawlerTest {
    private static final int SECTIONS = 8;
    private static final int ARTICLES = 5;
    /** The first page, sections, articles, the new place of the page that moved. */
    private static final int PAGES = 1 + SECTIONS * (1 + ARTICLES) + 1;
    /** The one that moved, the one that is gone, the forbidden one. */
    private static final int OTHERS = 3;

    @Test
    void everyPageOfASiteIsFetchedAndIndexedOnce() throws Exception {
        try (WebSite site = new WebSite(SECTIONS, ARTICLES); TestCluster cluster = TestCluster.start()) {
            Path files = cluster.file("crawled");
            cluster.storm("jar", System.getProperty("tempest.topologies"), "foreign.crawl.CrawlTopology", "crawl", files.toString(), site.address("/")).ok();
            List<String> expected = new ArrayList<>(List.of("DISCOVERED " + site.address("/moved"), "DISCOVERED " + site.address("/gone"),
                "DISCOVERED " + site.address("/private/page"), "REDIRECTION " + site.address("/moved"), "FETCH_ERROR " + site.address("/gone"),
                "ERROR " + site.address("/private/page")));
            for (String page : site.addresses()) {
                expected.add("FETCHED " + page);
                if (!page.equals(site.address("/"))) {
                    expected.add("DISCOVERED " + page);
                }
            }
            expected.sort(null);
            for (int task = 0; task < 2; task++) {
                Path statuses = cluster.file("crawled.status" + task);
                cluster.await("the status of every page", () -> lines(statuses).size() >= expected.size());
                assertEquals(expected, lines(statuses));
            }
            assertEquals(once(site), lines(cluster.file("crawled.index")).stream().map(line -> line.split("\t")[0]).toList());
            cluster.await("all acks on the page", () -> cluster.apacheClient("foreign.ForeignClient", "page", "crawl").ok().out()
                .contains("acked=" + (PAGES + OTHERS) + "\n"));
            Map<String, Integer> requests = new TreeMap<>(site.requests());
            requests.remove("/robots.txt");
            assertEquals(PAGES + 2, requests.size(), requests.toString());
            assertEquals(PAGES + 2, requests.values().stream().mapToInt(Integer::intValue).sum(), requests.toString());
            // Without a title: the crawler takes one only where a filter of parsed pages is configured.
            assertEquals("\tAn article in caf\u00e9s.more", lines(cluster.file("crawled.index")).get(1).split("\t", 2)[1]);
        }
    }

    private static List<String> once(WebSite site) {
        List<String> all = new ArrayList<>();
        site.addresses().forEach(all::add);
        all.sort(null);
        return all;
    }

    private static List<String> lines(Path file) throws IOException {
        return Files.exists(file) ? Files.readAllLines(file).stream().sorted().toList() : List.of();
    }
}
