// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.multilang;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.storm.shade.net.minidev.json.JSONValue;

/** A component in another process: emits each tuple's first value twice over, and acks it; as a spout, emits a number for each {@code next}. */
public final class EchoProcess {
    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    private EchoProcess() {
    }

    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        read(in);
        say("{\"pid\":" + ProcessHandle.current().pid() + "}");
        int emitted = 0;
        for (Object message = read(in); message != null; message = read(in)) {
            if (!(message instanceof Map<?, ?> map)) {
                say("{\"command\":\"log\",\"level\":2,\"msg\":\"tasks " + message + "\"}"); // task ids
            } else if (map.get("command") != null) {
                emitted = spoutCommand(map, emitted);
            } else if ("__heartbeat".equals(map.get("stream"))) {
                say("{\"command\":\"sync\"}");
            } else {
                tuple(map);
            }
        }
    }

    private static int spoutCommand(Map<?, ?> map, int emitted) {
        int now = emitted;
        if (map.get("command").equals("next")) {
            say("{\"command\":\"emit\",\"id\":\"m" + now + "\",\"tuple\":[" + now + "],\"need_task_ids\":false}");
            now++;
        } else if (map.get("command").equals("fail")) {
            say("{\"command\":\"error\",\"msg\":\"failed " + map.get("id") + "\"}");
        }
        say("{\"command\":\"sync\"}");
        return now;
    }

    private static void tuple(Map<?, ?> map) {
        String value = String.valueOf(((java.util.List<?>) map.get("tuple")).get(0));
        if (value.equals("die")) {
            System.err.println("dying as told");
            System.exit(3);
        }
        if (value.equals("fail")) {
            say("{\"command\":\"fail\",\"id\":\"" + map.get("id") + "\"}");
            return;
        }
        say("{\"command\":\"emit\",\"anchors\":[\"" + map.get("id") + "\"],\"tuple\":[\"" + value + value + "\"]}");
        say("{\"command\":\"ack\",\"id\":\"" + map.get("id") + "\"}");
    }

    private static Object read(BufferedReader in) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.equals("end")) {
                return JSONValue.parse(text.toString());
            }
            text.append(line);
        }
        return null;
    }

    private static void say(String json) {
        OUT.print(json + "\nend\n");
        OUT.flush();
    }
}
