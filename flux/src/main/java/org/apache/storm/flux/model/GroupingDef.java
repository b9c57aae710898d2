// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.flux.model;

import java.util.List;

/** How the tuples of a stream are spread over the tasks that receive them. */
public class GroupingDef extends Located {
    private List<String> args;
    private Type type;
    private String streamId;
    private ObjectDef customClass;

    public List<String> getArgs() {
        return args;
    }

    public void setArgs(List<String> args) {
        this.args = args;
    }

    public Type getType() {
        return type;
    }

    public void setType(Type type) {
        this.type = type;
    }

    public String getStreamId() {
        return streamId;
    }

    public void setStreamId(String streamId) {
        this.streamId = streamId;
    }

    public ObjectDef getCustomClass() {
        return customClass;
    }

    public void setCustomClass(ObjectDef customClass) {
        this.customClass = customClass;
    }

    /** The kinds of grouping. */
    public enum Type {
        /** Every task receives every tuple. */
        ALL,
        /** A class of the user's decides: {@code customClass}. */
        CUSTOM,
        /** The sender names the task. */
        DIRECT,
        /** Evenly. */
        SHUFFLE,
        /** Evenly over the tasks of the sender's worker, if it has some. */
        LOCAL_OR_SHUFFLE,
        /** Equal values of the fields in {@code args} go to the same task. */
        FIELDS,
        /** All to the task with the lowest id. */
        GLOBAL,
        /** The sender does not care. */
        NONE
    }
}
