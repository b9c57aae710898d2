// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.multilang;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.storm.shade.net.minidev.json.JSONValue;
import org.apache.storm.task.TopologyContext;

/** Each message is JSON, followed by a line that says {@code end}. */
public class JsonSerializer implements ISerializer {
    public static final String DEFAULT_CHARSET = "UTF-8";
    private static final long serialVersionUID = 2548814660410474022L;
    private static final String END = "end";

    private transient BufferedWriter processIn;
    private transient BufferedReader processOut;

    @Override
    public void initialize(OutputStream processIn, InputStream processOut) {
        this.processIn = new BufferedWriter(new OutputStreamWriter(processIn, StandardCharsets.UTF_8));
        this.processOut = new BufferedReader(new InputStreamReader(processOut, StandardCharsets.UTF_8));
    }

    @Override
    public Number connect(Map<String, Object> conf, TopologyContext context) throws IOException, NoOutputException {
        Map<String, Object> greeting = new HashMap<>();
        greeting.put("pidDir", context.getPIDDir());
        greeting.put("conf", conf);
        greeting.put("context", context);
        write(greeting);
        Map<?, ?> answer = readObject();
        if (!(answer.get("pid") instanceof Number pid)) {
            throw new IOException("The process must answer the greeting with its 'pid', a number, but answered " + answer);
        }
        return pid;
    }

    @Override
    public void writeBoltMsg(BoltMsg msg) throws IOException {
        Map<String, Object> json = new HashMap<>();
        json.put("id", msg.getId());
        json.put("comp", msg.getComp());
        json.put("stream", msg.getStream());
        json.put("task", msg.getTask());
        json.put("tuple", msg.getTuple());
        write(json);
    }

    @Override
    public void writeSpoutMsg(SpoutMsg msg) throws IOException {
        Map<String, Object> json = new HashMap<>();
        json.put("command", msg.getCommand());
        json.put("id", msg.getId());
        write(json);
    }

    @Override
    public void writeTaskIds(List<Integer> taskIds) throws IOException {
        write(taskIds);
    }

    private void write(Object message) throws IOException {
        processIn.write(JSONValue.toJSONString(message));
        processIn.write('\n');
        processIn.write(END);
        processIn.write('\n');
        processIn.flush();
    }

    @Override
    public ShellMsg readShellMsg() throws IOException, NoOutputException {
        Map<?, ?> json = readObject();
        if (!(json.get("command") instanceof String command)) {
            throw new IOException("The process must name a 'command', but wrote " + json);
        }
        ShellMsg msg = new ShellMsg();
        msg.setCommand(command);
        msg.setId(json.get("id"));
        msg.setMsg((String) json.get("msg"));
        msg.setStream(json.get("stream") == null ? "default" : json.get("stream").toString());
        msg.setTask(json.get("task") instanceof Number task ? task.longValue() : 0);
        msg.setNeedTaskIds(!Boolean.FALSE.equals(json.get("need_task_ids")));
        if (json.get("tuple") instanceof List<?> values) {
            msg.setTuple(new ArrayList<>(values));
        }
        addAnchors(msg, json.get("anchors"));
        if (command.equals("log") && json.get("level") instanceof Number level) {
            msg.setLogLevel(level.intValue());
        }
        if (command.equals("metrics")) {
            if (!(json.get("name") instanceof String name)) {
                throw new IOException("The process must give the 'name' of a metric, but wrote " + json);
            }
            msg.setMetricName(name);
            msg.setMetricParams(json.get("params"));
        }
        return msg;
    }

    private static void addAnchors(ShellMsg msg, Object anchors) {
        if (anchors instanceof List<?> list) {
            for (Object anchor : list) {
                msg.addAnchor(anchor.toString());
            }
        } else if (anchors != null) {
            msg.addAnchor(anchors.toString());
        }
    }

    private Map<?, ?> readObject() throws IOException, NoOutputException {
        String text = readMessage();
        if (JSONValue.parse(text) instanceof Map<?, ?> json) {
            return json;
        }
        throw new IOException("The process must write JSON objects, but wrote " + text);
    }

    private String readMessage() throws IOException, NoOutputException {
        StringBuilder text = new StringBuilder();
        for (String line = processOut.readLine(); line != null; line = processOut.readLine()) {
            if (line.equals(END)) {
                return text.toString();
            }
            if (text.length() > 0) {
                text.append('\n');
            }
            text.append(line);
        }
        throw new NoOutputException("The process closed its output" + (text.length() == 0 ? "." : " in the middle of: " + text));
    }
}
