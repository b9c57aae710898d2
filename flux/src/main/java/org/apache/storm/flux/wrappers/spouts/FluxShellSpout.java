// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.flux.wrappers.spouts;

import java.io.Serial;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.storm.spout.ShellSpout;
import org.apache.storm.topology.IRichSpout;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.tuple.Fields;
import org.apache.storm.utils.Utils;

/** A spout that is a process in any language, with its output fields and its configuration given from outside, so that YAML can say them. */
public class FluxShellSpout extends ShellSpout implements IRichSpout {
    @Serial
    private static final long serialVersionUID = 1;

    private final Map<String, String[]> outputFields = new LinkedHashMap<>();
    private Map<String, Object> componentConfig;

    /** A spout that emits nothing until streams are set. */
    public FluxShellSpout(String[] command) {
        super(command);
    }

    /** A spout that emits {@code outputFields} to its default stream. */
    public FluxShellSpout(String[] command, String[] outputFields) {
        this(command);
        setDefaultStream(outputFields);
    }

    /** Adds a key to the configuration that only this component sees. */
    public void addComponentConfig(String key, Object value) {
        if (componentConfig == null) {
            componentConfig = new HashMap<>();
        }
        componentConfig.put(key, value);
    }

    /** As above, for a list. */
    public void addComponentConfig(String key, List<Object> values) {
        addComponentConfig(key, (Object) values);
    }

    /** The fields of the default stream. */
    public void setDefaultStream(String[] fields) {
        setNamedStream(Utils.DEFAULT_STREAM_ID, fields);
    }

    /** The fields of another stream. */
    public void setNamedStream(String name, String[] fields) {
        outputFields.put(name, fields.clone());
    }

    @Override
    public void declareOutputFields(OutputFieldsDeclarer declarer) {
        outputFields.forEach((stream, fields) -> declarer.declareStream(stream, new Fields(fields)));
    }

    @Override
    public Map<String, Object> getComponentConfiguration() {
        return componentConfig;
    }
}
