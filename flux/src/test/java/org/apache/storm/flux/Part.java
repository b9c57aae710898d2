// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.flux;

import java.io.Serial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.base.BaseRichBolt;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Tuple;

/** A bolt, and anything else, that writes down how it was made. */
public class Part extends BaseRichBolt {
    public static final int UNCHANGEABLE = 1;
    @Serial
    private static final long serialVersionUID = 1;

    public float open;
    final List<String> calls = new ArrayList<>();
    private transient OutputCollector collector;

    public Part() {
        calls.add("()");
    }

    public Part(String text) {
        calls.add("String " + text);
    }

    public Part(Object anything) {
        calls.add("Object " + (anything instanceof Part part ? part.calls : anything));
    }

    public Part(float size, TimeUnit unit, boolean flag) {
        calls.add("float " + size + " " + unit + " " + flag);
    }

    public Part(List<Object> list, String[] texts) {
        calls.add("list " + list.size() + " texts " + Arrays.toString(texts));
    }

    public Part(int number, TimeUnit[] units, Map<String, Object> map) {
        calls.add("int " + number + " " + Arrays.toString(units) + " " + map);
    }

    public static Part make() {
        return new Part("made");
    }

    public static Part make(long number, String... rest) {
        return new Part("made " + number + " " + List.of(rest));
    }

    public static Part nothing() {
        return null;
    }

    public Part refuse() {
        throw new IllegalStateException("refused");
    }

    public void setSize(int size) {
        calls.add("setSize " + size);
    }

    public Part setName(String name) {
        calls.add("setName " + name);
        return this;
    }

    public void setOther(Part other) {
        calls.add("setOther " + other.calls);
    }

    public void with(int number) {
        calls.add("with int " + number);
    }

    public void with(long number) {
        calls.add("with long " + number);
    }

    public void with(String key, Object value) {
        calls.add("with Object " + value);
    }

    public void with(String key, List<Object> value) {
        calls.add("with list " + value);
    }

    public void parts(List<Part> parts) {
        calls.add("parts " + parts.stream().map(p -> p.calls.get(0)).toList());
    }

    @Override
    public void prepare(Map<String, Object> conf, TopologyContext context, OutputCollector out) {
        collector = out;
    }

    @Override
    public void execute(Tuple input) {
        collector.ack(input);
    }

    @Override
    public void declareOutputFields(OutputFieldsDeclarer declarer) {
        declarer.declare(new Fields("word"));
        declarer.declareStream("other", new Fields("word"));
    }
}
