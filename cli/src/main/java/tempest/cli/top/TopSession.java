// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli.top;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.storm.generated.NotAliveException;
import org.apache.storm.thrift.TException;
import tempest.cli.client.FailureLine;
import tempest.cluster.Clock;

/** Reads, draws and follows keys until the user leaves. Main thread. */
public final class TopSession {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());

    private final Source source;
    private final Clock clock;
    private final long periodMillis;
    private final boolean coloured;
    private TopState state;
    private TopTable table;
    private List<String> shownPath = List.of();
    private long readNanos;
    /** When the table was read. */
    private long goodMillis;
    private String trouble;

    /** Reads what one screen shows. */
    public interface Source {
        /** @param path nothing for the cluster, a topology's id, or that and a component */
        TopTable read(List<String> path) throws Exception;
    }

    /** @param path where to begin */
    public TopSession(Source source, Clock clock, long periodMillis, boolean coloured, List<String> path) {
        this.source = source;
        this.clock = clock;
        this.periodMillis = periodMillis;
        this.coloured = coloured;
        this.state = TopState.at(path);
    }

    /** Runs until the user leaves. What cannot be read at first is the caller's; later it is told on the screen. */
    public void run(TopTerminal terminal) throws Exception {
        show(state.path());
        while (!state.ended()) {
            int[] size = terminal.size();
            terminal.draw(TopScreen.lines(shown(), new TopScreen.Size(size[0], size[1], coloured), state));
            byte[] bytes = terminal.keys(Math.max(1, periodMillis - ageMillis()));
            if (bytes == null) {
                return;
            }
            List<TopState.Key> keys = TopKeys.of(bytes, bytes.length);
            List<String> before = state.path();
            for (TopState.Key key : keys) {
                state = state.press(key, table, TopScreen.sorted(table, state));
                if (!state.path().equals(before) || state.ended()) {
                    break;
                }
            }
            if (!state.ended() && (!state.path().equals(before) || keys.contains(TopState.Key.REFRESH) || ageMillis() >= periodMillis)) {
                read();
            }
        }
    }

    private long ageMillis() {
        return TimeUnit.NANOSECONDS.toMillis(clock.nanoTime() - readNanos);
    }

    private void show(List<String> path) throws Exception {
        table = source.read(path);
        shownPath = path;
        readNanos = clock.nanoTime();
        goodMillis = clock.millis();
    }

    private void read() throws Exception {
        try {
            show(state.path());
            trouble = null;
        } catch (NotAliveException e) {
            state = TopState.at(List.of());
            show(state.path());
            trouble = FailureLine.of(e);
        } catch (TException | RuntimeException e) {
            trouble = "Nimbus does not answer (" + FailureLine.of(e) + "); these are the figures of " + TIME.format(Instant.ofEpochMilli(goodMillis));
            // What is shown is still the screen before; asked again after a period, not at once.
            state = state.path().equals(shownPath) ? state : TopState.at(shownPath);
            readNanos = clock.nanoTime();
        }
    }

    private TopTable shown() {
        if (trouble == null) {
            return table;
        }
        List<TopTable.Note> notes = new ArrayList<>(List.of(new TopTable.Note(trouble, true)));
        notes.addAll(table.notes());
        return new TopTable(table.title(), notes, table.columns(), table.rows());
    }
}
