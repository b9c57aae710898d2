// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.logviewer;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Pages for people: text of logs and file names never becomes markup. Pure. */
final class LogPage {
    private LogPage() {
    }

    static String log(String route, String file, LogPart part, int length, String grep) {
        String base = route + "?file=" + encoded(file) + "&length=" + length + (grep == null ? "" : "&grep=" + encoded(grep));
        StringBuilder html = head(file);
        html.append("<form action=\"").append(route).append("\"><input type=\"hidden\" name=\"file\" value=\"").append(escaped(file))
            .append("\"><input name=\"grep\" placeholder=\"only lines with\" value=\"").append(escaped(grep == null ? "" : grep))
            .append("\"> <button>Show</button></form><nav>");
        link(html, "First", base + "&start=0", part.start() > 0);
        link(html, "Prev", base + "&start=" + Math.max(0, part.start() - length), part.start() > 0);
        link(html, "Next", base + "&start=" + part.end(), part.end() < part.size());
        link(html, "Last", base, part.end() < part.size());
        link(html, "Download", route.replace("log", "download") + "?file=" + encoded(file), true);
        html.append("bytes ").append(part.start()).append(" to ").append(part.end()).append(" of ").append(part.size()).append("</nav><pre>");
        part.text().lines().filter(line -> grep == null || line.contains(grep)).forEach(line -> html.append(escaped(line)).append('\n'));
        return html.append("</pre>").toString();
    }

    static String list(String title, String base, List<String> names) {
        StringBuilder html = head(title).append("<ul>");
        names.forEach(name -> html.append("<li><a href=\"").append(escaped(base + encoded(name))).append("\">").append(escaped(name)).append("</a></li>"));
        return html.append("</ul>").toString();
    }

    private static StringBuilder head(String title) {
        return new StringBuilder("<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>").append(escaped(title)).append("</title><h1>")
            .append(escaped(title)).append("</h1>");
    }

    private static void link(StringBuilder html, String name, String url, boolean active) {
        html.append(active ? "<a href=\"" + escaped(url) + "\">" + name + "</a>" : name).append(" | ");
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;").replace("'", "&#39;");
    }
}
