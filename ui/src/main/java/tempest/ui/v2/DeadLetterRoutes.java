// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.ui.v2;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.storm.thrift.TException;
import tempest.http.Refused;
import tempest.rpc.DeadLetter;
import tempest.rpc.DeadLetters;
import tempest.rpc.TempestNimbus;
import tempest.ui.query.AuthorizedQueries;
import tempest.ui.v1.Actions;

/** The routes of a topology's dead letters. Handlers run on request threads. */
final class DeadLetterRoutes {
    private static final String LETTERS = "/api/v2/topologies/{id}/dead-letters";
    private static final String BODY = "the body must be {\"ids\": [ID, ...]}, or {\"all\": true}";

    private final AuthorizedQueries queries;

    DeadLetterRoutes(AuthorizedQueries queries) {
        this.queries = queries;
    }

    void addTo(RoutesConfig routes) {
        routes.get(LETTERS, context -> context.json(json(read(context))));
        routes.get(LETTERS + "/{letter}", this::one);
        routes.post(LETTERS + "/replay", context -> change(context, (nimbus, id, letters) -> nimbus.replayDeadLetters(id, letters)));
        routes.post(LETTERS + "/drop", context -> change(context, (nimbus, id, letters) -> nimbus.dropDeadLetters(id, letters)));
    }

    private DeadLetters read(Context context) throws TException {
        String id = context.pathParam("id");
        return queries.query(context, "getTopologyPageInfo", id, "dead letters", nimbus -> nimbus.deadLetters(id));
    }

    private void one(Context context) throws TException {
        String wanted = context.pathParam("letter");
        context.json(json(read(context).get_letters().stream().filter(letter -> Long.toString(letter.get_id()).equals(wanted)).findFirst()
            .orElseThrow(() -> Refused.notFound("there is no dead letter " + wanted))));
    }

    /** A call that changes letters; returns how many. */
    @FunctionalInterface
    private interface Change {
        int make(TempestNimbus.Iface nimbus, String id, List<Long> letters) throws TException;
    }

    private void change(Context context, Change change) throws TException {
        String id = context.pathParam("id");
        queries.permitCommand(context, "debug", id);
        List<Long> letters = ids(Actions.body(context));
        AtomicInteger count = new AtomicInteger();
        queries.command(context, "debug", id, nimbus -> count.set(change.make(nimbus, id, letters)));
        context.json(Map.of("count", count.get()));
    }

    private static List<Long> ids(JsonNode body) {
        JsonNode given = body.path("ids");
        boolean all = body.path("all").isBoolean() && body.get("all").booleanValue();
        if (all == given.isArray() || given.isArray() && given.isEmpty()) {
            throw Refused.badRequest(BODY);
        }
        List<Long> ids = new ArrayList<>();
        for (JsonNode one : given) {
            if (!one.isIntegralNumber()) {
                throw Refused.badRequest(BODY);
            }
            ids.add(one.longValue());
        }
        return ids;
    }

    private static Map<String, Object> json(DeadLetters letters) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("after", letters.get_after());
        json.put("totals", letters.get_totals().entrySet().stream().sorted(Map.Entry.comparingByKey())
            .map(total -> Map.of("component", total.getKey(), "count", total.getValue())).toList());
        json.put("letters", letters.get_letters().stream().map(DeadLetterRoutes::json).toList());
        return json;
    }

    static Map<String, Object> json(DeadLetter letter) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", letter.get_id());
        json.put("timeMillis", letter.get_time_millis());
        json.put("component", letter.get_component());
        json.put("task", letter.get_task());
        json.put("source", letter.get_source());
        json.put("sourceTask", letter.get_source_task());
        json.put("stream", letter.get_stream());
        json.put("spout", letter.get_spout());
        json.put("attempts", letter.get_attempts());
        json.put("cause", letter.get_cause());
        json.put("trouble", letter.get_trouble());
        json.put("replayAskedMillis", letter.is_set_replay_millis() ? letter.get_replay_millis() : null);
        json.put("fields", letter.get_fields());
        json.put("values", letter.get_values());
        return json;
    }
}
