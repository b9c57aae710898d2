// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus.metrics;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import tempest.nimbus.metrics.IntervalStats.Figure;

/**
 * The series of one topology at one moment, as they are stored for the next leader: those of components and those of users' metrics. Immutable but for
 * the arrays, which nobody writes.
 *
 * @param savedSecs  when
 * @param components by component, "" for the whole topology: series of steps of different length
 */
public record SavedHistory(String topologyId, long savedSecs, Map<String, List<Rows>> components, List<Reading> readings) {
    /** So much is stored of a topology before it is compressed; the components that come last by name are left out. */
    static final int MOST_BYTES = 64_000_000;
    private static final int MAGIC = 0x544d5048;
    private static final int VERSION = 1;
    private static final int HEADER_BYTES = 16;
    private static final int LONGEST_TEXT = 100_000;
    private static final int MOST_STEPS = 10_000;
    private static final int MOST_ENTRIES = 100_000;
    private static final int MOST_FIGURES = 1000;

    /**
     * Rows of figures in the order of {@link Figure}, null for a step of which nothing is known.
     *
     * @param first the number of the first step
     */
    record Rows(int stepSecs, long first, float[][] rows) {
        long end() {
            return first + rows.length;
        }

        float[] at(long step) {
            return step >= first && step < end() ? rows[(int) (step - first)] : null;
        }
    }

    /** Values in equal steps, NaN where nothing is known. */
    record Values(int stepSecs, long first, double[] values) {
        long end() {
            return first + values.length;
        }

        double at(long step) {
            return step >= first && step < end() ? values[(int) (step - first)] : Double.NaN;
        }
    }

    /** A metric of one task. */
    record Reading(String component, String name, int task, boolean counted, List<Values> tiers) {
    }

    /** Compressed, with a checksum. */
    public byte[] encode() {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(new GZIPOutputStream(body)))) {
            text(out, topologyId);
            out.writeLong(savedSecs);
            out.writeInt(Figure.values().length);
            for (Figure figure : Figure.values()) {
                text(out, figure.key());
            }
            for (Map.Entry<String, List<Rows>> component : components.entrySet()) {
                if (out.size() < MOST_BYTES) {
                    out.writeBoolean(true);
                    text(out, component.getKey());
                    out.writeInt(component.getValue().size());
                    for (Rows rows : component.getValue()) {
                        write(out, rows);
                    }
                }
            }
            out.writeBoolean(false);
            for (Reading reading : readings) {
                if (out.size() < MOST_BYTES) {
                    out.writeBoolean(true);
                    write(out, reading);
                }
            }
            out.writeBoolean(false);
        } catch (IOException e) {
            throw new IllegalStateException("memory cannot be written", e);
        }
        byte[] bytes = body.toByteArray();
        ByteArrayOutputStream all = new ByteArrayOutputStream(bytes.length + HEADER_BYTES);
        try (DataOutputStream out = new DataOutputStream(all)) {
            out.writeInt(MAGIC);
            out.writeInt(VERSION);
            out.writeLong(checksum(bytes, 0));
            out.write(bytes);
        } catch (IOException e) {
            throw new IllegalStateException("memory cannot be written", e);
        }
        return all.toByteArray();
    }

    private static void write(DataOutputStream out, Rows rows) throws IOException {
        out.writeInt(rows.stepSecs);
        out.writeLong(rows.first);
        out.writeInt(rows.rows.length);
        for (float[] row : rows.rows) {
            out.writeBoolean(row != null);
            for (int i = 0; row != null && i < row.length; i++) {
                out.writeFloat(row[i]);
            }
        }
    }

    private static void write(DataOutputStream out, Reading reading) throws IOException {
        text(out, reading.component);
        text(out, reading.name);
        out.writeInt(reading.task);
        out.writeBoolean(reading.counted);
        out.writeInt(reading.tiers.size());
        for (Values tier : reading.tiers) {
            out.writeInt(tier.stepSecs);
            out.writeLong(tier.first);
            out.writeInt(tier.values.length);
            for (double value : tier.values) {
                out.writeDouble(value);
            }
        }
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static long checksum(byte[] bytes, int from) {
        CRC32 sum = new CRC32();
        sum.update(bytes, from, bytes.length - from);
        return sum.getValue();
    }

    /**
     * What {@link #encode} wrote. Figures of another release that this one lacks are left out, those that it lacks are unknown.
     *
     * @throws IOException if it is damaged, or of a form that this release does not read
     */
    public static SavedHistory decode(byte[] bytes) throws IOException {
        try (DataInputStream header = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (header.readInt() != MAGIC) {
                throw new IOException("it is no history of figures");
            }
            int version = header.readInt();
            if (version != VERSION) {
                throw new IOException("its form is " + version + "; this release reads " + VERSION);
            }
            if (header.readLong() != checksum(bytes, HEADER_BYTES)) {
                throw new IOException("its checksum is wrong");
            }
            try (DataInputStream in = new DataInputStream(new BufferedInputStream(new GZIPInputStream(header)))) {
                return read(in);
            }
        } catch (EOFException e) {
            throw new IOException("it ends too early", e);
        }
    }

    private static SavedHistory read(DataInputStream in) throws IOException {
        String id = text(in);
        long saved = in.readLong();
        Map<String, Integer> known = new HashMap<>();
        for (Figure figure : Figure.values()) {
            known.put(figure.key(), figure.ordinal());
        }
        int[] places = new int[count(in, MOST_FIGURES)];
        for (int i = 0; i < places.length; i++) {
            places[i] = known.getOrDefault(text(in), -1);
        }
        Map<String, List<Rows>> components = new LinkedHashMap<>();
        while (in.readBoolean()) {
            String component = text(in);
            List<Rows> series = new ArrayList<>();
            for (int left = count(in, MOST_ENTRIES); left > 0; left--) {
                series.add(rows(in, places));
            }
            components.put(component, series);
        }
        List<Reading> readings = new ArrayList<>();
        while (in.readBoolean()) {
            readings.add(reading(in));
        }
        return new SavedHistory(id, saved, components, readings);
    }

    private static Rows rows(DataInputStream in, int[] places) throws IOException {
        int stepSecs = in.readInt();
        long first = in.readLong();
        float[][] rows = new float[count(in, MOST_STEPS)][];
        for (int i = 0; i < rows.length; i++) {
            if (in.readBoolean()) {
                rows[i] = new float[Figure.values().length];
                Arrays.fill(rows[i], Float.NaN);
                for (int place : places) {
                    float value = in.readFloat();
                    if (place >= 0) {
                        rows[i][place] = value;
                    }
                }
            }
        }
        return new Rows(stepSecs, first, rows);
    }

    private static Reading reading(DataInputStream in) throws IOException {
        String component = text(in);
        String name = text(in);
        int task = in.readInt();
        boolean counted = in.readBoolean();
        List<Values> tiers = new ArrayList<>();
        for (int left = count(in, MOST_ENTRIES); left > 0; left--) {
            int stepSecs = in.readInt();
            long first = in.readLong();
            double[] values = new double[count(in, MOST_STEPS)];
            for (int i = 0; i < values.length; i++) {
                values[i] = in.readDouble();
            }
            tiers.add(new Values(stepSecs, first, values));
        }
        return new Reading(component, name, task, counted, tiers);
    }

    private static String text(DataInputStream in) throws IOException {
        byte[] bytes = new byte[count(in, LONGEST_TEXT)];
        in.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static int count(DataInputStream in, int most) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > most) {
            throw new IOException("it claims " + count + " entries where at most " + most + " are possible");
        }
        return count;
    }
}
