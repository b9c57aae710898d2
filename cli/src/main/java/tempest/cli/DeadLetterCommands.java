// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli;

import static tempest.cli.Command.option;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.storm.generated.InvalidTopologyException;
import org.apache.storm.thrift.TApplicationException;
import org.apache.storm.thrift.TException;
import tempest.cli.launch.CommandFailure;
import tempest.cli.launch.NearestName;
import tempest.cli.launch.TempestCalls;
import tempest.rpc.DeadLetter;
import tempest.rpc.DeadLetters;
import tempest.rpc.TempestNimbus;

/** {@code storm dead-letters}: reads the dead letters that a topology keeps, replays and drops them, by way of Nimbus. */
final class DeadLetterCommands {
    private static final List<String> COLUMNS = List.of("Id", "Time", "Component", "Source", "Stream", "Attempts", "Cause");
    private static final List<Integer> WIDTHS = List.of(13, 20, 12, 12, 10, 8, 20);
    private static final int LONGEST_CAUSE = 80;

    static final List<Command> COMMANDS = List.of(
            Command.of("dead-letters", "list|show|replay|drop NAME [ID...]", """
                    Reads, replays and drops the dead letters that a topology keeps (topology.dead.letter.after):
                        list NAME            the letters, the latest first
                        show NAME ID...      all that is known of some of them
                        replay NAME ID...    hands them to their bolts again; each is removed once it is processed
                        drop NAME ID...      forgets them""", List.of(
                    option(null, "all", null, "replay, drop: all letters, in place of ids"),
                    Command.json()), DeadLetterCommands::run));

    private DeadLetterCommands() {}

    private interface Action {
        int run(Invocation invocation, TempestNimbus.Iface nimbus, String topologyId, List<Long> ids) throws TException;
    }

    private static final Map<String, Action> ACTIONS = Map.of("list", DeadLetterCommands::list, "show", DeadLetterCommands::show,
            "replay", DeadLetterCommands::replay, "drop", DeadLetterCommands::drop);

    private static int run(Invocation invocation) throws Exception {
        List<String> words = invocation.arguments();
        if (words.isEmpty()) {
            throw new UsageException("what to do is missing");
        }
        String verb = words.get(0);
        Action action = ACTIONS.get(verb);
        if (action == null) {
            throw new UsageException("there is no dead-letters " + verb
                    + NearestName.of(verb, ACTIONS.keySet()).map(n -> "; did you mean " + n + "?").orElse(""));
        }
        if (words.size() < 2) {
            throw new UsageException("topology name is missing");
        }
        List<Long> ids = ids(verb, words.subList(2, words.size()), invocation.has("all"));
        return invocation.nimbus(nimbus -> {
            String id = nimbus.getTopologySummaryByName(words.get(1)).get_id();
            try {
                return action.run(invocation, TempestCalls.over(nimbus).orElseThrow(() -> new CommandFailure("this Nimbus knows no dead letters")), id, ids);
            } catch (InvalidTopologyException e) {
                throw new CommandFailure(e.get_msg());
            } catch (TApplicationException e) {
                throw e.getType() == TApplicationException.UNKNOWN_METHOD ? new CommandFailure("this Nimbus knows no dead letters") : e;
            }
        });
    }

    private static List<Long> ids(String verb, List<String> words, boolean all) {
        if (verb.equals("list") && (!words.isEmpty() || all)) {
            throw new UsageException("list takes NAME alone");
        }
        if (all && (verb.equals("show") || !words.isEmpty())) {
            throw new UsageException("--all goes with replay or drop, without ids");
        }
        if (!verb.equals("list") && words.isEmpty() && !all) {
            throw new UsageException("the id of a dead letter is missing" + (verb.equals("show") ? "" : "; --all means all"));
        }
        List<Long> ids = new ArrayList<>();
        for (String word : words) {
            if (!word.matches("[0-9]{1,18}")) {
                throw new UsageException("'" + word + "' is no id of a dead letter; list shows them");
            }
            ids.add(Long.valueOf(word));
        }
        return ids;
    }

    private static DeadLetters read(TempestNimbus.Iface nimbus, String topologyId) throws TException {
        DeadLetters letters = nimbus.deadLetters(topologyId);
        if (letters.get_after() == 0) {
            throw new CommandFailure("topology " + topologyId + " has no dead letters: topology.dead.letter.after is not set");
        }
        return letters;
    }

