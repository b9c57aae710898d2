// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.multilang;

import java.util.ArrayList;
import java.util.List;

/** A command from a component's process. Which properties mean something depends on the command. */
public class ShellMsg {
    private String command;
    private Object id;
    private List<String> anchors;
    private String stream;
    private long task;
    private String msg;
    private List<Object> tuple;
    private boolean needTaskIds;
    private String metricName;
    private Object metricParams;
    private ShellLogLevel logLevel = ShellLogLevel.INFO;

    /** Levels of log messages; on the wire, their positions. */
    public enum ShellLogLevel {
        TRACE, DEBUG, INFO, WARN, ERROR;

        /** The level at a position; INFO if there is none. */
        public static ShellLogLevel fromInt(int i) {
            return i >= 0 && i < values().length ? values()[i] : INFO;
        }
    }

    public String getCommand() {
        return command;
    }

    public void setCommand(String command) {
        this.command = command;
    }

    public Object getId() {
        return id;
    }

    public void setId(Object id) {
        this.id = id;
    }

    /** The ids of the tuples that an emitted tuple is anchored to. */
    public List<String> getAnchors() {
        return anchors;
    }

    public void setAnchors(List<String> anchors) {
        this.anchors = anchors;
    }

    public void addAnchor(String anchor) {
        if (anchors == null) {
            anchors = new ArrayList<>();
        }
        anchors.add(anchor);
    }

    public String getStream() {
        return stream;
    }

    public void setStream(String stream) {
        this.stream = stream;
    }

    /** The task that a tuple is emitted to directly; 0 if it is not. */
    public long getTask() {
        return task;
    }

    public void setTask(long task) {
        this.task = task;
    }

    public String getMsg() {
        return msg;
    }

    public void setMsg(String msg) {
        this.msg = msg;
    }

    public List<Object> getTuple() {
        return tuple;
    }

    public void setTuple(List<Object> tuple) {
        this.tuple = tuple;
    }

    public void addTuple(Object value) {
        if (tuple == null) {
            tuple = new ArrayList<>();
        }
        tuple.add(value);
    }

    /** Whether the process wants to know which tasks its tuple went to. */
    public boolean areTaskIdsNeeded() {
        return needTaskIds;
    }

    public void setNeedTaskIds(boolean needTaskIds) {
        this.needTaskIds = needTaskIds;
    }

    public String getMetricName() {
        return metricName;
    }

    public void setMetricName(String metricName) {
        this.metricName = metricName;
    }

    public Object getMetricParams() {
        return metricParams;
    }

    public void setMetricParams(Object metricParams) {
        this.metricParams = metricParams;
    }

    public ShellLogLevel getLogLevel() {
        return logLevel;
    }

    public void setLogLevel(int logLevel) {
        this.logLevel = ShellLogLevel.fromInt(logLevel);
    }

    @Override
    public String toString() {
        return "ShellMsg{command='" + command + "', id=" + id + ", anchors=" + anchors + ", stream='" + stream + "', task=" + task
            + ", msg='" + msg + "', tuple=" + tuple + ", needTaskIds=" + needTaskIds + ", metricName='" + metricName + "', metricParams="
            + metricParams + ", logLevel=" + logLevel + "}";
    }
}
