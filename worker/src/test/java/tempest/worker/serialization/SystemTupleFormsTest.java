// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.serialization;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.ConcurrentModificationException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.storm.metric.api.IMetricsConsumer.DataPoint;
import org.apache.storm.utils.Utils;
import org.junit.jupiter.api.Test;
import tempest.worker.tuple.EventValues;

/** Users' values in the system's tuples: values that can be sent arrive, and one that cannot is lost alone. */
class SystemTupleFormsTest {
    private final Map<String, Object> conf = new HashMap<>(Utils.readDefaultConfig());

    /** It is not registered. */
    static final class Odd {
        @Override
        public String toString() {
            throw new IllegalStateException("no text");
        }
    }

    /** Registered, but it cannot be deserialized. */
    static final class OneWay {
        final int x;

        OneWay(int x) {
            this.x = x;
        }
    }

    /** Registered and works. */
    static final class Point {
        int x;
        Object more;
    }

    private Kryo kryo() {
        return TupleKryo.of(conf, getClass().getClassLoader());
    }

    private Object sent(Object value) {
        Output out = new Output(64, -1);
        kryo().writeClassAndObject(out, value);
        return kryo().readClassAndObject(new Input(out.toBytes()));
    }

    /** In a list with others, which must arrive. */
    private Object value(Object value) {
        List<?> points = (List<?>) sent(new ArrayList<>(List.of(new DataPoint("before", 1), new DataPoint("the", value), new DataPoint("after", 2L))));
        assertEquals(new DataPoint("before", 1), points.get(0));
        assertEquals(new DataPoint("after", 2L), points.get(2));
        return ((DataPoint) points.get(1)).value;
    }

    @Test
    void collectionsOfAnyClassArriveWithWhatTheyHold() {
        assertEquals(Map.of("a", List.of(1, 2.0), "b", Set.of("x")), value(Map.of("a", List.of(1, 2.0), "b", Set.of("x"))));
        assertEquals(List.of("a", "b"), List.copyOf(((Map<?, ?>) value(new TreeMap<>(Map.of("b", 1, "a", 2)))).keySet()));
        assertInstanceOf(HashMap.class, value(new HashMap<>(Map.of("a", 1L))));
        assertEquals(Arrays.asList(null, 'c', (short) 1, (byte) 2, 3f, true), value(Arrays.asList(null, 'c', (short) 1, (byte) 2, 3f, true)));
    }

    @Test
    void dimensionsOfAnyMap() {
        for (Map<String, String> dimensions : List.of(Map.of("k", "v"), Collections.<String, String>emptyMap(), new TreeMap<>(Map.of("k", "v")))) {
            assertEquals(new DataPoint("name", 1, dimensions), sent(new DataPoint("name", 1, dimensions)));
        }
        assertNull(((DataPoint) sent(new DataPoint("name", 1, null))).dimensions);
    }

    @Test
    void registeredClassesArrive() {
        conf.put("topology.kryo.register", List.of(Point.class.getName()));
        Point point = new Point();
        point.x = 3;
        assertEquals(3, ((Point) value(point)).x);
        assertEquals(3, ((Point) ((Map<?, ?>) value(Map.of("k", point))).get("k")).x);
    }

    @Test
    void valuesThatCannotBeSentAreLeftOut() {
        conf.put("topology.kryo.register", List.of(Point.class.getName(), OneWay.class.getName()));
        Point point = new Point();
        point.more = new Odd();
        Map<Object, Object> circle = new HashMap<>();
        circle.put("self", circle);
        for (Object bad : List.of(new Odd(), point, Map.of("k", new Odd()), circle, "x".repeat(SafeValues.MAX_BYTES), new OneWay(1), changing())) {
            assertNull(value(bad), bad.getClass().getName());
        }
    }

    /** Changes while it is read. */
    private static Map<Object, Object> changing() {
        return new AbstractMap<>() {
            @Override
            public Set<Entry<Object, Object>> entrySet() {
                throw new ConcurrentModificationException();
            }
        };
    }

    @Test
    void aFailureInOneValueDoesNotSpoilLaterOnes() {
        conf.put("topology.kryo.register", List.of(Point.class.getName()));
        List<DataPoint> points = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Point point = new Point();
            point.x = i;
            point.more = i % 2 == 0 ? new Odd() : new HashMap<>(Map.of("i", i));
            points.add(new DataPoint("p" + i, point));
        }
        List<?> arrived = (List<?>) sent(points);
        for (int i = 0; i < 20; i++) {
            Point point = (Point) ((DataPoint) arrived.get(i)).value;
            if (i % 2 == 0) {
                assertNull(point);
            } else {
                assertEquals(Map.of("i", i), point.more);
            }
        }
    }

    @Test
    void aUsersSerializerForDataPointsIsKept() {
        conf.put("topology.kryo.register", List.of(Map.of(DataPoint.class.getName(), OwnPoints.class.getName())));
        assertEquals("own", ((DataPoint) sent(new DataPoint("name", 1))).name);
    }

    /** A user's serializer. */
    public static final class OwnPoints extends Serializer<DataPoint> {
        @Override
        public void write(Kryo kryo, Output out, DataPoint point) {
            out.writeBoolean(true);
        }

        @Override
        public DataPoint read(Kryo kryo, Input in, Class<? extends DataPoint> type) {
            in.readBoolean();
            return new DataPoint("own", null);
        }
    }

    @Test
    void valuesOfEventsArriveAsObjectsOrAsText() {
        List<?> arrived = (List<?>) sent(new EventValues(Arrays.asList(1, null, "x", new StringBuilder("built"), new Odd(), List.of(2))));
        assertEquals(Arrays.asList(1, null, "x", "built"), arrived.subList(0, 4));
        assertTrue(arrived.get(4).toString().startsWith(Odd.class.getName()), arrived.get(4)::toString);
        assertEquals(List.of(2), arrived.get(5));
        assertInstanceOf(EventValues.class, arrived);
    }
}
