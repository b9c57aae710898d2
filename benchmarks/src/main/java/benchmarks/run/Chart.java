// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package benchmarks.run;

import java.util.List;
import java.util.Locale;

/** Bars of roots a second on a logarithmic axis, as an SVG picture that suits light and dark pages. */
final class Chart {
    private static final List<String> SHOWN = List.of("wordcount-basic", "wordcount-basic-park", "wordcount", "null", "identity", "tree", "join", "two-workers", "null-unacked", "wordcount-unacked");
    private static final int LEFT = 160;
    private static final int WIDTH = 560;
    private static final int BAR = 14;
    private static final int GAP = 14;
    private static final int TOP = 56;
    private static final int LOWEST = 4;
    private static final int HIGHEST = 8;

    private Chart() {
    }

    static String of(Results results) {
        StringBuilder body = new StringBuilder();
        int y = TOP;
        for (String name : SHOWN) {
            int first = y;
            for (String system : Options.SYSTEMS) {
                double value = results.median(system, "default", name, "per_s");
                if (!Double.isNaN(value)) {
                    int length = (int) Math.max(2, x(Math.log10(value)));
                    text(body, "value", LEFT + length + 6, y + BAR - 3, "start", rounded(value));
                    body.append(String.format(Locale.ROOT, "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"2\"><title>%s, %s: %,.0f roots a second</title></rect>%n",
                        system, LEFT, y, length, BAR - 2, name, Report.title(system), value));
                    y += BAR;
                }
            }
            if (y > first) {
                text(body, "name", LEFT - 8, (first + y) / 2 + 4, "end", name);
                y += GAP;
            }
        }
        return frame(body, y);
    }

    private static String frame(StringBuilder body, int bottom) {
        StringBuilder svg = new StringBuilder(String.format(Locale.ROOT, """
            <!-- SPDX-FileCopyrightText: 2026 The Tempest authors
                 SPDX-License-Identifier: Apache-2.0 -->
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img" aria-label="Roots completed a second, by system, logarithmic axis">
            <style>
              text { font: 12px system-ui, sans-serif; fill: #24292f } .value, .tick { font-size: 11px; fill: #57606a } line { stroke: #d0d7de }
              .tempest { fill: #0969da } .apache { fill: #bf8700 } .flink { fill: #cf5d9a } .jet { fill: #2da44e }
              @media (prefers-color-scheme: dark) { text { fill: #e6edf3 } .value, .tick { fill: #9198a1 } line { stroke: #3d444d } .tempest { fill: #4493f8 } }
            </style>
            """, LEFT + WIDTH + 80, bottom + 24));
        int x = LEFT;
        for (String system : Options.SYSTEMS) {
            svg.append(String.format(Locale.ROOT, "<rect class=\"%s\" x=\"%d\" y=\"14\" width=\"12\" height=\"12\" rx=\"2\"/>%n", system, x));
            text(svg, "name", x + 18, 24, "start", Report.title(system));
            x += 30 + 8 * Report.title(system).length();
        }
        for (int power = LOWEST; power <= HIGHEST; power++) {
            int at = LEFT + (int) x(power);
            svg.append(String.format(Locale.ROOT, "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/>%n", at, TOP - 6, at, bottom));
            text(svg, "tick", at, bottom + 16, "middle", rounded(Math.pow(10, power)));
        }
        return svg.append(body).append("</svg>\n").toString();
    }

    private static double x(double power) {
        return (power - LOWEST) / (HIGHEST - LOWEST) * WIDTH;
    }

    private static void text(StringBuilder out, String style, int x, int y, String anchor, String text) {
        out.append(String.format(Locale.ROOT, "<text class=\"%s\" x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>%n", style, x, y, anchor, text));
    }

    private static String rounded(double value) {
        return value >= 1e6 ? String.format(Locale.ROOT, value >= 1e7 ? "%.0f M" : "%.1f M", value / 1e6) : String.format(Locale.ROOT, "%.0f k", value / 1e3);
    }
}
