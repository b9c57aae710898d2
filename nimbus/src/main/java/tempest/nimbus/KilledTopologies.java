// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.cluster.AtomicFile;

/**
 * Killed topologies whose logs may still be there: a text file, one line each: time in ms, id, and who is shown it (see {@link TopologyVisibility}). Any
 * thread. It keeps the latest {@value #KEPT} of a week.
 */
final class KilledTopologies {
    private static final Logger LOG = LoggerFactory.getLogger(KilledTopologies.class);
    private static final int KEPT = 1000;
    private static final long AGE_MILLIS = TimeUnit.DAYS.toMillis(7);

    private final Path file;

    KilledTopologies(Path file) {
        this.file = file;
    }

    /** @param audience who is shown the topology */
    synchronized void add(long millis, String topologyId, Collection<String> audience) {
        List<String> lines = new ArrayList<>(lines());
        lines.removeIf(line -> millis - time(line) > AGE_MILLIS);
        lines.add(millis + "\t" + topologyId + "\t" + String.join("\t", audience));
        try {
            Files.createDirectories(file.getParent());
            String text = String.join("\n", lines.subList(Math.max(0, lines.size() - KEPT), lines.size())) + "\n";
            AtomicFile.replaceDurably(file, text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            LOG.warn("the history in {} lacks {}: {}", file, topologyId, e.toString());
        }
    }

    /** Ids of the killed topologies that are shown to one with any of these names, or of all if they are null; oldest first. */
    synchronized List<String> ids(Set<String> names) {
        List<String> ids = new ArrayList<>();
        for (String line : lines()) {
            List<String> parts = List.of(line.split("\t"));
            if (parts.size() > 2 && (names == null || !Collections.disjoint(names, parts.subList(2, parts.size())))) {
                ids.add(parts.get(1));
            }
        }
        return ids;
    }

    private List<String> lines() {
        try {
            return Files.readAllLines(file);
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            LOG.warn("the history in {} is unreadable and starts empty: {}", file, e.toString());
            return List.of();
        }
    }

    private static long time(String line) {
        try {
            return Long.parseLong(line.substring(0, Math.max(0, line.indexOf('\t'))));
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
