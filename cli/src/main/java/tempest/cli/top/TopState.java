// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli.top;

import java.util.ArrayList;
import java.util.List;

/**
 * Where the user is and how the rows are sorted; a key press makes another. Immutable.
 *
 * @param path       nothing for the cluster, a topology's id, or that and a component
 * @param sort       the column that decides the order
 * @param descending whether large values come first
 * @param selected   the row that Enter drills into
 * @param help       whether the keys are explained
 * @param ended      whether the user wants to leave
 */
record TopState(List<String> path, int sort, boolean descending, int selected, boolean help, boolean ended) {
    private static final int DEEPEST = 2;

    /** What a key means. */
    enum Key { UP, DOWN, LEFT, RIGHT, ENTER, BACK, REVERSE, HELP, QUIT, REFRESH, NONE }

    static TopState at(List<String> path) {
        return new TopState(path, 0, false, 0, false, false);
    }

    /** @param shown what the screen shows now, in the order in which it does */
    TopState press(Key key, TopTable shown, List<TopTable.Row> sorted) {
        if (help && key != Key.QUIT) {
            return new TopState(path, sort, descending, selected, false, false);
        }
        int last = Math.max(0, sorted.size() - 1);
        int columns = shown.columns().size();
        return switch (key) {
            case UP -> select(Math.max(0, Math.min(last, selected) - 1));
            case DOWN -> select(Math.min(last, selected + 1));
            case LEFT -> sortBy((sort + columns - 1) % columns, shown);
            case RIGHT -> sortBy((sort + 1) % columns, shown);
            case REVERSE -> new TopState(path, sort, !descending, 0, false, false);
            case ENTER -> enter(sorted);
            case BACK -> path.isEmpty() ? this : at(path.subList(0, path.size() - 1));
            case HELP -> new TopState(path, sort, descending, selected, true, false);
            case QUIT -> new TopState(path, sort, descending, selected, false, true);
            case REFRESH, NONE -> this;
        };
    }

    private TopState select(int row) {
        return new TopState(path, sort, descending, row, false, false);
    }

    /** Names begin with A, figures with the largest. */
    private TopState sortBy(int column, TopTable shown) {
        return new TopState(path, column, !shown.columns().get(column).isText(), 0, false, false);
    }

    private TopState enter(List<TopTable.Row> sorted) {
        if (path.size() >= DEEPEST || sorted.isEmpty()) {
            return this;
        }
        String id = sorted.get(Math.min(selected, sorted.size() - 1)).id();
        if (id == null) {
            return this;
        }
        List<String> deeper = new ArrayList<>(path);
        deeper.add(id);
        return at(List.copyOf(deeper));
    }
}
