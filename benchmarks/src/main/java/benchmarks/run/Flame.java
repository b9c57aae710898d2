// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package benchmarks.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;

/** A flame graph of where threads ran, out of a flight recording: width is time, threads are at the bottom, who called whom goes up. */
final class Flame {
    private static final int WIDTH = 1400;
    private static final int ROW = 17;
    private static final double LEAST_WIDTH = 0.7;
    private static final double CHARACTER = 6.6;

    private final Map<String, Flame> above = new TreeMap<>();
    private long samples;

    private Flame() {
    }

    static void write(Path recording, Path picture, String title) throws IOException {
        Flame all = new Flame();
        try (RecordingFile file = new RecordingFile(recording)) {
            while (file.hasMoreEvents()) {
                RecordedEvent event = file.readEvent();
                if (event.getEventType().getName().equals("jdk.ExecutionSample") && event.getStackTrace() != null) {
                    all.add(event);
                }
            }
        }
        StringBuilder boxes = new StringBuilder();
        int depth = all.depth();
        all.draw(boxes, title + ", " + all.samples + " samples", 0, WIDTH, depth, all.samples);
        Files.writeString(picture, String.format(Locale.ROOT, """
            <!-- SPDX-FileCopyrightText: 2026 The Tempest authors
                 SPDX-License-Identifier: Apache-2.0 -->
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="ui-monospace, monospace" font-size="11">
            %s</svg>
            """, WIDTH, (depth + 1) * ROW, boxes));
    }

    private void add(RecordedEvent event) {
        List<RecordedFrame> frames = event.getStackTrace().getFrames();
        RecordedThread thread = event.getThread("sampledThread");
        samples++;
        Flame at = step(thread == null ? "?" : String.valueOf(thread.getJavaName()));
        for (int i = frames.size() - 1; i >= 0; i--) {
            String type = frames.get(i).getMethod().getType().getName();
            at = at.step(type.substring(type.lastIndexOf('.') + 1) + "." + frames.get(i).getMethod().getName());
        }
    }

    private Flame step(String name) {
        Flame next = above.computeIfAbsent(name, n -> new Flame());
        next.samples++;
        return next;
    }

    private int depth() {
        return 1 + above.values().stream().mapToInt(Flame::depth).max().orElse(-1);
    }

    private void draw(StringBuilder out, String name, double x, double width, int row, long total) {
        if (width < LEAST_WIDTH) {
            return;
        }
        String text = name.replace("&", "&amp;").replace("<", "&lt;");
        int fits = (int) ((width - 4) / CHARACTER);
        int hue = name.startsWith("benchmarks") || name.contains("Bolt.execute") ? 130 : name.startsWith("String") || name.contains("Map.") ? 200 : 30;
        out.append(String.format(Locale.ROOT, "<g><title>%s: %.1f%%</title><rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"2\" fill=\"hsl(%d 75%% %d%%)\"/>",
            text, 100.0 * samples / total, x, row * ROW, Math.max(0.3, width - 0.5), ROW - 1, hue, 62 + Math.floorMod(name.hashCode(), 14)));
        if (fits > 3) {
            String shown = name.length() <= fits ? name : name.substring(0, fits - 1) + "…";
            out.append(String.format(Locale.ROOT, "<text x=\"%.1f\" y=\"%d\">%s</text>", x + 3, row * ROW + 12, shown.replace("&", "&amp;").replace("<", "&lt;")));
        }
        out.append("</g>\n");
        double at = x;
        for (Map.Entry<String, Flame> e : above.entrySet()) {
            double share = width * e.getValue().samples / samples;
            e.getValue().draw(out, e.getKey(), at, share, row - 1, total);
            at += share;
        }
    }
}
