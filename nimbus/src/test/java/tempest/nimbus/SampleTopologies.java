// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.storm.generated.Bolt;
import org.apache.storm.generated.ComponentCommon;
import org.apache.storm.generated.ComponentObject;
import org.apache.storm.generated.GlobalStreamId;
import org.apache.storm.generated.Grouping;
import org.apache.storm.generated.NullStruct;
import org.apache.storm.generated.SpoutSpec;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.generated.StreamInfo;

/** Topologies as clients send them. */
final class SampleTopologies {
    private SampleTopologies() {
    }

    /** spout (2) -> split (2) -> count (3). */
    static StormTopology wordCount() {
        StormTopology topology = new StormTopology(new HashMap<>(), new HashMap<>(), new HashMap<>());
        topology.put_to_spouts("spout", new SpoutSpec(object(), common(2, "sentence")));
        topology.put_to_bolts("split", new Bolt(object(), from(common(2, "word"), "spout", "default", Grouping.shuffle(new NullStruct()))));
        topology.put_to_bolts("count", new Bolt(object(),
            from(common(3, "word", "count"), "split", "default", Grouping.fields(List.of("word")))));
        return topology;
    }

    /** A jar with one entry of so many bytes, not packed. */
    static byte[] jar(int bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.setLevel(0);
            zip.putNextEntry(new ZipEntry("resources/data"));
            zip.write(new byte[bytes]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    static ComponentObject object() {
        return ComponentObject.serialized_java(new byte[] {1, 2, 3});
    }

    static ComponentCommon common(int parallelism, String... fields) {
        Map<String, StreamInfo> streams = new HashMap<>();
        streams.put("default", new StreamInfo(new ArrayList<>(List.of(fields)), false));
        ComponentCommon common = new ComponentCommon(new HashMap<>(), streams);
        common.set_parallelism_hint(parallelism);
        return common;
    }

    static ComponentCommon from(ComponentCommon common, String source, String stream, Grouping grouping) {
        common.put_to_inputs(new GlobalStreamId(source, stream), grouping);
        return common;
    }
}
