// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package tempest.state.snapshot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.storm.shade.net.minidev.json.JSONArray;
import org.apache.storm.shade.net.minidev.json.JSONObject;
import org.apache.storm.shade.net.minidev.json.JSONValue;
import org.apache.storm.shade.net.minidev.json.parser.ParseException;

/**
 * What a snapshot consists of: written after its files, so that a snapshot without it is none. As a file it is a line with the checksum of the rest,
 * and JSON.
 *
 * @param sequence the snapshot's number in its folder; later ones have greater numbers
 * @param incarnation which life of the task wrote it
 * @param txid the transaction that it was prepared under, or {@link #NO_TXID}
 * @param lastTxid the transaction that was committed last when it was taken, or {@link #NO_TXID}
 * @param atMillis when it was taken
 */
public record SnapshotManifest(long sequence, long incarnation, StateId id, long txid, long lastTxid, long atMillis,
                               StateFormat format, List<StoredFile> files) {
    public static final long NO_TXID = -1;

    public SnapshotManifest {
        files = List.copyOf(files);
    }

    /** The bytes of all its files. */
    public long bytes() {
        return files.stream().mapToLong(StoredFile::bytes).sum();
    }

    byte[] toBytes() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("sequence", sequence);
        json.put("incarnation", incarnation);
        json.put("topology", id.topology());
        json.put("namespace", id.namespace());
        json.put("component", id.component());
        json.put("taskIndex", id.taskIndex());
        json.put("tasks", id.tasks());
        json.put("txid", txid);
        json.put("lastTxid", lastTxid);
        json.put("atMillis", atMillis);
        json.put("version", format.version());
        json.put("timed", format.timed());
        json.put("serializers", new TreeMap<>(format.serializers()));
        json.put("classes", new TreeMap<>(format.classes()));
        json.put("files", files.stream().map(f -> Map.of("name", f.name(), "bytes", f.bytes(), "crc", f.crc())).toList());
        String text = JSONValue.toJSONString(json) + "\n";
        return (String.format("%08x", StoredFile.crc(text.getBytes(StandardCharsets.UTF_8))) + "\n" + text).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * @throws IOException if this is no whole manifest
     */
    static SnapshotManifest of(byte[] bytes) throws IOException {
        String all = new String(bytes, StandardCharsets.UTF_8);
        int line = all.indexOf('\n');
        String text = all.substring(line + 1);
        if (line < 0 || !all.substring(0, line).equals(String.format("%08x", StoredFile.crc(text.getBytes(StandardCharsets.UTF_8))))) {
            throw new IOException("it is damaged: its checksum is another one");
        }
        try {
            return of((JSONObject) JSONValue.parseWithException(text));
        } catch (ParseException | ClassCastException | NullPointerException e) {
            throw new IOException("it is of another form: " + e, e);
        }
    }

    private static SnapshotManifest of(JSONObject json) {
        List<StoredFile> files = new ArrayList<>();
        for (Object file : (JSONArray) json.get("files")) {
            JSONObject values = (JSONObject) file;
            files.add(new StoredFile((String) values.get("name"), number(values, "bytes"), number(values, "crc")));
        }
        StateId id = new StateId((String) json.get("topology"), (String) json.get("namespace"), (String) json.get("component"),
            (int) number(json, "taskIndex"), (int) number(json, "tasks"));
        StateFormat format = new StateFormat((int) number(json, "version"), (Boolean) json.get("timed"), texts(json, "serializers"), texts(json, "classes"));
        return new SnapshotManifest(number(json, "sequence"), number(json, "incarnation"), id, number(json, "txid"),
            number(json, "lastTxid"), number(json, "atMillis"), format, files);
    }

    private static long number(JSONObject json, String key) {
        return ((Number) json.get(key)).longValue();
    }

    private static Map<String, String> texts(JSONObject json, String key) {
        Map<String, String> texts = new TreeMap<>();
        ((JSONObject) json.get(key)).forEach((name, value) -> texts.put(name, (String) value));
        return texts;
    }
}
