// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package tempest.state.snapshot;

import java.util.Collection;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A snapshot as the names in its folder tell of it; its manifest may be damaged.
 *
 * @param sequence later snapshots have greater numbers
 * @param incarnation which life of the task wrote it
 * @param committed whether it was committed; otherwise it is prepared
 */
public record SnapshotEntry(long sequence, long incarnation, boolean committed) {
    static final String FOLDER = "snapshots";
    static final String MANIFEST = ".manifest";
    static final String COMMITTED = ".committed";
    private static final Pattern NAME = Pattern.compile("(\\d{1,19})-(\\d{1,10})\\.manifest");

    static SnapshotEntry of(SnapshotManifest manifest) {
        return new SnapshotEntry(manifest.sequence(), manifest.incarnation(), false);
    }

    static Optional<SnapshotEntry> of(String name, Collection<String> all) {
        Matcher matcher = NAME.matcher(name);
        return matcher.matches() ? Optional.of(new SnapshotEntry(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)),
            all.contains(name.replace(MANIFEST, COMMITTED)))) : Optional.empty();
    }

    String manifestName() {
        return base() + MANIFEST;
    }

    String committedName() {
        return base() + COMMITTED;
    }

    /** Names are sorted as snapshots are. */
    private String base() {
        return FOLDER + "/" + String.format("%019d-%010d", sequence, incarnation);
    }

    @Override
    public String toString() {
        return "snapshot " + sequence + (committed ? "" : " (prepared)");
    }
}
