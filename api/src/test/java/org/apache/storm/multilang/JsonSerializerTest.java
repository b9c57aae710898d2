// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.multilang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.storm.Contexts;
import org.apache.storm.shade.net.minidev.json.JSONValue;
import org.apache.storm.topology.TopologyBuilder;
import org.junit.jupiter.api.Test;

class JsonSerializerTest {
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();

    private JsonSerializer talkingTo(String processOutput) {
        JsonSerializer serializer = new JsonSerializer();
        serializer.initialize(sent, new ByteArrayInputStream(processOutput.getBytes(StandardCharsets.UTF_8)));
        return serializer;
    }

    private ShellMsg read(String json) throws IOException, NoOutputException {
        return talkingTo(json + "\nend\n").readShellMsg();
    }

    private List<Object> sentMessages() {
        List<Object> messages = new ArrayList<>();
        for (String message : sent.toString(StandardCharsets.UTF_8).split("\nend\n")) {
            messages.add(JSONValue.parse(message));
        }
        return messages;
    }

    @Test
    void tuplesCommandsAndTaskIdsAreSentAsJson() throws IOException {
        JsonSerializer serializer = talkingTo("");
        BoltMsg tuple = new BoltMsg();
        tuple.setId("7");
        tuple.setComp("spout");
        tuple.setStream("default");
        tuple.setTask(3);
        tuple.setTuple(Arrays.asList("\u00e4\"\n", 1, null));
        serializer.writeBoltMsg(tuple);
        SpoutMsg ack = new SpoutMsg();
        ack.setCommand("ack");
        ack.setId("9");
        serializer.writeSpoutMsg(ack);
        serializer.writeTaskIds(List.of(1, 2));
        Map<String, Object> first = new HashMap<>(Map.of("id", "7", "comp", "spout", "stream", "default", "task", 3));
        first.put("tuple", Arrays.asList("\u00e4\"\n", 1, null));
        assertEquals(List.of(first, Map.of("command", "ack", "id", "9"), List.of(1, 2)), sentMessages());
    }

    @Test
    void anEmitIsReadWithAllItSays() throws Exception {
        ShellMsg msg = read("{\"command\":\"emit\",\"id\":\"5\",\"anchors\":[\"a\",3],\n\"stream\":\"s\",\"task\":9,\"tuple\":[1,\"x\"],"
            + "\"need_task_ids\":false}");
        assertEquals("emit", msg.getCommand());
        assertEquals("5", msg.getId());
        assertEquals(List.of("a", "3"), msg.getAnchors());
        assertEquals("s", msg.getStream());
        assertEquals(9, msg.getTask());
        assertEquals(List.of(1, "x"), msg.getTuple());
        assertFalse(msg.areTaskIdsNeeded());
    }

    @Test
    void whatAnEmitLeavesOutHasDefaults() throws Exception {
        ShellMsg msg = read("{\"command\":\"emit\",\"tuple\":[1]}");
        assertEquals("default", msg.getStream());
        assertEquals(0, msg.getTask());
        assertTrue(msg.areTaskIdsNeeded());
        assertNull(msg.getAnchors());
    }

    @Test
    void logsHaveLevelsAndMetricsHaveNames() throws Exception {
        assertEquals(ShellMsg.ShellLogLevel.WARN, read("{\"command\":\"log\",\"msg\":\"hi\",\"level\":3}").getLogLevel());
        assertEquals(ShellMsg.ShellLogLevel.INFO, read("{\"command\":\"log\",\"msg\":\"hi\"}").getLogLevel());
        assertEquals(ShellMsg.ShellLogLevel.INFO, ShellMsg.ShellLogLevel.fromInt(77));
        ShellMsg metric = read("{\"command\":\"metrics\",\"name\":\"n\",\"params\":[1,2]}");
        assertEquals("n", metric.getMetricName());
        assertEquals(List.of(1, 2), metric.getMetricParams());
        assertThrows(IOException.class, () -> read("{\"command\":\"metrics\"}"));
    }

    @Test
    void aProcessThatEndsOrTalksNonsenseIsToldApart() {
        assertThrows(NoOutputException.class, () -> talkingTo("").readShellMsg());
        String half = assertThrows(NoOutputException.class, () -> talkingTo("{\"command\"\n").readShellMsg()).getMessage();
        assertTrue(half.contains("{\"command\""), half);
        for (String nonsense : List.of("Traceback: oops", "[1]", "{\"a\":1}", "")) {
            String message = assertThrows(IOException.class, () -> read(nonsense)).getMessage();
            assertTrue(message.contains(nonsense), message);
        }
    }

    @Test
    void theGreetingTellsTheProcessWhereItStands() throws Exception {
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("numbers", () -> 1);
        builder.setBolt("double", (tuple, collector) -> { }, "n").fieldsGrouping("numbers", new org.apache.storm.tuple.Fields("lambda"));
        builder.setBolt("sink", tuple -> { }).shuffleGrouping("double");
        Contexts contexts = new Contexts(builder.createTopology());
        assertEquals(42, talkingTo("{\"pid\":42}\nend\n").connect(Map.of("k", 1), contexts.of("double")));
        Map<?, ?> greeting = (Map<?, ?>) sentMessages().get(0);
        assertEquals("pids", greeting.get("pidDir"));
        assertEquals(Map.of("k", 1), greeting.get("conf"));
        Map<?, ?> context = (Map<?, ?>) greeting.get("context");
        assertEquals(1, context.get("taskid"));
        assertEquals("double", context.get("componentid"));
        assertEquals(Map.of("1", "double", "2", "numbers", "3", "sink"), context.get("task->component"));
        assertEquals(List.of("default"), context.get("streams"));
        assertEquals(Map.of("default", List.of("n")), context.get("stream->outputfields"));
        assertEquals(Map.of("default", Map.of("sink", Map.of("type", "SHUFFLE"))), context.get("stream->target->grouping"));
        assertEquals(Map.of("numbers", Map.of("default", Map.of("type", "FIELDS", "fields", List.of("lambda")))),
            context.get("source->stream->grouping"));
        assertEquals(Map.of("numbers", Map.of("default", List.of("lambda"))), context.get("source->stream->fields"));
    }
}