    private static int list(Invocation invocation, TempestNimbus.Iface nimbus, String topologyId, List<Long> ids) throws TException {
        DeadLetters found = read(nimbus, topologyId);
        if (invocation.json()) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("after", found.get_after());
            json.put("totals", found.get_totals());
            json.put("letters", found.get_letters().stream().map(DeadLetterCommands::json).toList());
            invocation.out().println(PrettyJson.of(json));
        } else if (found.get_letters().isEmpty()) {
            invocation.out().println("No dead letters.");
        } else {
            TextTable.of(COLUMNS, WIDTHS, found.get_letters().stream().map(DeadLetterCommands::row).toList()).forEach(invocation.out()::println);
        }
        return Cli.OK;
    }

    private static List<String> row(DeadLetter letter) {
        String cause = letter.is_set_cause() ? letter.get_cause().replaceAll("\\s+", " ") : "-";
        return List.of(Long.toString(letter.get_id()), time(letter.get_time_millis()), letter.get_component() + ":" + letter.get_task(), letter.get_source(),
                letter.get_stream(), Integer.toString(letter.get_attempts()), cause.length() <= LONGEST_CAUSE ? cause : cause.substring(0, LONGEST_CAUSE) + "…");
    }

    private static String time(long millis) {
        return Instant.ofEpochMilli(millis / 1000 * 1000).toString();
    }

    private static int show(Invocation invocation, TempestNimbus.Iface nimbus, String topologyId, List<Long> ids) throws TException {
        Map<Long, DeadLetter> found = new LinkedHashMap<>();
        read(nimbus, topologyId).get_letters().forEach(letter -> found.put(letter.get_id(), letter));
        for (long id : ids) {
            if (!found.containsKey(id)) {
                throw new CommandFailure("there is no dead letter " + id + "; storm dead-letters list shows those that are kept");
            }
        }
        if (invocation.json()) {
            invocation.out().println(PrettyJson.of(ids.stream().map(found::get).map(DeadLetterCommands::json).toList()));
            return Cli.OK;
        }
        for (long id : ids) {
            json(found.get(id)).forEach((key, value) -> {
                if (value instanceof Map<?, ?> values) {
                    invocation.out().println(key + ":");
                    values.forEach((field, one) -> invocation.out().println("    " + field + ": " + one));
                } else if (value != null) {
                    invocation.out().println(key + ": " + value);
                }
            });
        }
        return Cli.OK;
    }

    private static Map<String, Object> json(DeadLetter letter) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", letter.get_id());
        json.put("time", time(letter.get_time_millis()));
        json.put("component", letter.get_component());
        json.put("task", letter.get_task());
        json.put("source", letter.get_source());
        json.put("sourceTask", letter.get_source_task());
        json.put("stream", letter.get_stream());
        json.put("spout", letter.get_spout());
        json.put("attempts", letter.get_attempts());
        json.put("cause", letter.get_cause());
        json.put("trouble", letter.get_trouble());
        json.put("replayAsked", letter.is_set_replay_millis() ? time(letter.get_replay_millis()) : null);
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < letter.get_values().size(); i++) {
            values.put(i < letter.get_fields().size() ? letter.get_fields().get(i) : Integer.toString(i), letter.get_values().get(i));
        }
        json.put("values", values);
        return json;
    }

    private static int replay(Invocation invocation, TempestNimbus.Iface nimbus, String topologyId, List<Long> ids) throws TException {
        return done(invocation, "replayed", nimbus.replayDeadLetters(topologyId, ids));
    }

    private static int drop(Invocation invocation, TempestNimbus.Iface nimbus, String topologyId, List<Long> ids) throws TException {
        return done(invocation, "dropped", nimbus.dropDeadLetters(topologyId, ids));
    }

    private static int done(Invocation invocation, String what, int count) {
        invocation.out().println(invocation.json() ? PrettyJson.of(Map.of(what, count)) : said(what, count));
        return Cli.OK;
    }

    private static String said(String what, int count) {
        if (what.equals("dropped")) {
            return count + " dead letters dropped";
        }
        return count == 0 ? "No dead letter can be replayed; storm dead-letters show NAME ID says why" : "Replay of " + count + " dead letters requested";
    }
}
